"""When a duty is owed: its occurrences by day, week, month or period, and when to remind of one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sla.agreement import Duty, Terms
from sla.errors import NeverOpen
from sla.hours import MUST_OPEN_WITHIN, BusinessHours
from sla.period import Kind, Period
from sla.posting import WEEKDAYS
from sla.zones import MIDNIGHT, ONE_DAY, is_missing

EACH_DAY: Final = ("day", "working_days")
LAST: Final = "last_working_day"
REMIND_AHEAD: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Planned:
    """One time that a duty will be owed: on a local date, by an instant (UTC).

    `cycle` names the day, week, month or period that it belongs to; a duty is owed once in each.
    """

    duty: Duty
    cycle: str
    on: date
    due_at: datetime

    @property
    def key(self) -> tuple[str, str, str]:
        """Names it within its agreement: giver, what, cycle."""
        return self.duty.giver, self.duty.what, self.cycle


def owed(terms: Terms, since: datetime, until: datetime) -> list[Planned]:
    """Every time that a duty of the terms is due from `since` to before `until` (UTC), by due instant.

    What falls on a closed day, or on a date that the zone jumped over, moves to the next working day; what is owed
    each `day` does not. Nothing is owed where no working day comes.
    """
    found = (planned for duty in terms.duties for planned in _planned(terms, duty, since, until))
    return sorted(found, key=lambda planned: (planned.due_at, planned.duty.giver, planned.duty.what))


def remind_at(hours: BusinessHours, planned_on: date, due_at: datetime) -> datetime:
    """When to remind of what is due: as the day opens, or the working day before where that leaves too little time."""
    opening = _opening(hours, planned_on)
    if opening is not None and opening + REMIND_AHEAD <= due_at:
        return opening
    day_before = hours.previous_working_day(planned_on - ONE_DAY)
    before = None if day_before is None else _opening(hours, day_before)
    return before or due_at - REMIND_AHEAD


def _planned(terms: Terms, duty: Duty, since: datetime, until: datetime) -> Iterator[Planned]:
    hours, first = terms.hours, terms.hours.local_date(since)
    before = hours.previous_working_day(first - ONE_DAY) or first - MUST_OPEN_WITHIN
    for cycle, falls_on in _falls(terms, duty, before + ONE_DAY, hours.local_date(until)):
        day = _moved(hours, duty, falls_on)
        due_at = None if day is None else hours.instant(day, duty.by)
        if day is not None and due_at is not None and since <= due_at < until:
            yield Planned(duty, cycle, day, due_at)


def _falls(terms: Terms, duty: Duty, first: date, last: date) -> Iterator[tuple[str, date]]:
    """Each cycle's name and the date that the duty bears in it, before it moves off closed days."""
    if duty.on in EACH_DAY:
        yield from ((day.isoformat(), day) for day in _days(first, last) if _is_owed_on(terms.hours, duty, day))
        return
    cycle = Period.of(_cycle(terms, duty), first)
    while cycle.first_day <= last:
        falls_on = _falls_on(terms.hours, duty, cycle)
        if first <= falls_on <= last:
            yield cycle.name, falls_on
        cycle = cycle.next()


def _cycle(terms: Terms, duty: Duty) -> Kind:
    """The stretch of time in which it is owed once; a day's number has its meaning in a month."""
    if duty.every == "period":
        return terms.period
    if duty.on in WEEKDAYS:
        return "month" if duty.every == "month" else "week"
    return "week" if duty.every == "week" and duty.on == LAST else "month"


def _falls_on(hours: BusinessHours, duty: Duty, cycle: Period) -> date:
    """The last working day, the first such weekday, or the day of this number (past the end: the last day)."""
    if duty.on == LAST:
        last = hours.previous_working_day(cycle.last_day)
        return last if last is not None and last >= cycle.first_day else cycle.last_day
    if duty.on in WEEKDAYS:
        ahead = (WEEKDAYS.index(duty.on) - cycle.first_day.weekday()) % 7
        return cycle.first_day + ahead * ONE_DAY
    return cycle.first_day + (min(int(duty.on), cycle.days) - 1) * ONE_DAY


def _moved(hours: BusinessHours, duty: Duty, falls_on: date) -> date | None:
    """The date itself, or the next working day; None where there is none."""
    if duty.on == "day":
        return falls_on
    try:
        day = hours.next_working_day(falls_on)
        while is_missing(hours.zone, day):
            day = hours.next_working_day(day + ONE_DAY)
    except NeverOpen:
        return None
    return day


def _is_owed_on(hours: BusinessHours, duty: Duty, day: date) -> bool:
    is_there = not is_missing(hours.zone, day)
    return is_there and (duty.on == "day" or hours.is_working_day(day))


def _opening(hours: BusinessHours, day: date) -> datetime | None:
    """The instant at which the hours of a local date begin; None when it has none."""
    try:
        opening = hours.next_opening(hours.instant(day, MIDNIGHT))
    except NeverOpen:
        return None
    return opening if hours.local_date(opening) == day else None


def _days(first: date, last: date) -> Iterable[date]:
    return (first + number * ONE_DAY for number in range((last - first).days + 1))
