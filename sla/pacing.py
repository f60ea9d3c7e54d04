"""Pacing: the actual against the goal line, and where the period ends at this rate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeAlias

Line: TypeAlias = Literal["calendar", "working_days"]
"""The days on which a goal line rises."""

Mean: TypeAlias = Literal["speed", "depth"]
"""The metrics whose actual is a mean: speed in seconds (less is better), depth in attempts (more is better)."""


class Verdict(StrEnum):
    """How a goal stands."""

    MET = "met"
    MISSED = "missed"
    TOO_EARLY = "too_early"
    AHEAD = "ahead"
    ON_PACE = "on_pace"
    BEHIND = "behind"


@dataclass(frozen=True)
class Day:
    """Where a period stands: its day's number, and the working days up to and including it."""

    day: int
    days: int
    working_day: int
    working_days: int
    ended: bool
    is_working: bool

    def until(self, due: "Due", *, finished: bool = False) -> "Day":
        """The same day as a goal sees it whose period ends, as it were, with the due day; `finished`: it is over."""
        return replace(
            self,
            day=min(self.day, due.day),
            days=due.day,
            working_day=min(self.working_day, due.working_day),
            working_days=due.working_day,
            ended=self.ended or self.day + finished > due.day,
        )


@dataclass(frozen=True)
class Due:
    """The day by whose end a goal is to be reached: its number, and the working days up to and including it."""

    day: int
    working_day: int


@dataclass(frozen=True)
class Pace:
    """A goal against its line, exact; a figure that has no meaning here is None.

    `judged` is the count that the verdict goes by where it is not the actual: that of a due day which has passed.
    """

    target: Fraction
    actual: Fraction | None
    line: Fraction | None
    gap: Fraction | None
    verdict: Verdict
    needed_per_day: Fraction | None
    projected: Fraction | None
    ended: bool = False
    judged: Fraction | None = None


@dataclass(frozen=True)
class _Stretch:
    """The days on which the line rises: how many have counted, of how many, and how many are left, today included."""

    passed: int
    total: int
    left: int

    def line(self, target: Fraction, passed: int) -> Fraction:
        return target * passed / self.total


def pace(
    target: Fraction,
    actual: Fraction,
    day: Day,
    line: Line = "calendar",
    *,
    finished: bool = False,
    judged: Fraction | None = None,
) -> Pace:
    """How a cumulative goal stands at the end of `day`; exact, to be rounded where it is shown.

    `finished`: the day spoken of is over, so that `needed_per_day` is over the days after it alone. `judged`: what had
    come in by the goal's due day, once that is over.
    """
    stretch = _stretch(day, line, finished)
    value = stretch.line(target, stretch.passed)
    by_then = actual if judged is None else judged
    return Pace(
        target=target,
        actual=actual,
        line=value,
        gap=actual - value,
        verdict=_verdict(target, by_then, day, stretch),
        needed_per_day=_needed(target, by_then, stretch),
        projected=actual * stretch.total / stretch.passed if stretch.passed else None,
        ended=day.ended,
        judged=judged,
    )


def pace_of_mean(metric: Mean, target: Fraction, actual: Fraction | None, ended: bool) -> Pace:
    """How a goal on a mean stands: ahead when the promise is kept, else behind; too early with nothing to average."""
    return Pace(target, actual, None, None, _verdict_of_mean(metric, target, actual), None, None, ended)


def kept(standing: Pace) -> bool | None:
    """Whether the promise was kept; None while the period can still tell, or when it had nothing to tell by.

    A mean that is ahead, or behind, counts only once its period has ended.
    """
    if standing.verdict in (Verdict.MET, Verdict.MISSED):
        return standing.verdict is Verdict.MET
    if standing.ended and standing.verdict in (Verdict.AHEAD, Verdict.BEHIND):
        return standing.verdict is Verdict.AHEAD
    return None


def goal_line(target: Fraction, period_days: Sequence[bool], line: Line, due_day: int | None = None) -> list[Fraction]:
    """The line's value at the end of each day of a period, given which of its days are working days.

    It ends exactly at the target, and stays flat on closed days under `working_days`. With a due day it reaches the
    target at the end of that, and stays there.
    """
    if due_day is not None and due_day < len(period_days):
        rising = goal_line(target, period_days[:due_day], line)
        return [*rising, *[target] * (len(period_days) - due_day)]
    working_days, counted = sum(period_days), 0
    values = []
    for number, is_working in enumerate(period_days, start=1):
        counted += is_working
        today = Day(number, len(period_days), counted, working_days, ended=False, is_working=is_working)
        stretch = _stretch(today, line, finished=False)
        values.append(stretch.line(target, stretch.passed))
    return values


def _stretch(day: Day, line: Line, finished: bool) -> _Stretch:
    passed, total, counts = _counted(day, line)
    is_open = counts and not finished and not day.ended
    return _Stretch(passed, total, left=0 if day.ended else total - passed + is_open)


def _counted(day: Day, line: Line) -> tuple[int, int, bool]:
    """Days passed, days in all, and whether today is one of them; without a working day, the last day is the one."""
    if line == "calendar":
        return day.day, day.days, day.day > 0
    if day.working_days:
        return day.working_day, day.working_days, day.is_working
    is_last = day.day == day.days
    return int(is_last), 1, is_last


def _verdict(target: Fraction, actual: Fraction, day: Day, stretch: _Stretch) -> Verdict:
    if actual >= target:
        return Verdict.MET
    if day.ended:
        return Verdict.MISSED
    if day.day * 5 < day.days:
        return Verdict.TOO_EARLY
    return _verdict_by_line(target, actual, stretch)


def _verdict_by_line(target: Fraction, actual: Fraction, stretch: _Stretch) -> Verdict:
    if actual >= stretch.line(target, stretch.passed):
        return Verdict.AHEAD
    before_last_rise = stretch.line(target, max(stretch.passed - 1, 0))
    return Verdict.ON_PACE if actual >= before_last_rise else Verdict.BEHIND


def _verdict_of_mean(metric: Mean, target: Fraction, actual: Fraction | None) -> Verdict:
    if actual is None:
        return Verdict.TOO_EARLY
    is_kept = actual <= target if metric == "speed" else actual >= target
    return Verdict.AHEAD if is_kept else Verdict.BEHIND


def _needed(target: Fraction, actual: Fraction, stretch: _Stretch) -> Fraction | None:
    if actual >= target:
        return Fraction(0)
    return (target - actual) / stretch.left if stretch.left else None
