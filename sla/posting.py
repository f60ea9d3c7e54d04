"""When the next daily, weekly or monthly post is due: one per local date, at a local time."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from sla.errors import BadPostingDay, NeverOpen
from sla.hours import MUST_OPEN_WITHIN, BusinessHours
from sla.period import Period
from sla.zones import ONE_DAY, is_missing

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def next_post(hours: BusinessHours, after: datetime, at: time, on: str) -> tuple[date, datetime]:
    """Return the local date, and the UTC instant strictly after `after`, of the next post at local time `at`.

    `on` is `day`, `working_days`, `last_working_day` (of the month), a weekday (`monday` or `mon`) or a day's number
    as text (past the month's end: its last day). What falls on a closed day moves to the next working day. Local dates
    that do not exist have no post. Raises BadPostingDay, and NeverOpen when no working day comes.
    """
    is_due = _rule(hours, on.strip().lower())
    first = hours.local_date(after)
    for number in range(MUST_OPEN_WITHIN.days):
        day = first + timedelta(days=number)
        posted_at = hours.instant(day, at)
        if posted_at > after and not is_missing(hours.zone, day) and is_due(day):
            return day, posted_at
    raise NeverOpen


def _rule(hours: BusinessHours, on: str) -> Callable[[date], bool]:
    """Return the question whether a post is due on a date."""
    if on == "day":
        return lambda day: True
    if on == "working_days":
        return hours.is_working_day
    if on == "last_working_day":
        return lambda day: hours.previous_working_day(Period.of("month", day).last_day) == day
    falls_on = _date_rule(on)
    return lambda day: hours.is_working_day(day) and any(map(falls_on, _days_waiting(hours, day)))


def _date_rule(on: str) -> Callable[[date], bool]:
    """Return the question whether a date bears the weekday or the number, before it moves to a working day."""
    for number, name in enumerate(WEEKDAYS):
        if on in (name, name[:3]):
            return lambda day: day.weekday() == number
    if on.isascii() and on.isdecimal() and len(on) <= 2 and 1 <= int(on) <= 31:
        return lambda day: day.day == min(int(on), Period.of("month", day).last_day.day)
    raise BadPostingDay(
        f"“{on[:40]}” is not a day to post on; "
        "write day, working_days, last_working_day, a weekday or a day's number from 1 to 31."
    )


def _days_waiting(hours: BusinessHours, day: date) -> list[date]:
    """Return the working day itself and the closed days right before it, whose posts move to it."""
    before = hours.previous_working_day(day - ONE_DAY) or day - MUST_OPEN_WITHIN
    return [day - count * ONE_DAY for count in range((day - before).days)]
