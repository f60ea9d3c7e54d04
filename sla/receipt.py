"""The receipt of a clock: what it counted, where it stood still, and which closed dates it passed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sla.calendar import Calendar
from sla.timeline import NO_TIME, Span, without
from sla.window import Pause, merged
from sla.zones import ONE_DAY


@dataclass(frozen=True)
class Counted:
    """Open time that counted, between two UTC instants."""

    opens: datetime
    closes: datetime

    @property
    def counted(self) -> timedelta:
        """How long it was, in real time."""
        return self.closes - self.opens


@dataclass(frozen=True)
class ClosedDate:
    """A local date that the calendar closes against its week, with the reason."""

    day: date
    reason: str


@dataclass(frozen=True)
class Receipt:
    """Everything that the clock counted from `start` to `end` (UTC), in order; the parts add up to `total`."""

    start: datetime
    end: datetime
    counted: tuple[Counted, ...]
    pauses: tuple[Pause, ...]
    closed: tuple[ClosedDate, ...]

    @property
    def total(self) -> timedelta:
        """The business time between the two instants."""
        return sum((part.counted for part in self.counted), NO_TIME)


def counted_parts(spans: Sequence[Span], pauses: Sequence[Pause], end: datetime) -> tuple[Counted, ...]:
    """Return the open spans less the pauses; a pause without an end lasts until `end`."""
    gaps = ((pause.starts, pause.ends or max(end, pause.starts)) for pause in merged(pauses))
    return tuple(Counted(opens, closes) for opens, closes in without(spans, gaps))


def pauses_between(pauses: Sequence[Pause], start: datetime, end: datetime) -> tuple[Pause, ...]:
    """Return the pauses, as given and in order, that touch the time between two instants."""
    touching = (pause for pause in pauses if pause.starts < end and (pause.ends is None or pause.ends > start))
    return tuple(sorted(touching, key=lambda pause: pause.starts))


def closed_dates(calendar: Calendar, first: date, last: date) -> Iterator[ClosedDate]:
    """Yield the dates from `first` to `last` that are closed though the week would open them."""
    for number in range((last - first).days + 1):
        day = first + number * ONE_DAY
        reason = calendar.why_closed(day)
        if reason is not None and calendar.usual_openings_on(day):
            yield ClosedDate(day, reason)
