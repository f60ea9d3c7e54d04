"""The receipt of a lead's clock: what it counted and why, as one JSON object or as lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.figures_json import local
from sla.agreement import Agreement, Terms
from sla.lead import Lead
from sla.legs import Leg
from sla.receipt import Receipt
from storage import agreements, leads, ledger, ways
from storage.terms import TermsVersion
from storage.ways import Told
from storage.workspaces import Workspace

DAY = "%a %Y-%m-%d"


@dataclass(frozen=True)
class LeadReceipt:
    """A lead, the terms that its clock follows, and what the clock counted until it stopped, or until now."""

    lead: Lead
    agreement: Agreement
    version: TermsVersion
    window: timedelta
    receipt: Receipt
    way: Told

    @property
    def terms(self) -> Terms:
        return self.version.terms.of(self.lead.what)


def read_receipt(session: Session, workspace: Workspace, text: str, now: datetime) -> LeadReceipt:
    """The receipt of the lead meant by an id, an external id or a name. Raises NoSuchLead or WhichLead."""
    lead = leads.find(session, workspace.id, text)
    version = agreements.version(session, workspace.id, lead.terms_id)
    hours, pauses = version.terms.hours, ledger.pauses_of(session, lead.id)
    stopped = [at for at in (lead.first_attempt_at, lead.returned_at) if at is not None]
    return LeadReceipt(
        lead,
        agreements.of_id(session, workspace.id, lead.agreement_id, now),
        version,
        hours.window_time(lead.handed_off_at, version.terms.of(lead.what).window(lead.tier)),
        hours.receipt(lead.handed_off_at, min([now, *stopped]), pauses),
        ways.told(session, workspace.id, lead, now),
    )


def as_object(found: LeadReceipt) -> dict[str, Any]:
    """What `why --json` prints; instants in the agreement's zone, durations in seconds of business time."""
    lead, zone = found.lead, found.terms.hours.zone
    return {
        "lead": lead.short_id,
        "external_id": lead.external_id,
        "agreement": found.agreement.slug,
        "terms": found.version.number,
        "state": str(lead.state),
        "window": str(found.terms.window(lead.tier)),
        "window_seconds": _seconds(found.window),
        "handed_off_at": local(lead.handed_off_at, zone),
        "due_at": lead.due_at and local(lead.due_at, zone),
        "first_attempt_at": lead.first_attempt_at and local(lead.first_attempt_at, zone),
        "breached_at": lead.breached_at and local(lead.breached_at, zone),
        "counted_until": local(found.receipt.end, zone),
        "counted_seconds": _seconds(found.receipt.total),
        "counted": [
            {"from": local(part.opens, zone), "to": local(part.closes, zone), "seconds": _seconds(part.counted)}
            for part in found.receipt.counted
        ],
        "pauses": [
            {"from": local(each.starts, zone), "to": each.ends and local(each.ends, zone), "reason": each.reason}
            for each in found.receipt.pauses
        ],
        "closed": [{"date": each.day.isoformat(), "reason": each.reason} for each in found.receipt.closed],
        "legs": [_leg(leg, zone) for leg in found.way.legs],
        "breach_on": found.way.charge and found.way.charge.person,
    }


def _leg(leg: Leg, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "to": str(leg.kind),
        "holder": leg.holder,
        "from": local(leg.starts_at, zone),
        "until": local(leg.ends_at, zone),
        "seconds": _seconds(leg.time),
        "done": leg.is_done,
    }


def as_lines(found: LeadReceipt) -> Iterator[str]:
    """The same for a terminal."""
    lead, zone = found.lead, found.terms.hours.zone
    due = "no due instant while it is held" if lead.due_at is None else f"due {_said(lead.due_at, found)}"
    yield f"{lead.short_id} of {found.agreement.slug}, terms {found.version.number}: {due} ({zone.key})"
    window = f"window {found.terms.window(lead.tier)} ({found.window} of business time)"
    yield f"handed off {_said(lead.handed_off_at, found)}, {window}"
    for part in found.receipt.counted:
        opens, closes = part.opens.astimezone(zone), part.closes.astimezone(zone)
        yield f"  counted {opens:{DAY}} {opens:%H:%M:%S} to {closes:%H:%M:%S}: {part.counted}"
    for pause in found.receipt.pauses:
        until = "further notice" if pause.ends is None else _said(pause.ends, found)
        yield f"  on hold from {_said(pause.starts, found)} until {until}: {pause.reason}"
    for closed in found.receipt.closed:
        yield f"  closed {closed.day:{DAY}}: {closed.reason}"
    yield from _held(found)
    state = str(lead.state).replace("_", " ")
    yield f"{found.receipt.total} counted until {_said(found.receipt.end, found)}; the lead is {state}"


def _held(found: LeadReceipt) -> Iterator[str]:
    for leg in found.way.legs:
        reached = "" if leg.is_done else " so far"
        kind = str(leg.kind).replace("_", " ")
        yield f"  leg to {kind}: {leg.holder or 'nobody'} held it for {leg.time}{reached}"
    if found.way.charge is not None:
        yield f"  the breach is on {found.way.charge.person or f'{found.terms.receiver.name}, as a party'}"


def _said(at: datetime, found: LeadReceipt) -> str:
    return f"{at.astimezone(found.terms.hours.zone):{DAY} %H:%M:%S}"


def _seconds(length: timedelta) -> int | float:
    seconds = length.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds
