"""Where the clock is turned to: an hour or a day on, the next working morning, past the end of the month."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9)
JUST_PAST_MIDNIGHT = time(0, 1)


def hour(now: datetime, zone: ZoneInfo) -> datetime:
    """One hour on."""
    return now + timedelta(hours=1)


def day(now: datetime, zone: ZoneInfo) -> datetime:
    """The same time of the next day by the clocks of the zone."""
    return (now.astimezone(zone) + timedelta(days=1)).astimezone(now.tzinfo)


def working_morning(now: datetime, zone: ZoneInfo, at: time = MORNING) -> datetime:
    """The next 9:00, or another local time, of a Monday to Friday in the zone."""
    on = now.astimezone(zone).date()
    while True:
        morning = datetime.combine(on, at, zone)
        if morning > now and on.weekday() < 5:
            return morning.astimezone(now.tzinfo)
        on += timedelta(days=1)


def month_end(now: datetime, zone: ZoneInfo) -> datetime:
    """A minute past the midnight that ends the month in the zone."""
    first = now.astimezone(zone).date().replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return datetime.combine(following, JUST_PAST_MIDNIGHT, zone).astimezone(now.tzinfo)


BRIEF = {"hour": "+ 1 h", "day": "+ 1 day", "morning": "Next morning", "month": "Month end"}
"""The same in as many words as a phone has room for."""
TURNS: dict[str, tuple[str, Callable[[datetime, ZoneInfo], datetime]]] = {
    "hour": ("+ 1 hour", hour),
    "day": ("+ 1 day", day),
    "morning": ("Next working morning", working_morning),
    "month": ("End of month", month_end),
}
