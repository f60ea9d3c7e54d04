"""Time zones: the one rule that turns a local date and time into an instant.

In the gap that a change of the clocks leaves, it is the first valid instant after the gap; in the overlap, the first
of the two occurrences.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sla.errors import UnknownZone

ONE_DAY = timedelta(days=1)
MIDNIGHT = time()


def zone_named(zone: str | ZoneInfo) -> ZoneInfo:
    """Return the IANA zone of this name; raise UnknownZone."""
    if isinstance(zone, ZoneInfo):
        return zone
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(f"“{zone[:40]}” is not a known time zone; write one such as Europe/Rome.") from None


def wall(zone: ZoneInfo, day: date, at: time = MIDNIGHT) -> datetime:
    """Return what the clocks of the zone read, whether or not they ever do."""
    return datetime.combine(day, at, zone)


def instant(local: datetime) -> datetime:
    """Return the UTC instant at which the clocks of its zone first read `local` (fold 0), or have jumped over it."""
    early, late = local.utcoffset(), local.replace(fold=1).utcoffset()
    if early is None or late is None or late <= early:
        return local.astimezone(UTC)
    return _end_of_gap(local, early, late)


def missing_dates(zone: str | ZoneInfo, first: date, last: date) -> list[date]:
    """Return the dates from `first` to `last` that the zone jumped over, such as 2011-12-30 in Pacific/Apia."""
    place = zone_named(zone)
    dates = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in dates if is_missing(place, day)]


def is_missing(zone: ZoneInfo, day: date) -> bool:
    """Return whether the clocks of the zone jumped over the whole local date."""
    midnight = wall(zone, day)
    in_a_gap = midnight.utcoffset() != midnight.replace(fold=1).utcoffset()
    return in_a_gap and instant(midnight) == instant(wall(zone, day + ONE_DAY))


def utc(at: datetime) -> datetime:
    """Return the same instant in UTC; raise ValueError when it has no zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone, so it is no instant.")
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def _end_of_gap(local: datetime, early: timedelta, late: timedelta) -> datetime:
    """Halve the span in which the offset changes until one second is left."""
    zone, reading = local.tzinfo, local.replace(tzinfo=UTC)
    start, seconds = reading - late, (late - early) // timedelta(seconds=1)
    low, high = 0, seconds
    while high - low > 1:
        middle = (low + high) // 2
        changed = (start + timedelta(seconds=middle)).astimezone(zone).utcoffset() == late
        low, high = (low, middle) if changed else (middle, high)
    return (start + timedelta(seconds=high)).replace(microsecond=0)
