"""Instants as people write them: `tomorrow 10:00`, `friday 9:00`, `2026-10-12 15:00`, `in 2h`, `+2d`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from commands.errors import BadInstant
from sla.hours import BusinessHours
from sla.zones import MIDNIGHT, ONE_DAY

_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_ISO: Final = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[tT](?=\d)", re.ASCII)
_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_SPAN: Final = re.compile(r"(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m(?:in)?)?", re.ASCII)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR: Final = {"today": 0, "tomorrow": 1}
_PARTS: Final = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_LONGEST: Final = timedelta(days=400)
_EXAMPLES: Final = "Write it as tomorrow 10:00, friday 9:00, 2026-10-12 15:00 or in 2h."


@dataclass(frozen=True)
class Read:
    """An instant (UTC), and the words after it. `has_time` is False for a day alone, which means its start."""

    at: datetime
    rest: str
    has_time: bool = True


def read(words: str, hours: BusinessHours, now: datetime) -> Read:
    """The instant that the words begin with, in the zone of `hours`; raises BadInstant.

    A weekday is the next one after today; a time alone is today's. `in 2h` and `+2d` count from now, days as dates.
    """
    written = _ISO.sub(r"\1 ", words.replace(",", " ")).split()
    if not written:
        raise BadInstant(f"A time is missing. {_EXAMPLES}")
    if written[0].lower() == "in" or written[0].startswith("+"):
        return _from_now(written, hours, now)
    return _on_a_day(written, hours, now)


def exactly(words: str, hours: BusinessHours, now: datetime) -> datetime:
    """The instant that the words are; raises BadInstant when there is more to them."""
    found = read(words, hours, now)
    if found.rest:
        raise _bad(words)
    return found.at


def day(words: str, hours: BusinessHours, now: datetime) -> date:
    """The local date that the words are; raises BadInstant."""
    found = read(words, hours, now)
    if found.rest or (found.has_time and not _names_a_day(words)):
        raise BadInstant(f"“{_short(words)}” is not a date. Write it as 2026-10-12, today or friday.")
    return hours.local_date(found.at)


def _from_now(written: Sequence[str], hours: BusinessHours, now: datetime) -> Read:
    spans = list(written[1:] if written[0].lower() == "in" else [written[0][1:], *written[1:]])
    length, used = timedelta(0), 0
    days = 0
    for word in spans[:_PARTS]:
        found = _SPAN.fullmatch(word.lower())
        if found is None or not word:
            break
        days += int(found[1] or 0)
        length += timedelta(hours=int(found[2] or 0), minutes=int(found[3] or 0))
        used += 1
    ahead = length + timedelta(days=days)
    if not ahead:
        raise _bad(" ".join(written))
    if ahead > _LONGEST:
        raise BadInstant(f"“{_short(' '.join(written))}” is too far away; 400 days is the most.")
    return Read(_later(hours, now, days) + length, " ".join(spans[used:]))


def _later(hours: BusinessHours, now: datetime, days: int) -> datetime:
    """The same local time so many dates later."""
    if not days:
        return now
    local = now.astimezone(hours.zone)
    return hours.instant(local.date() + days * ONE_DAY, local.time())


def _on_a_day(written: Sequence[str], hours: BusinessHours, now: datetime) -> Read:
    rest = list(written)
    today = hours.local_date(now)
    on = _day(rest[0].lower(), today)
    if on is not None:
        rest.pop(0)
    at = _clock(rest, was_day=on is not None)
    if on is None and at is None:
        raise _bad(" ".join(written))
    return Read(hours.instant(on or today, at or MIDNIGHT), " ".join(rest), has_time=at is not None)


def _day(word: str, today: date) -> date | None:
    if word in _NEAR:
        return today + _NEAR[word] * ONE_DAY
    if len(word) >= 3 and (number := _weekday(word)) is not None:
        return today + ((number - today.weekday() - 1) % 7 + 1) * ONE_DAY
    found = _DATE.fullmatch(word)
    if found is None:
        return None
    if not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise BadInstant(f"“{word}” is too far away; check the year.")
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise BadInstant(f"There is no {word} in the calendar. {_EXAMPLES}") from None


def _weekday(word: str) -> int | None:
    return next((number for number, name in enumerate(_WEEKDAYS) if name.startswith(word)), None)


def _clock(rest: list[str], *, was_day: bool) -> time | None:
    """The time at the beginning of the words, which are then without it."""
    skipped = 1 if was_day and rest and rest[0].lower() == "at" else 0
    found = _TIME.fullmatch(rest[skipped]) if len(rest) > skipped else None
    if found is None:
        return None
    del rest[: skipped + 1]
    return time(int(found[1]), int(found[2]))


def _names_a_day(words: str) -> bool:
    return _day(words.split(maxsplit=1)[0].lower(), date(2000, 1, 1)) is not None


def _bad(words: str) -> BadInstant:
    return BadInstant(f"“{_short(words)}” is not a time. {_EXAMPLES}")


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= 30 else f"{one_line[:29]}…"
