"""Duties as other programs read them."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sla.duty import Occurrence
from sla.figures import plain


def as_json(duty: Occurrence, at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """One time of a duty as it stands at the instant: instants in the zone, units as exact decimals in text."""
    known = duty.as_of(at)
    return {
        "id": known.short_id,
        "what": known.what,
        "from": known.giver,
        "to": known.receiver,
        "owner": known.owner,
        "on": known.on.isoformat(),
        "due_at": _local(known.due_at, zone),
        "state": str(known.state(at)),
        "done_at": _local(known.done_at, zone),
        "done_by": known.done_by,
        "units": _units(known.units),
        "confirmed_at": _local(known.confirmed_at, zone),
        "confirmed_by": known.confirmed_by,
        "confirmed_units": _units(known.confirmed_units),
        "on_behalf_of": known.on_behalf_of,
        "excused_by": known.excused_by,
    }


def _local(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat()


def _units(units: Decimal | None) -> str | None:
    return None if units is None else plain(units)
