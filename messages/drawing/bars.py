"""Bars: one figure per day, week or month, each against the same goal."""

from typing import Final

from messages.chart_words import short, with_unit
from messages.charts import Bars, keeps
from messages.drawing.colours import ACTUAL, GOAL, INK, QUIET, SHORT, WAITING, WHITE
from messages.drawing.frame import BOTTOM, LEFT, RIGHT, SMALL, Scale, goal_label, grid, heading, scale_to
from messages.drawing.picture import Picture, Point
from messages.drawing.ticks import thinned
from messages.text import plain

_FIGURED: Final = 12
_HEADROOM: Final = 1.12


def draw_bars(picture: Picture, chart: Bars) -> None:
    """Draws the whole chart."""
    known = [value for value in chart.values if value is not None]
    scale = scale_to(max([chart.goal, *known]) * _HEADROOM)
    unit = plain(chart.unit, 24)
    labels = tuple(plain(label, 40) for label in chart.labels)
    picture.ground(("bars", scale, unit, labels), lambda: _ground(picture, scale, unit, labels))
    for number, value in enumerate(chart.values):
        _bar(picture, chart, scale, number, value)
    y = scale.height(chart.goal)
    picture.line([(LEFT, y), (RIGHT, y)], GOAL, 5, dashes=(2.2, 2.0))
    goal_label(picture, y, with_unit(short(chart.goal), unit if len(unit) <= 3 else ""))
    heading(picture, chart.title, _second_row(chart), _badge(chart, known))


def _ground(picture: Picture, scale: Scale, unit: str, labels: tuple[str, ...]) -> None:
    grid(picture, scale, unit)
    widest = max((picture.width(label, SMALL) for label in labels), default=0.0)
    shown = thinned(len(labels), max(2, int((RIGHT - LEFT) / (min(widest, 200) + 36))))
    for number in shown:
        words = picture.fitted(labels[number], SMALL, (RIGHT - LEFT) / len(shown) - 16)
        picture.text((_middle(len(labels), number), BOTTOM - 48), words, SMALL, QUIET, across="center")


def _bar(picture: Picture, chart: Bars, scale: Scale, number: int, value: float | None) -> None:
    count = len(chart.values)
    middle = _middle(count, number)
    if value is None:
        picture.text((middle, BOTTOM + 12), "–", SMALL, QUIET, across="center")
        return
    wide = min((RIGHT - LEFT) / count * 0.62, 96)
    top = scale.height(value)
    picture.bar(middle - wide / 2, BOTTOM, wide, max(top - BOTTOM, 4), ACTUAL if keeps(chart, value) else SHORT)
    if count <= _FIGURED or number == count - 1:
        _value(picture, short(value), (middle, top), scale.height(chart.goal), wide)


def _value(picture: Picture, words: str, end: Point, goal: float, wide: float) -> None:
    """A bar's figure stands above its end, or inside it where the goal's line would run through."""
    middle, top = end
    clear = not top < goal < top + 44
    inside = not clear and top - BOTTOM > 60 and picture.width(words, SMALL, bold=True) < wide
    base = top - 36 if inside else top + 12 if clear else goal + 12
    picture.text((middle, base), words, SMALL, WHITE if inside else INK, bold=True, across="center")


def _second_row(chart: Bars) -> list[tuple[str, bool]]:
    goal = with_unit(short(chart.goal), chart.unit)
    promised = f"promised {goal} or {'less' if chart.lower_is_better else 'more'}"
    latest = chart.values[-1] if chart.values else None
    if latest is None:
        return [(promised.capitalize(), False)]
    return [("Latest:", False), (with_unit(short(latest), chart.unit), True), (f"· {promised}", False)]


def _badge(chart: Bars, known: list[float]) -> tuple[str, str]:
    if not known:
        return "No figures yet", WAITING
    kept = sum(keeps(chart, value) for value in known)
    return f"{'✓' if kept == len(known) else '▼'} {kept} of {len(known)} kept", ACTUAL if kept == len(known) else SHORT


def _middle(count: int, number: int) -> float:
    return LEFT + (RIGHT - LEFT) * (number + 0.5) / count
