"""The years of a calendar that have been asked for, compiled one by one and kept."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from sla.calendar import Calendar
from sla.errors import NeverOpen, TooFarAway
from sla.timeline import NO_TIME, Timeline, Year, year_of
from sla.zones import ONE_DAY

FIRST, LAST = 1900, 2999
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOTHING_YET = Year(EPOCH, EPOCH, (), ())


class CompiledYears:
    """A line of years that grows at either end. A line once handed out never changes, so threads may share this."""

    def __init__(self, calendar: Calendar, zone: ZoneInfo) -> None:
        self._calendar, self._zone = calendar, zone
        self._years: dict[int, Year] = {}
        self._origin = 0
        self._growing = Lock()
        self.line = Timeline([NOTHING_YET], NO_TIME)

    def covering(self, at: datetime) -> Timeline:
        """Return a line on which the UTC instant lies; raise TooFarAway."""
        with self._growing:
            if not self.line.holds(at):
                self._grow(self._year(at))
            while at < self.line.begins:
                self._grow(min(self._years) - 1)
            while at >= self.line.ends:
                self._grow(max(self._years) + 1)
            return self.line

    def due(self, start: datetime, length: timedelta) -> datetime:
        """Return what the line says is due, grown as far as it takes; raise NeverOpen when the calendar ends before."""
        due = self._covering_day(start).due(start, length)
        while due is None:
            with self._growing:
                self._grow(self._next_with_hours())
            due = self.line.due(start, length)
        return due

    def searched_from(self, day: date) -> Iterator[int]:
        """Yield the years, from that of `day` on, in which there may still be hours."""
        yield from range(day.year, self._last_with_hours(day.year) + 1)

    def _covering_day(self, at: datetime) -> Timeline:
        """Return a line on which the whole UTC day of the instant lies."""
        line = self.covering(at)
        if at.toordinal() in line.by_day:
            return line
        self.covering(at - ONE_DAY)
        return self.covering(at + ONE_DAY)

    def _year(self, at: datetime) -> int:
        try:
            return at.astimezone(self._zone).year
        except OverflowError:
            raise TooFarAway from None

    def _grow(self, year: int) -> None:
        if not FIRST <= year <= LAST:
            raise TooFarAway
        self._origin = self._origin or year
        first, last = min([year, *self._years]), max([year, *self._years])
        for number in range(first, last + 1):
            if number not in self._years:
                self._years[number] = year_of(self._calendar, self._zone, number)
        row = [self._years[number] for number in range(first, last + 1)]
        before_origin = (self._years[number].closed_time for number in range(first, self._origin))
        self.line = Timeline(row, -sum(before_origin, NO_TIME))

    def _next_with_hours(self) -> int:
        last = max(self._years)
        if last >= self._last_with_hours(last):
            raise NeverOpen
        return last + 1

    def _last_with_hours(self, year: int) -> int:
        """Return the last year that can open at all: a week repeats for ever, an exception does not."""
        if any(self._calendar.week):
            return LAST
        return max((day.year + 1 for day, openings in self._calendar.exceptions.items() if openings), default=year)
