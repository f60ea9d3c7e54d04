"""The business clock: when a window of business time is due, and how much of it has passed.

All reckoning is in UTC, on one line of open intervals that serves both questions, so that
`elapsed(start, due(start, window)) == window`. Instants are aware, answers are UTC, microseconds are kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil

from sla.calendar import Calendar, open_minutes
from sla.compiled import CompiledYears
from sla.errors import NeverOpen
from sla.receipt import Receipt, closed_dates, counted_parts, pauses_between
from sla.timeline import NO_TIME, Timeline, open_spans
from sla.window import Pause, Window, merged
from sla.zones import ONE_DAY, instant, utc, wall, zone_named

MUST_OPEN_WITHIN = timedelta(days=400)
MICROSECOND = timedelta(microseconds=1)


class BusinessHours:
    """One calendar as a clock. Years are compiled when first asked for: keep the value as long as the calendar."""

    def __init__(self, calendar: Calendar) -> None:
        """Take the calendar; raise UnknownZone."""
        self.calendar = calendar
        self.zone = zone_named(calendar.timezone)
        self._years = CompiledYears(calendar, self.zone)

    def due(self, start: datetime, window: Window | timedelta, pauses: Sequence[Pause] = ()) -> datetime | None:
        """Return the UTC instant at which the window has passed: exactly at a close rather than at the next opening.

        None while a pause without an end holds it up. Raises NeverOpen when the calendar has too little open time left.
        """
        if type(window) is timedelta and start.tzinfo is UTC and not pauses:
            return self._years.line.due(start, window) or self._years.due(start, window)
        began, length = utc(start), self.window_time(start, window)
        return self._due_with(pauses, began, length) if pauses else self._years.due(began, length)

    def elapsed(self, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> timedelta:
        """Return the business time between two instants, less the pauses; zero when the end is not after the start."""
        began = start if start.tzinfo is UTC else utc(start)
        ended = end if end.tzinfo is UTC else utc(end)
        if ended <= began:
            return NO_TIME
        line = self._years.line
        if began < line.begins or ended >= line.ends:
            line = self._line(began, ended)
        counted = line.reading(ended) - line.reading(began)
        return counted - self._paused(began, ended, pauses) if pauses else counted

    def receipt(self, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> Receipt:
        """Return what `elapsed` counts, interval by interval, with the pauses and the closed dates on the way."""
        began = utc(start)
        ended = max(began, utc(end))
        parts = counted_parts(self._line(began, ended).spans(began, ended), pauses, ended)
        closed = closed_dates(self.calendar, self.local_date(began), self.local_date(ended))
        return Receipt(began, ended, parts, pauses_between(pauses, began, ended), tuple(closed))

    def window_time(self, start: datetime, window: Window | timedelta) -> timedelta:
        """Return the window in business time.

        A working day in it is worth the open time that the week gives to the day on which the clock starts to run;
        holds do not change that. Where the week gives it none (an extra day), the next weekday that has some counts,
        and in a week without any, the hours of that date itself.
        """
        if isinstance(window, timedelta):
            return window
        if not window.working_days:
            return window.time
        day = self._shift_on(self.next_opening(start))
        return window.time + window.working_days * self._usual_time(day)

    def share_due(
        self, start: datetime, window: Window | timedelta, share: Fraction, pauses: Sequence[Pause] = ()
    ) -> datetime | None:
        """Return the UTC instant at which `share` of the window has passed (3/2: half as much again), as `due` does."""
        whole = self.window_time(start, window) // MICROSECOND
        return self.due(start, ceil(whole * share) * MICROSECOND, pauses)

    def is_open(self, at: datetime) -> bool:
        """Return whether the instant lies in open hours: an opening does, a close does not."""
        instant_at = utc(at)
        return self._line(instant_at, instant_at).is_open(instant_at)

    def next_opening(self, at: datetime) -> datetime:
        """Return the first open UTC instant from `at` on: `at` itself when open. Raises NeverOpen."""
        reached = self.due(at, MICROSECOND)
        assert reached is not None
        return reached - MICROSECOND

    def is_working_day(self, day: date) -> bool:
        """Return whether the calendar opens on the local date at all."""
        return self.working_days(day, day) == 1

    def working_days(self, first: date, last: date) -> int:
        """Return the number of working days from `first` to `last`, both included."""
        days = self._working_days(first, last)
        return max(0, bisect_right(days, last) - bisect_left(days, first))

    def next_working_day(self, day: date) -> date:
        """Return the first working day from `day` on: `day` itself when it is one. Raises NeverOpen."""
        for year in self._years.searched_from(day):
            days = self._working_days(day, date(year, 12, 31))
            number = bisect_left(days, day)
            if number < len(days):
                return days[number]
        raise NeverOpen

    def previous_working_day(self, day: date) -> date | None:
        """Return the last working day up to `day`, or None when there was none in 400 days."""
        earliest = day - MUST_OPEN_WITHIN
        days = self._working_days(earliest, day)
        number = bisect_right(days, day)
        return days[number - 1] if number and days[number - 1] >= earliest else None

    def instant(self, day: date, at: time) -> datetime:
        """Return the UTC instant of a local time: after a gap of DST the first valid one, in an overlap the first."""
        return instant(wall(self.zone, day, at.replace(fold=0)))

    def local_date(self, at: datetime) -> date:
        """Return the calendar's date at an instant."""
        return utc(at).astimezone(self.zone).date()

    def check(self, from_day: date) -> None:
        """Raise NeverOpen when there is no open time in the 400 days from `from_day` on."""
        start, end = (instant(wall(self.zone, day)) for day in (from_day, from_day + MUST_OPEN_WITHIN))
        if not self.elapsed(start, end):
            raise NeverOpen

    def _line(self, began: datetime, ended: datetime) -> Timeline:
        line = self._years.line
        if line.begins <= began and ended < line.ends:
            return line
        self._years.covering(began)
        return self._years.covering(ended)

    def _paused(self, began: datetime, ended: datetime, pauses: Sequence[Pause]) -> timedelta:
        """Return the open time between two instants that lies in pauses."""
        edges = ((pause.starts, pause.ends or ended) for pause in merged(pauses))
        cut = ((max(starts, began), min(ends, ended)) for starts, ends in edges)
        return sum((self.elapsed(starts, ends) for starts, ends in cut), NO_TIME)

    def _due_with(self, pauses: Sequence[Pause], start: datetime, length: timedelta) -> datetime | None:
        """Move the due instant on by the open time of each pause that begins before it."""
        for pause in merged(pauses):
            stands_from = max(pause.starts, start)
            due = self.due(start, length)
            if due is None or stands_from >= due:
                return due
            if pause.ends is None:
                return None
            length += self.elapsed(stands_from, pause.ends)
        return self.due(start, length)

    def _shift_on(self, opening: datetime) -> date:
        """Return the local date whose hours are running: the day before in a night shift past midnight."""
        day = self.local_date(opening)
        runs = any(opens <= opening < closes for opens, closes in open_spans(self.calendar, self.zone, day))
        return day if runs else day - ONE_DAY

    def _usual_time(self, day: date) -> timedelta:
        following = (self.calendar.usual_openings_on(day + number * ONE_DAY) for number in range(7))
        usual = next((openings for openings in following if openings), self.calendar.openings_on(day))
        return timedelta(minutes=open_minutes(usual))

    def _working_days(self, first: date, last: date) -> list[date]:
        return self._line(instant(wall(self.zone, first)), instant(wall(self.zone, last))).working_days
