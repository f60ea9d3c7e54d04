"""The days of a leave as people write them: `until friday`, `2026-12-24..2026-12-31`, `today`, then perhaps why."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from commands import instants
from commands.errors import BadInstant, BadWords
from commands.instants import Read
from sla.hours import BusinessHours
from sla.zones import MIDNIGHT, ONE_DAY

_LINK: Final = re.compile(r"^(?:until|till|to|through|-|–)\s+", re.IGNORECASE)
_FROM: Final = re.compile(r"^from\s+", re.IGNORECASE)
_DOTS: Final = re.compile(r"(?<=\w)\s*(?:\.\.+|…)\s*(?=\w)")


@dataclass(frozen=True)
class Days:
    """From when to when somebody is away (UTC), and why where that was said."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""


def read(written: str, clock: BusinessHours, now: datetime, usage: str) -> Days:
    """The days that the words begin with; a day is away as a whole, the last one too. Raises BadInstant, BadWords.

    `until friday` is from now on through Friday; `until friday 14:00` ends at that time.
    """
    text = _FROM.sub("", _DOTS.sub(" until ", written.strip()))
    try:
        if _LINK.match(text):
            return _to(Read(now, text), now, clock, now)
        first = instants.read(text, clock, now)
        if _LINK.match(first.rest):
            return _to(first, first.at, clock, now)
    except BadInstant as error:
        raise BadInstant(f"{str(error).split(' Write it as')[0]} {usage}") from error
    if first.has_time:
        raise BadWords(f"Until when? {usage}")
    return Days(first.at, _day_after(first.at, clock), _reason(first.rest))


def _to(first: Read, starts_at: datetime, clock: BusinessHours, now: datetime) -> Days:
    last = instants.read(_LINK.sub("", first.rest, count=1), clock, max(now, starts_at))
    return Days(starts_at, last.at if last.has_time else _day_after(last.at, clock), _reason(last.rest))


def _day_after(at: datetime, clock: BusinessHours) -> datetime:
    return clock.instant(clock.local_date(at) + ONE_DAY, MIDNIGHT)


def _reason(rest: str) -> str:
    return rest.strip(" ,:-–")
