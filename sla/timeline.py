"""The open intervals of whole years on one line, so that any question about them is a bisect.

Beside the intervals runs a stopwatch that stands still while the place is closed: business time is the difference of
two of its readings. Instants are UTC and exact to the microsecond. Datetimes are kept as they are: comparing and adding
them within UTC costs no more than integers, and turning them into integers and back does.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sla.calendar import Calendar
from sla.zones import MIDNIGHT, ONE_DAY, instant, is_missing, wall

NO_TIME = timedelta(0)

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Year:
    """One local year of a calendar, from its first midnight to the next: open spans in order, and working days."""

    begins: datetime
    ends: datetime
    spans: tuple[Span, ...]
    working_days: tuple[date, ...]

    @property
    def closed_time(self) -> timedelta:
        """How long the year is closed."""
        return self.ends - self.begins - sum((closes - opens for opens, closes in self.spans), NO_TIME)


class Timeline:
    """Years in a row. What the stopwatch reads at an instant stays the same when the row grows."""

    __slots__ = ("begins", "by_day", "by_reading", "closes", "ends", "opens", "shows", "stood", "working_days")

    def __init__(self, years: Iterable[Year], stood_before: timedelta) -> None:
        """Lay out the years; `stood_before` is how long the stopwatch stood still before the first of them."""
        row = list(years)
        self.begins, self.ends = row[0].begins, row[-1].ends
        self.opens, self.closes = [self.begins], [self.begins]
        self.stood = [stood_before]  # how long it has stood still by each opening
        self.shows = [self.begins - stood_before]  # what it reads at each close
        self.working_days = [day for year in row for day in year.working_days]
        for opens, closes in (span for year in row for span in year.spans):
            self.stood.append(opens - self.shows[-1])
            self.shows.append(closes - self.stood[-1])
            self.opens.append(opens)
            self.closes.append(closes)
        self.opens.append(self.ends)  # where the row ends, so that an opening lies ahead of every instant on it
        self.by_day = _by_day(self.opens, bisect_right, self.begins, self.ends)
        self.by_reading = _by_day(self.shows, bisect_left, self.shows[0] - ONE_DAY, self.shows[-1] + ONE_DAY)

    def reading(self, at: datetime) -> datetime:
        """Return what the stopwatch reads at the instant."""
        number = bisect_right(self.opens, at) - 1
        return self.shows[number] if at >= self.closes[number] else at - self.stood[number]

    def due(self, start: datetime, length: timedelta) -> datetime | None:
        """Return the first instant by which that much open time has passed since the start.

        That is a close rather than the next opening, and for no time at all the start. None when the line is too
        short: it must hold the whole UTC day of the start.
        """
        opens, shows = self.opens, self.shows
        try:
            number = self.by_day[start.toordinal()]
            while opens[number] <= start:
                number += 1
            closes = self.closes[number - 1]
            if start < closes:
                due = start + length
                if due <= closes:
                    return due
                target = due - self.stood[number - 1]
            elif length:
                target = shows[number - 1] + length
            else:
                return start
            if target > shows[number]:
                number = self.by_reading[target.toordinal()]
                while shows[number] < target:
                    number += 1
            return target + self.stood[number]
        except LookupError:
            return None

    def holds(self, at: datetime) -> bool:
        """Return whether the instant lies on the line."""
        return self.begins <= at < self.ends

    def is_open(self, at: datetime) -> bool:
        """Return whether the instant lies in an interval; a close no longer does."""
        return at < self.closes[bisect_right(self.opens, at) - 1]

    def spans(self, start: datetime, end: datetime) -> list[Span]:
        """Return the open spans between two instants, cut to them, touching ones as one."""
        first, last = bisect_right(self.opens, start) - 1, bisect_left(self.opens, end)
        within = zip(self.opens[first:last], self.closes[first:last], strict=True)
        return joined((max(opens, start), min(closes, end)) for opens, closes in within)


def _by_day(
    instants: list[datetime], find: Callable[[list[datetime], datetime], int], first: datetime, end: datetime
) -> dict[int, int]:
    """Return what a bisect finds at the midnight that begins each whole UTC day, so that none is needed later."""
    days = range(first.toordinal() + 1, end.toordinal())
    return {day: find(instants, datetime.combine(date.fromordinal(day), MIDNIGHT, UTC)) for day in days}


def year_of(calendar: Calendar, zone: ZoneInfo, number: int) -> Year:
    """Return one compiled year, with what the night shift of the last day of the year before leaves in it."""
    first, last = date(number, 1, 1), date(number, 12, 31)
    begins, ends = instant(wall(zone, first)), instant(wall(zone, last + ONE_DAY))
    days = [first + timedelta(days=count) for count in range(-1, (last - first).days + 1)]
    spans = joined(sorted(span for day in days for span in open_spans(calendar, zone, day)))
    cut = joined((max(opens, begins), min(closes, ends)) for opens, closes in spans)
    working = (day for day in days[1:] if calendar.openings_on(day) and not is_missing(zone, day))
    return Year(begins, ends, tuple(cut), tuple(working))


def open_spans(calendar: Calendar, zone: ZoneInfo, day: date) -> Iterator[Span]:
    """Yield what one local date opens, both ends as instants; what the gap of a change empties is left out."""
    for opening in calendar.openings_on(day):
        opens = instant(wall(zone, day) + timedelta(minutes=opening.opens))
        closes = instant(wall(zone, day) + timedelta(minutes=opening.ends))
        if opens < closes:
            yield opens, closes


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order of their starts with overlapping and touching ones as one, and empty ones left out."""
    whole: list[Span] = []
    for opens, closes in spans:
        if whole and opens <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], closes))
        elif opens < closes:
            whole.append((opens, closes))
    return whole


def without(spans: Iterable[Span], gaps: Iterable[Span]) -> list[Span]:
    """Return what is left of the spans when the gaps, in order and apart, are taken out."""
    holes = list(gaps)
    left: list[Span] = []
    for opens, closes in spans:
        within = [(start, end) for start, end in holes if start < closes and end > opens]
        edges = [(opens, opens), *within, (closes, closes)]
        left += [(end, start) for (_, end), (start, _) in pairwise(edges) if end < start]
    return left
