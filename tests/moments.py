"""Instants for tests, as a person in Rome would say them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


def at(written: str, zone: str = "Europe/Rome") -> datetime:
    """`2026-10-05 10:00` (or with seconds) in the zone, as an aware UTC instant; of two, the first."""
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def on(written: str) -> date:
    """`2026-10-05` as a date."""
    return date.fromisoformat(written)
