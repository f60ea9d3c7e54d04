"""A slow clock to check the fast one by: it looks at the wall at every single minute."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sla.calendar import Calendar
from sla.window import Pause

MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)
DAYS_BEFORE, DAYS_AFTER = 2, 8


@cache
def walls(zone: str, around: date) -> list[tuple[date, int]]:
    """What the wall says, as date and minute of the day, at each minute of the days around a date.

    When the clocks go back, the wall is taken to stand still until it says something new.
    """
    start = _start(around)
    readings = [
        (start + count * MINUTE).astimezone(ZoneInfo(zone)) for count in range((DAYS_BEFORE + DAYS_AFTER) * 1440)
    ]
    said: list[tuple[date, int]] = []
    for reading in readings:
        new = not reading.fold or not said
        said.append((reading.date(), reading.hour * 60 + reading.minute) if new else said[-1])
    return said


class MinuteClock:
    """Whether a calendar is open, minute by minute, for the days around a date."""

    def __init__(self, calendar: Calendar, around: date, pauses: Sequence[Pause] = ()) -> None:
        self.start = _start(around)
        self.pauses = pauses
        self.hours = {day: set(_minutes(calendar, day)) for day in _days(around)}
        said = walls(calendar.timezone, around)
        self.open_at = [count for count, (day, minute) in enumerate(said) if self._counts(count, day, minute)]

    def elapsed(self, start: datetime, end: datetime) -> int:
        """The number of open minutes from one to another."""
        first, last = (bisect_left(self.open_at, (at - self.start) // MINUTE) for at in (start, end))
        return max(0, last - first)

    def due(self, start: datetime, minutes: int) -> datetime | None:
        """The end of the open minute with which the window is full; None when these days do not hold it."""
        number = bisect_left(self.open_at, (start - self.start) // MINUTE) + minutes - 1
        return self.start + (self.open_at[number] + 1) * MINUTE if number < len(self.open_at) else None

    def is_open(self, at: datetime) -> bool:
        """Whether the minute that begins then is open."""
        return (at - self.start) // MINUTE in self.open_at

    def _counts(self, count: int, day: date, minute: int) -> bool:
        open_now = minute in self.hours[day] or minute + 1440 in self.hours[day - ONE_DAY]
        return open_now and not any(_stands(pause, self.start + count * MINUTE) for pause in self.pauses)


def _start(around: date) -> datetime:
    return datetime(around.year, around.month, around.day, tzinfo=UTC) - DAYS_BEFORE * ONE_DAY


def _days(around: date) -> list[date]:
    return [around + count * ONE_DAY for count in range(-DAYS_BEFORE - 3, DAYS_AFTER + 3)]


def _minutes(calendar: Calendar, day: date) -> list[int]:
    """Minutes since the local midnight of `day` that its own hours cover, past 1440 in a night shift."""
    hours = calendar.week[day.weekday()]
    if day in calendar.closed:
        hours = ()
    hours = calendar.exceptions.get(day, hours)
    ends = [(one.opens, one.closes + (1440 if one.closes <= one.opens else 0)) for one in hours]
    return [minute for opens, closes in ends for minute in range(opens, closes)]


def _stands(pause: Pause, at: datetime) -> bool:
    return pause.starts <= at and (pause.ends is None or at < pause.ends)
