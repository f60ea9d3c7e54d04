"""The calendar of an agreement file: its week, and its holidays, closures and exceptions as dates."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import holidays

from intake.hours_block import BusinessHoursBlock, day_names
from intake.mistakes import listed, quoted
from sla.calendar import Calendar, Opening, open_minutes
from sla.posting import WEEKDAYS
from sla.zones import ONE_DAY

DAYS = tuple(name[:3] for name in WEEKDAYS)
YEARS_AHEAD = 15

Week = tuple[tuple[Opening, ...], ...]


def holiday_years(starts: date, today: date) -> range:
    """The years whose holidays are resolved: from the one before the start (or today) to fifteen after."""
    return range(min(starts.year, today.year) - 1, max(starts.year, today.year) + YEARS_AHEAD + 1)


def holiday_dates(place: str, years: range) -> dict[date, str]:
    """The public holidays of `IT` or `US-PA` with their English names; raises ValueError on an unknown place."""
    country, _, subdivision = place.strip().upper().partition("-")
    known = holidays.list_supported_countries(include_aliases=True)
    if country not in known:
        raise ValueError(f"{quoted(place)} is not a country with known holidays; write IT, US-PA or BR, for instance.")
    if subdivision and subdivision not in known[country]:
        places = f"write one of {listed(known[country])}" if known[country] else "leave it out"
        raise ValueError(f"{quoted(subdivision)} is not a part of {country} with holidays of its own; {places}.")
    found = holidays.country_holidays(country, subdiv=subdivision or None, years=years, language="en_US")
    return {day: " ".join(name.split()) for day, name in sorted(found.items())}


def closures(block: BusinessHoursBlock) -> dict[date, str]:
    """The dates that the file closes by itself, with the reason."""
    return {day: reason for first, last, reason in block.closed for day in _days(first, last)}


def doubled_days(block: BusinessHoursBlock) -> Iterator[tuple[str, str]]:
    """Each field that gives hours to a day which an earlier field gave hours to, with that day."""
    given: set[str] = set()
    for written, names in _named_days(block):
        for name in given.intersection(names):
            yield written, name
        given.update(names)


def calendar(block: BusinessHoursBlock, timezone: str, closed: dict[date, str]) -> Calendar:
    """The calendar of this week, with these dates closed."""
    exceptions = {day: tuple(openings) for day, openings in block.exceptions.items()}
    return Calendar(timezone, _week(block), closed, exceptions)


def typical_day(week: Week) -> timedelta:
    """The open time of a typical working day: what most weekdays that open have; of equals, the earliest's."""
    lengths = Counter(minutes for openings in week if (minutes := open_minutes(openings)))
    return timedelta(minutes=lengths.most_common(1)[0][0]) if lengths else timedelta(0)


def _week(block: BusinessHoursBlock) -> Week:
    hours = {name: tuple(block.week[written]) for written, names in _named_days(block) for name in names}
    return tuple(hours.get(name, ()) for name in DAYS)


def _named_days(block: BusinessHoursBlock) -> Iterator[tuple[str, list[str]]]:
    return ((written, day_names(written)) for written in block.week)


def _days(first: date, last: date) -> list[date]:
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]
