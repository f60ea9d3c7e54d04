"""The waterfall: the goal line that rises day by day, and how far the cumulative actual has come."""

from itertools import zip_longest
from typing import Final

from messages.chart_words import day, short, with_unit
from messages.charts import Waterfall
from messages.drawing.colours import ACTUAL, CARD, GOAL, INK, MAKE_UP, QUIET, SHADE, VERDICT, WAITING
from messages.drawing.frame import BOTTOM, LEFT, RIGHT, SMALL, Scale, goal_label, grid, heading, scale_to, sign_of
from messages.drawing.picture import Picture, Point
from messages.drawing.ticks import day_marks
from messages.text import plain

_LETTER: Final = 18  # the width of a letter of the day axis, roughly
_HEADROOM: Final = 1.2
_LABEL: Final = 74  # the height of a goal's figure and what stands below it
_UNDER_AXIS: Final = (BOTTOM - 58, BOTTOM - 1)

Mark = tuple[float, str]


def draw_waterfall(picture: Picture, chart: Waterfall) -> None:
    """Draws the whole chart."""
    scale = scale_to(max([chart.target, *chart.line, *chart.make_up, *(value * _HEADROOM for value in chart.actual)]))
    unit = plain(chart.unit, 24)
    marks = _day_labels(chart)
    picture.ground(("waterfall", scale, unit, marks), lambda: _ground(picture, scale, unit, marks))
    actual = _points(chart, chart.actual, scale)
    if chart.actual:
        _last_day(picture, chart, marks)
        picture.area([*actual, (actual[-1][0], BOTTOM), (LEFT, BOTTOM)], SHADE)
    if chart.make_up:
        picture.line(_points(chart, chart.make_up[: chart.due], scale), MAKE_UP, 4, dashes=(0.4, 2.2))
    picture.line(_points(chart, chart.line[: chart.due], scale), GOAL, 5, dashes=(2.2, 2.0))
    if chart.due is not None:
        _due_day(picture, chart, scale)
    _goals(picture, chart, scale, sign_of(unit))
    if chart.actual:
        _actual(picture, chart, actual)
    heading(picture, chart.title, _second_row(chart), VERDICT.get(chart.verdict, (plain(chart.verdict, 20), WAITING)))


def _goals(picture: Picture, chart: Waterfall, scale: Scale, sign: str) -> None:
    """The figures of the goal and of what is to be made up with it, at the right; never one over the other."""
    y, top = scale.height(chart.target), max(chart.make_up, default=0.0)
    if chart.make_up:
        above = scale.height(top)
        owed = f"+{short(top - chart.target)} due"
        goal_label(picture, above, with_unit(short(top), sign), owed, MAKE_UP)
        y = min(y, above - _LABEL)
    goal_label(picture, y, with_unit(short(chart.target), sign))


def _day_labels(chart: Waterfall) -> tuple[Mark, ...]:
    """Where each label of the day axis stands; of two that would touch, the later is kept."""
    marks = [(_across(chart, number), words) for number, words in day_marks(chart.days)]
    return tuple(mark for mark, after in zip_longest(marks, marks[1:]) if after is None or _apart(mark, after))


def _apart(one: Mark, other: Mark) -> bool:
    return abs(one[0] - other[0]) >= (len(one[1]) + len(other[1])) / 2 * _LETTER + 20


def _ground(picture: Picture, scale: Scale, unit: str, marks: tuple[Mark, ...]) -> None:
    grid(picture, scale, unit)
    for x, words in marks:
        picture.line([(x, BOTTOM - 8), (x, BOTTOM - 3)], QUIET, 3)
        picture.text((x, BOTTOM - 48), words, SMALL, QUIET, across="center")


def _last_day(picture: Picture, chart: Waterfall, marks: tuple[Mark, ...]) -> None:
    """The last finished day stands out, in place of the labels beside it; the ground is the same all month."""
    number = len(chart.actual) - 1
    last = (_across(chart, number), day(chart.days[number]))
    for x, words in (mark for mark in marks if not _apart(mark, last)):
        half = len(words) * _LETTER / 2
        picture.area([(x - half, y) for y in _UNDER_AXIS] + [(x + half, y) for y in reversed(_UNDER_AXIS)], CARD)
    picture.line([(last[0], BOTTOM - 8), (last[0], BOTTOM - 3)], QUIET, 3)
    picture.text((last[0], BOTTOM - 48), last[1], SMALL, INK, bold=True, across="center")


def _due_day(picture: Picture, chart: Waterfall, scale: Scale) -> None:
    """Where the line ends: its day, in the goal's colour; from there a thin one leads to the goal's figure."""
    x, y = _across(chart, (chart.due or 1) - 1), scale.height(chart.target)
    picture.line([(x, y), (RIGHT, y)], GOAL, 2, dashes=(1, 3))
    picture.dot((x, y), 9, GOAL)
    words = f"due {day(chart.days[(chart.due or 1) - 1])}"
    fits = x - 16 - picture.width(words, SMALL, bold=True) >= LEFT
    picture.text((x - 16 if fits else x, y + 14), words, SMALL, GOAL, bold=True, across="right" if fits else "left")


def _actual(picture: Picture, chart: Waterfall, points: list[Point]) -> None:
    picture.line(points, ACTUAL, 9)
    x, y = points[-1]
    picture.line([(x, BOTTOM), (x, y)], ACTUAL, 3, dashes=(1, 2))
    picture.dot((x, y), 13, ACTUAL)
    words = with_unit(short(chart.actual[-1]), sign_of(chart.unit))
    wide = picture.width(words, 36, bold=True) + 47
    ahead = chart.actual[-1] >= chart.line[len(chart.actual) - 1]
    base = y + 40 if ahead or y - 76 < BOTTOM else y - 66
    picture.badge(min(max(x + wide / 2, LEFT + wide), RIGHT), base, words, 36, ACTUAL)


def _second_row(chart: Waterfall) -> list[tuple[str, bool]]:
    party = plain(chart.party, 40)
    target = with_unit(short(chart.target), chart.unit)
    if not chart.actual:
        return [(f"{party}: no day finished yet, goal {target}", False)]
    stands, line = chart.actual[-1], chart.line[len(chart.actual) - 1]
    sign, side = sign_of(chart.unit), "above" if stands >= line else "below"
    return [
        (f"{party}:", False),
        (with_unit(short(stands), sign), True),
        (f"of {target},", False),
        (with_unit(short(abs(stands - line)), sign), True),
        (f"{side} the line", False),
    ]


def _points(chart: Waterfall, values: tuple[float, ...], scale: Scale) -> list[Point]:
    rising = [(_across(chart, number), scale.height(value)) for number, value in enumerate(values)]
    return [(float(LEFT), float(BOTTOM)), *rising]


def _across(chart: Waterfall, number: int) -> float:
    """Where the end of a day stands, in pixels."""
    return LEFT + (RIGHT - LEFT) * (number + 1) / len(chart.days)
