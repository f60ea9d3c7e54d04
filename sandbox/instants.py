"""Instants as Slack writes them: whole microseconds since 1970, and the `ts` made of them."""

import re
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
TS = re.compile(r"^(\d{1,12})(?:\.(\d{1,6}))?$")


def micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant; a naive one raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs its offset, as in 2026-10-01T09:00:00+02:00.")
    return (instant - EPOCH) // MICROSECOND


def instant(at: int) -> datetime:
    """The aware UTC instant of microseconds since 1970."""
    return EPOCH + at * MICROSECOND


def iso(at: int) -> str:
    """ISO 8601 in UTC."""
    return instant(at).isoformat()


def parse_iso(text: str) -> int:
    """Microseconds of an ISO 8601 instant with its offset (`Z` too); ValueError otherwise."""
    return micros(datetime.fromisoformat(text))


def ts(at: int) -> str:
    """Slack's `ts`: seconds, a point, six digits."""
    return f"{at // SECOND}.{at % SECOND:06d}"


def parse_ts(text: str) -> int:
    """Microseconds of a `ts`; ValueError when it is none."""
    found = TS.match(text)
    if found is None:
        raise ValueError(f"{text} is no ts.")
    return int(found[1]) * SECOND + int((found[2] or "0").ljust(6, "0"))
