"""Leave and own hours: when somebody is away, and whether a lead may go to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sla.calendar import Calendar, Opening
from sla.errors import BadHours
from sla.hours import BusinessHours
from sla.posting import WEEKDAYS
from sla.timeline import NO_TIME
from sla.window import Pause
from sla.zones import ONE_DAY, zone_named

LONGEST: Final = timedelta(days=366)
ALWAYS: Final = (Opening(0, 1440),)
_PART: Final = re.compile(r"([a-z]{3,9})(?:\s*[-–]\s*([a-z]{3,9}))?((?:\s+[\d:]+\s*[-–]\s*[\d:]+)+)")
_HOURS: Final = re.compile(r"[\d:]+\s*[-–]\s*[\d:]+")


@dataclass(frozen=True)
class Leave:
    """Somebody is away from `starts_at` to before `ends_at` (UTC); `zone` is the one whose days were meant.

    `by` entered it: the person, or the contact of their party. `cancelled_at`: when it was called off or cut short.
    """

    id: int
    person: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    reason: str | None
    by: str
    entered_at: datetime
    cancelled_at: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """Whether the person is away at the instant."""
        return self.starts_at <= at < self.ends_at

    @property
    def at_zone(self) -> ZoneInfo:
        """The zone whose days were meant."""
        return zone_named(self.zone)

    @property
    def last_day(self) -> date | None:
        """The last whole day of the leave, in its own zone; None where it ends within a day."""
        ends = self.ends_at.astimezone(self.at_zone)
        return ends.date() - ONE_DAY if (ends.hour, ends.minute) == (0, 0) else None


@dataclass(frozen=True)
class Presence:
    """One person's leave, and their own hours; without any, they work when the agreement does.

    What began before `own_since`, when they entered the hours, is judged without them.
    """

    leaves: tuple[Leave, ...] = ()
    own: BusinessHours | None = None
    own_since: datetime | None = None

    def leave(self, at: datetime) -> Leave | None:
        """The leave that the person is on at the instant: of several the one that ends last."""
        on = (leave for leave in self.leaves if leave.covers(at))
        return max(on, key=lambda leave: leave.ends_at, default=None)

    def may_take(self, hours: BusinessHours, at: datetime, due_at: datetime | None) -> bool:
        """Whether a lead may go to the person at the instant: not away then, and at work before the window has passed.

        At work is where the agreement's hours and the person's own overlap; any overlap between `at` and `due_at` will
        do. While a hold leaves the lead without a due instant, own hours keep nobody from it.
        """
        if self.leave(at) is not None:
            return False
        own = self.own_at(at)
        if own is None or due_at is None:
            return True
        return any(own.elapsed(part.opens, part.closes) for part in hours.receipt(at, due_at).counted)

    def is_there(self, hours: BusinessHours, at: datetime) -> bool:
        """Whether the person works at the instant: not away, and in the agreement's hours and their own."""
        own = self.own_at(at)
        is_at_work = hours.is_open(at) and (own is None or own.is_open(at))
        return is_at_work and self.leave(at) is None

    def working_time(
        self, hours: BusinessHours, start: datetime, end: datetime, pauses: Sequence[Pause] = ()
    ) -> timedelta:
        """The time between two instants that the person was there for, of the business time that `hours` count."""
        found, own = NO_TIME, self.own_at(start)
        for part in hours.receipt(start, end, pauses).counted:
            for opens, closes in self._present(part.opens, part.closes):
                found += closes - opens if own is None else own.elapsed(opens, closes)
        return found

    def own_at(self, at: datetime) -> BusinessHours | None:
        """The own hours that were entered by the instant."""
        return None if self.own_since is not None and at < self.own_since else self.own

    def _present(self, start: datetime, end: datetime) -> Sequence[tuple[datetime, datetime]]:
        """The stretches between two instants that no leave takes."""
        left, reached = [], start
        for leave in sorted(self.leaves, key=lambda leave: leave.starts_at):
            if leave.starts_at > reached:
                left.append((reached, min(leave.starts_at, end)))
            reached = min(max(reached, leave.ends_at), end)
        return [(opens, closes) for opens, closes in (*left, (reached, end)) if opens < closes]


THERE: Final = Presence()
"""Somebody of whom nothing is known: never away."""


def days_only(timezone: str) -> BusinessHours:
    """A clock that is always open: for days and instants of a zone."""
    return BusinessHours(Calendar(timezone, (ALWAYS,) * 7, {}, {}))


def own_hours(written: str, timezone: str) -> BusinessHours:
    """The hours written as `mon-thu 09:00-13:00, fri 10:00-12:00 14:00-16:00`; raises BadHours."""
    week: list[tuple[Opening, ...]] = [()] * 7
    for part in (part.strip().lower() for part in re.split(r"[,;\n]", written)):
        found = _PART.fullmatch(part)
        if part and found is None:
            raise BadHours(f"“{part[:40]}” can't be read as hours; write them as mon-thu 09:00-13:00, fri 10:00-12:00.")
        if found is not None:
            openings = tuple(Opening.parse(each) for each in _HOURS.findall(found[3]))
            for number in _days(found[1], found[2] or found[1]):
                week[number] += openings
    if not any(week):
        raise BadHours
    return BusinessHours(Calendar(timezone, tuple(week), {}, {}))


def written_hours(hours: BusinessHours) -> str:
    """The hours as `own_hours` reads them, days with the same hours in a row as one: `mon-thu 09:00-13:00`."""
    week, parts, number = hours.calendar.week, [], 0
    while number < 7:
        last = number
        while last + 1 < 7 and week[last + 1] == week[number]:
            last += 1
        if week[number]:
            first = WEEKDAYS[number][:3]
            days = first if last == number else f"{first}-{WEEKDAYS[last][:3]}"
            parts.append(f"{days} {' '.join(map(str, week[number]))}")
        number = last + 1
    return ", ".join(parts)


def _days(first: str, last: str) -> list[int]:
    numbers = [next((i for i, day in enumerate(WEEKDAYS) if day.startswith(name)), None) for name in (first, last)]
    start, end = numbers
    if start is None or end is None:
        raise BadHours(f"“{first if start is None else last}” is no day; write mon, tue, wed, thu, fri, sat or sun.")
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]
