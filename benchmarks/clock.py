"""The business clock against one bisect (the floor) and businesstimedelta (the peer): `python -m benchmarks.clock`.

Every figure is the mean over starts eight hours apart in one week, so that opening, lunch, night and weekend all count.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from operator import add

import pytz
from businesstimedelta import BusinessTimeDelta, LunchTimeRule, Rules, WorkDayRule

from benchmarks.measure import HEAD, Cost, measure, over, row, seconds, verdict
from sla.calendar import Calendar, Opening
from sla.hours import BusinessHours

ROME = pytz.timezone("Europe/Rome")
WEEKDAYS = [0, 1, 2, 3, 4]
STARTS = [datetime(2026, 10, 5, 0, 30, tzinfo=UTC) + timedelta(hours=8 * number) for number in range(21)]
DISTANCES = {f"difference over {days} days": timedelta(days=days) for days in (2, 90)}
WINDOWS = {f"add {hours} h": timedelta(hours=hours) for hours in (4, 80)}


class Case:
    """One question, asked for every start."""

    def __init__(self, question: Callable[..., object], rest: Sequence[object]) -> None:
        self.question, self.arguments = question, list(zip(STARTS, rest, strict=True))

    def __call__(self) -> None:
        """Ask for every start."""
        question = self.question
        for start, rest in self.arguments:
            question(start, rest)

    def answers(self) -> list[object]:
        """Return what the question is answered with, start by start."""
        return [self.question(start, rest) for start, rest in self.arguments]


@dataclass(frozen=True)
class Place:
    """The same hours, told to our clock and to the peer."""

    title: str
    openings: tuple[str, ...]
    rules: Rules

    @property
    def calendar(self) -> Calendar:
        """Monday to Friday in Rome."""
        day = tuple(Opening.parse(written) for written in self.openings)
        return Calendar("Europe/Rome", (*[day] * 5, (), ()), {}, {})

    def ours(self) -> dict[str, Case]:
        """Return our clock's calls, on years that are compiled."""
        hours = BusinessHours(self.calendar)
        differences = {title: Case(hours.elapsed, ends(distance)) for title, distance in DISTANCES.items()}
        return {**differences, **{title: Case(hours.due, always(window)) for title, window in WINDOWS.items()}}

    def peer(self) -> dict[str, Case]:
        """Return the same calls of businesstimedelta."""
        windows = {title: BusinessTimeDelta(self.rules, timedelta=window) for title, window in WINDOWS.items()}
        differences = {title: Case(self._difference, ends(distance)) for title, distance in DISTANCES.items()}
        return {**differences, **{title: Case(add, always(window)) for title, window in windows.items()}}

    def _difference(self, start: datetime, end: datetime) -> timedelta:
        found: timedelta = self.rules.difference(start, end).timedelta
        return found


WORK = WorkDayRule(start_time=time(9), end_time=time(18), working_days=WEEKDAYS, tz=ROME)
LUNCH = LunchTimeRule(start_time=time(13), end_time=time(14), working_days=WEEKDAYS, tz=ROME)
PLACES = (
    Place("Monday to Friday, 09:00-18:00", ("09:00-18:00",), Rules([WORK])),
    Place("Company X: the same with a lunch break", ("09:00-13:00", "14:00-18:00"), Rules([WORK, LUNCH])),
)


def main() -> None:
    """Print a table for each place, and whether each line to reach holds there."""
    for place in PLACES:
        show(place)


def show(place: Place) -> None:
    """Print the place's table, what compiling its year costs, and the lines to reach."""
    ours, peer = place.ours(), place.peer()
    for title, case in ours.items():
        assert case.answers() == peer[title].answers(), f"ours and the peer disagree on {title}"
    cases = {"floor": floor_case(), **named("ours", ours), **named("peer", peer)}
    costs = {name: _one(cost) for name, cost in measure(cases, rounds=7).items()}
    print(f"\n{place.title}\n{HEAD}")
    for title in ours:
        row(title, costs[f"ours {title}"], costs["floor"], costs[f"peer {title}"])
    year = measure({"year": lambda: BusinessHours(place.calendar).is_open(STARTS[0])})["year"]
    print(f"compiling a year of open intervals: {seconds(year[1])} of CPU")
    judge(costs)


def judge(costs: dict[str, Cost]) -> None:
    """Say of each line to reach whether it holds."""
    sums = over(costs["peer add 4 h"], costs["ours add 4 h"])
    days = over(costs["peer difference over 90 days"], costs["ours difference over 90 days"])
    floors = max(over(cost, costs["floor"]) for name, cost in costs.items() if name.startswith("ours"))
    further = (("difference over 90 days", "difference over 2 days"), ("add 80 h", "add 4 h"))
    flat = max(over(costs[f"ours {far}"], costs[f"ours {near}"]) for far, near in further)
    verdict(f"add 4 h: {sums:,.0f} x as fast as businesstimedelta, to reach 100", sums >= 100)
    verdict(f"90 days: {days:,.0f} x as fast as businesstimedelta, to reach 1,000", days >= 1000)
    verdict(f"at most {floors:.1f} x one bisect, to reach 12", floors <= 12)
    verdict(f"flat in the distance: {flat:.2f} x for twenty times as far and more, to stay under 1.5", flat < 1.5)


def floor_case() -> Case:
    """Return one bisect among as many integers as a year has openings."""
    openings = [number * 10**12 for number in range(261)]
    found = [number * 12 * 10**12 + 1 for number in range(len(STARTS))]

    def one_bisect(_start: datetime, at: int) -> int:
        return bisect_right(openings, at)

    return Case(one_bisect, found)


def ends(distance: timedelta) -> list[datetime]:
    """Return the end that lies that far behind each start."""
    return [start + distance for start in STARTS]


def named(whose: str, cases: dict[str, Case]) -> dict[str, Case]:
    """Return the cases under names that say whose they are."""
    return {f"{whose} {title}": case for title, case in cases.items()}


def always(rest: object) -> list[object]:
    """Return the same for every start."""
    return [rest] * len(STARTS)


def _one(cost: Cost) -> Cost:
    return cost[0] / len(STARTS), cost[1] / len(STARTS)


if __name__ == "__main__":
    main()
