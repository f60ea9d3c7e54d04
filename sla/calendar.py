"""The calendar of an agreement: its zone, its week, the dates that are closed and the dates that differ."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from sla.errors import BadCalendar, BadOpening

DAY = 24 * 60
WRITTEN = re.compile(r"(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, order=True)
class Opening:
    """Open from one wall-clock minute since local midnight to another; at or before `opens`, it closes the next day."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        """Raise BadOpening unless both are minutes of one day; only the end may be 24:00."""
        if not (0 <= self.opens < DAY and 0 <= self.closes <= DAY):
            raise BadOpening

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the opening written as `09:00-13:00`, `22:00-06:00` or `00:00-24:00`; raise BadOpening."""
        written = WRITTEN.fullmatch(text.strip())
        if not written:
            raise BadOpening(f"{_quoted(text)} can't be read as hours; write them as 09:00-13:00 or 22:00-06:00.")
        opens_hour, opens_minute, closes_hour, closes_minute = map(int, written.groups())
        opens, closes = opens_hour * 60 + opens_minute, closes_hour * 60 + closes_minute
        if opens >= DAY or closes > DAY:
            raise BadOpening(f"{_quoted(text)} leaves the day; hours open before 24:00 and close by 24:00.")
        return cls(opens, closes)

    def __str__(self) -> str:
        return f"{_clock_face(self.opens)}-{_clock_face(self.closes)}"

    @property
    def ends(self) -> int:
        """Wall-clock minutes from the midnight that begins the day to the close: over 1440 for a night shift."""
        return self.closes if self.closes > self.opens else self.closes + DAY


@dataclass(frozen=True)
class Calendar:
    """When an agreement is open, in the local time of `timezone` (IANA).

    `week` has seven entries, Monday first. `closed` gives whole local dates with the reason. `exceptions` replace the
    hours of a date, and win over `closed`; none at all closes it.
    """

    timezone: str
    week: tuple[tuple[Opening, ...], ...]
    closed: dict[date, str]
    exceptions: dict[date, tuple[Opening, ...]]

    def __post_init__(self) -> None:
        """Raise BadCalendar unless the week has seven days."""
        if len(self.week) != 7:
            raise BadCalendar

    def openings_on(self, day: date) -> tuple[Opening, ...]:
        """Return the hours that start on the local date `day`."""
        if day in self.exceptions:
            return self.exceptions[day]
        return () if day in self.closed else self.week[day.weekday()]

    def usual_openings_on(self, day: date) -> tuple[Opening, ...]:
        """Return what the week gives to the weekday of `day`, closed or not."""
        return self.week[day.weekday()]

    def why_closed(self, day: date) -> str | None:
        """Return why `day` is closed against the week: its reason, `exception`, or None when it isn't."""
        if day in self.exceptions:
            taken_away = self.usual_openings_on(day) and not self.exceptions[day]
            return "exception" if taken_away else None
        return self.closed.get(day)


def open_minutes(openings: tuple[Opening, ...]) -> int:
    """Return the wall-clock minutes that one day's openings cover; where they overlap they count once."""
    covered, reached = 0, 0
    for opening in sorted(openings):
        covered += max(0, opening.ends - max(opening.opens, reached))
        reached = max(reached, opening.ends)
    return covered


def _clock_face(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _quoted(text: str) -> str:
    return f"“{text[:40]}”"
