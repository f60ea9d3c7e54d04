"""Calendars for tests of the clock, written the way that an agreement file writes them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sla.calendar import Calendar, Opening
from sla.hours import BusinessHours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NINE_TO_SIX = "09:00-18:00"


def openings(written: str) -> tuple[Opening, ...]:
    """`09:00-13:00 14:00-18:00` as openings."""
    return tuple(Opening.parse(one) for one in written.split())


def calendar(
    weekdays: Mapping[str, str],
    zone: str = "Europe/Rome",
    closed: Sequence[str] = (),
    exceptions: Mapping[str, str] | None = None,
) -> Calendar:
    """The calendar of hours by weekday, such as `{"mon": "09:00-18:00"}`; other days have none."""
    week = tuple(openings(weekdays.get(day, "")) for day in WEEKDAYS)
    days = {date.fromisoformat(day): openings(hours) for day, hours in (exceptions or {}).items()}
    return Calendar(zone, week, {date.fromisoformat(day): f"Holiday of {day}" for day in closed}, days)


def office(
    hours: str = NINE_TO_SIX,
    zone: str = "Europe/Rome",
    closed: Sequence[str] = (),
    exceptions: Mapping[str, str] | None = None,
) -> BusinessHours:
    """The clock of a place that opens Monday to Friday."""
    return BusinessHours(calendar(dict.fromkeys(WEEKDAYS[:5], hours), zone, closed, exceptions))


def always(zone: str = "Europe/Rome", hours: str = "00:00-24:00") -> BusinessHours:
    """The clock of a place that opens on every day of the week."""
    return BusinessHours(calendar(dict.fromkeys(WEEKDAYS, hours), zone))
