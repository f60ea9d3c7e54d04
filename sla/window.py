"""A window of business time, and the pauses that stop the clock within it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sla.errors import BadPause, BadWindow

WRITTEN = re.compile(r"(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?", re.ASCII)
LONGEST = 400


@dataclass(frozen=True)
class Window:
    """Business time within which something is due: `time` on the clock and a number of working days."""

    time: timedelta = timedelta(0)
    working_days: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the window written as `30m`, `1h` or `2d`, also as `1h30m`; raise BadWindow."""
        written = WRITTEN.fullmatch(text.strip().lower())
        days, hours, minutes, seconds = (int(number or 0) for number in written.groups()) if written else (0, 0, 0, 0)
        window = cls(timedelta(hours=hours, minutes=minutes, seconds=seconds), days)
        if window == cls():
            raise BadWindow(f"“{text[:40]}” is not a duration; write minutes, hours or working days: 30m, 1h or 2d.")
        if max(window.time, timedelta(days=days)) > timedelta(days=LONGEST):
            raise BadWindow(f"“{text[:40]}” is too long; a duration is at most {LONGEST} days.")
        return window

    def __str__(self) -> str:
        seconds = self.time // timedelta(seconds=1)
        days = f"{self.working_days}d" if self.working_days else ""
        if not seconds:
            return days or "0m"
        for unit, length in (("h", 3600), ("m", 60)):
            if seconds % length == 0:
                return f"{days}{seconds // length}{unit}"
        return f"{days}{seconds}s"


@dataclass(frozen=True)
class Pause:
    """The clock stands still from `starts` until `ends`, both aware; without an end, until further notice."""

    starts: datetime
    ends: datetime | None
    reason: str = ""

    def __post_init__(self) -> None:
        """Raise BadPause when it ends before it starts."""
        if self.ends is not None and self.ends < self.starts:
            raise BadPause


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """Return the pauses in order, overlapping or touching ones as one, so that no instant is in two."""
    whole: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.starts):
        if whole and (whole[-1].ends is None or pause.starts <= whole[-1].ends):
            whole[-1] = Pause(whole[-1].starts, _later(whole[-1].ends, pause.ends))
        else:
            whole.append(pause)
    return whole


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)
