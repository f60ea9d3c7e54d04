"""Handing a lead off: its terms frozen, its promise made, its rep chosen."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Terms
from sla.errors import AlreadyHandedOff, BadLead
from sla.ladder import Ladder
from sla.lead import Lead, NewLead, short_id
from storage import agreements, rollups
from storage.base import is_amount
from storage.lead_rows import LeadRow
from storage.ledger import judge, note_fact, open_book
from storage.reps import choose_rep
from storage.sentences import quoted, when, who
from storage.texts import LONGEST_KEY, clean, name_key


def hand_off(
    session: Session,
    agreement: Agreement,
    new: NewLead,
    *,
    at: datetime,
    by: str | None,
    dedup_key: str | None = None,
    again_of: int | None = None,
) -> Lead:
    """The lead, handed off at the instant `at` under the terms that held then; a rep is chosen when it names none.

    Raises AlreadyHandedOff for a known external id or dedup key, BadLead for what can't be taken, NoHandOff where the
    agreement hands nothing over.
    """
    terms_id, terms = agreements.terms_at(session, agreement.id, at)
    checked(new, terms)
    open_book(session, agreement.id)
    key = dedup_key or key_of(new)
    refuse_known(session, agreement, new, key, terms)
    row = LeadRow(**lead_values(terms, new, at), dedup_key=key, handed_off_by=by, again_of=again_of)
    row.workspace_id, row.agreement_id, row.terms_id = agreement.workspace_id, agreement.id, terms_id
    row.rep = new.rep or choose_rep(session, agreement.workspace_id, terms, at, due_at=row.due_at)
    judge(row)
    session.add(row)
    rollups.add(session, row, row.handed_off_on, rollups.of_lead(row))
    note_fact(session, agreement.id, at)
    session.flush()
    return row.lead()


def checked(new: NewLead, terms: Terms) -> None:
    """Raises BadLead for a lead that can't be taken under these terms, NoHandOff where none can."""
    assert terms.lead_hand_off
    if not clean(new.name) and not clean(new.external_id):
        raise BadLead("A lead needs a name or an external id.")
    if new.tier is not None and terms.tier(new.tier) is None:
        known = ", ".join(tier.name for tier in terms.tiers) or "none"
        raise BadLead(f"There is no tier {quoted(new.tier)} under this agreement. Its tiers: {known}.")
    if new.external_id is not None and len(new.external_id) > LONGEST_KEY:
        raise BadLead(f"An external id has at most {LONGEST_KEY} characters.")
    if new.value is not None and not is_amount(new.value):
        raise BadLead("A lead's value is an amount from 0 up, with at most four decimals.")


def refuse_known(session: Session, agreement: Agreement, new: NewLead, key: str, terms: Terms) -> None:
    """Raises AlreadyHandedOff for a lead that the agreement has by this key or external id.

    Each way by its own index: together they would have every lead of the agreement looked at.
    """
    ways = [LeadRow.dedup_key == key]
    if new.external_id:
        named = LeadRow.external_id == clean(new.external_id)
        ways.append((LeadRow.workspace_id == agreement.workspace_id) & named)
    here = select(LeadRow.id, LeadRow.rep, LeadRow.handed_off_at).where(LeadRow.agreement_id == agreement.id)
    for way in ways:
        found = session.execute(here.where(way).order_by(LeadRow.id).limit(1)).first()
        if found is not None:
            at = when(found.handed_off_at, terms.hours.zone)
            raise AlreadyHandedOff(f"{short_id(found.id)} was handed off to {who(found.rep)} at {at}.")


def key_of(new: NewLead) -> str:
    """The key under which a lead is handed off once: by its external id, else one of its own."""
    if not new.external_id:
        return f"new:{uuid4().hex}"
    key = f"id:{new.external_id}"
    return key if len(key) <= LONGEST_KEY else f"id:{sha256(key.encode()).hexdigest()}"


def lead_values(terms: Terms, new: NewLead, at: datetime) -> dict[str, Any]:
    """The columns of a lead that its own facts, and its hand-off at the instant `at` under these terms, decide."""
    tier, alert = terms.tier(new.tier), Ladder.of(terms, new.tier, at).alert(0)
    name = clean(new.name) or clean(new.external_id) or ""
    due_at = terms.hours.due(at, terms.window(new.tier))
    return {
        "external_id": clean(new.external_id) or None,
        "name": name,
        "name_key": name_key(name),
        "company": clean(new.company),
        "email": clean(new.email),
        "tier": new.tier,
        "score": new.score,
        "activity": new.activity,
        "value": new.value if new.value is not None or tier is None else tier.value,
        "source": clean(new.source),
        "handed_off_at": at,
        "handed_off_on": terms.hours.local_date(at),
        "rep_since": at,
        "passes": 0,
        "auto_passed": False,
        "due_at": due_at,
        "alert_due_at": due_at,
        "next_alert_at": alert and alert.speak_at,
        "next_rung": 0,
        "attempts": 0,
    }
