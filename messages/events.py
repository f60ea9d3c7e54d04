"""What machines read of a message: its event's ids and figures, never a lead's data."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

# Slack publishes no limit; below two thousand bytes the marker and the other fields have room.
_LIST_BYTES: Final = 1500


def utc(instant: datetime | None) -> str | None:
    """The instant in ISO 8601 and UTC, such as `2026-10-05T09:00:00+00:00`."""
    return None if instant is None else instant.astimezone(UTC).isoformat()


def fitting(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The entries, without their nulls, as many of the first ones as metadata has room for."""
    kept: list[dict[str, Any]] = []
    room = _LIST_BYTES
    for entry in entries:
        known = {name: value for name, value in entry.items() if value is not None}
        room -= len(json.dumps(known)) + 2
        if room < 0:
            break
        kept.append(known)
    return kept
