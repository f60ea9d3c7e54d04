"""The charts as values, in words, and as pictures drawn by a process of their own."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from messages.chart_words import day, figure, verdict_words, with_unit
from messages.child import Child, ChildFailed
from messages.paper import Paper
from messages.paper import as_json as paper_json
from messages.text import clamp, plain

ALT_TEXT_LIMIT: Final = 1000
_SECONDS: Final = 20.0


@dataclass(frozen=True)
class Waterfall:
    """The cumulative goal line of a period, day by day, and the cumulative actual up to the last finished day.

    `due` is the number of the day on which the line ends, where that is not the last. `make_up` is the line with what
    is to be made up for earlier periods; empty where that is nothing.
    """

    title: str
    unit: str
    days: tuple[date, ...]
    line: tuple[float, ...]
    actual: tuple[float, ...]
    target: float
    verdict: str
    party: str
    due: int | None = None
    make_up: tuple[float, ...] = ()


@dataclass(frozen=True)
class Bars:
    """One figure per day, week or month against one goal: speed or depth. None where there is no figure."""

    title: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    goal: float
    lower_is_better: bool


@dataclass(frozen=True)
class Stack:
    """Several charts, one below the other, as one picture."""

    charts: tuple[Waterfall | Bars, ...]


Chart = Waterfall | Bars | Stack


class ChartFailed(Exception):
    """The chart could not be drawn; the message goes out without it."""


def keeps(chart: Bars, value: float) -> bool:
    """Whether the value keeps the promise that the chart shows."""
    return value <= chart.goal if chart.lower_is_better else value >= chart.goal


def alt_text(chart: Chart) -> str:
    """What the chart shows, in words, in at most 1,000 characters; plain text, not mrkdwn."""
    if isinstance(chart, Stack):
        room = (ALT_TEXT_LIMIT - len(chart.charts)) // max(len(chart.charts), 1)
        return " ".join(clamp(alt_text(each), room) for each in chart.charts)
    sentences = _waterfall_words(chart) if isinstance(chart, Waterfall) else _bar_words(chart)
    return clamp(" ".join(sentences), ALT_TEXT_LIMIT)


def as_json(chart: Chart) -> bytes:
    """The chart for the process that draws it."""
    return json.dumps(_told(chart), default=date.isoformat).encode()


def from_json(text: bytes) -> Chart:
    """The chart that `as_json` wrote."""
    told = json.loads(text)
    return Stack(tuple(map(_single, told))) if isinstance(told, list) else _single(told)


def _told(chart: Chart) -> Any:
    if isinstance(chart, Stack):
        return [_told(each) for each in chart.charts]
    return {"kind": type(chart).__name__, **asdict(chart)}


def _single(told: dict[str, Any]) -> Waterfall | Bars:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    if fields.pop("kind") == "Bars":
        return Bars(**fields)
    return Waterfall(**{**fields, "days": tuple(map(date.fromisoformat, fields["days"]))})


class Drawer:
    """Draws charts in a child process, started when first needed or by `warm`, and kept; safe among threads."""

    def __init__(self) -> None:
        self._child = Child("messages.drawing", _SECONDS)

    def draw(self, chart: Chart) -> bytes:
        """The chart as a PNG of 1200 x 675, a stack as many times as high.

        Raises ChartFailed; then the next chart is tried in a new process.
        """
        try:
            picture = self._child.ask(as_json(chart))
        except ChildFailed as error:
            raise ChartFailed(str(error)) from error
        if not picture:
            raise ChartFailed("the chart could not be drawn")
        return picture

    def print(self, paper: Paper) -> bytes:
        """The document as a PDF. Raises ChartFailed, as `draw` does."""
        try:
            printed = self._child.ask(paper_json(paper))
        except ChildFailed as error:
            raise ChartFailed(str(error)) from error
        if not printed:
            raise ChartFailed("the document could not be printed")
        return printed

    def warm(self) -> None:
        """Starts the child process and doesn't wait for it, so that the first chart is as quick as the others."""
        with suppress(OSError):  # the first chart will tell, and the bot works without
            self._child.start()

    def close(self) -> None:
        """Ends the child process."""
        self._child.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, if one runs."""
        return self._child.pid


def _waterfall_words(chart: Waterfall) -> Iterator[str]:
    yield f"{plain(chart.title)}."
    party, target = plain(chart.party), with_unit(figure(chart.target), chart.unit)
    if not chart.actual:
        yield f"{party}: no day has finished yet; the goal line rises to {target}."
        return
    last = len(chart.actual) - 1
    if chart.due is not None:
        yield f"The goal is due by {day(chart.days[chart.due - 1])}, where its line ends."
    stands, line = chart.actual[last], chart.line[last]
    side = "above" if stands >= line else "below"
    yield f"{party} stood at {figure(stands)} of {target} at the end of {day(chart.days[last])}."
    yield f"The goal line stood at {figure(line)}: {figure(abs(stands - line))} {side} it."
    if chart.make_up:
        owed = figure(chart.make_up[-1] - chart.target)
        yield f"With {owed} to make up for earlier periods, a line of its own rises to {figure(chart.make_up[-1])}."
    yield f"Verdict: {verdict_words(chart.verdict)}."


def _bar_words(chart: Bars) -> Iterator[str]:
    yield f"{plain(chart.title)}."
    yield f"Goal: {with_unit(figure(chart.goal), chart.unit)} or {'less' if chart.lower_is_better else 'more'}."
    known = [value for value in chart.values if value is not None]
    yield f"{sum(keeps(chart, value) for value in known)} of {len(known)} kept it."
    yield "; ".join(_bar(chart, label, value) for label, value in zip(chart.labels, chart.values, strict=True)) + "."


def _bar(chart: Bars, label: str, value: float | None) -> str:
    shown = "no figure" if value is None else with_unit(figure(value), chart.unit)
    return f"{plain(label, 30)} {shown}"
