"""A returned lead handed off again: a new hand-off with a clock of its own, and the return in its history."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyHandedOff, BadLead
from sla.lead import Lead, NewLead, short_id
from sla.minimum import is_fit
from storage import agreements
from storage.hand_offs import hand_off
from storage.lead_rows import LeadRow
from storage.ledger import open_book
from storage.sentences import when, who
from storage.texts import LONGEST_KEY


def hand_off_again(
    session: Session,
    agreement: Agreement,
    lead: Lead,
    *,
    at: datetime,
    by: str | None,
    rep: str | None = None,
    score: int | None = None,
    activity: int | None = None,
) -> Lead:
    """The lead as handed off anew: with a short id, a clock and a place in the figures of its own.

    The one before stays returned, in the period of its hand-off; the external id goes over to the new one. Raises
    BadLead for one that was not returned or is below its tier's minimum, AlreadyHandedOff the second time.
    """
    open_book(session, agreement.id)
    row = session.get(LeadRow, lead.id, populate_existing=True)
    if row is None or row.returned_at is None:
        raise BadLead(f"{lead.short_id} was not given back, so there is nothing to hand off again.")
    _refuse_second(session, agreement, row)
    new = NewLead(
        name=row.name,
        company=row.company,
        email=row.email,
        tier=row.tier,
        value=row.value,
        source=row.source,
        external_id=row.external_id,
        rep=rep,
        score=row.score if score is None else score,
        activity=row.activity if activity is None else activity,
    )
    if not is_fit(agreements.terms_at(session, agreement.id, at)[1], new):
        raise BadLead(f"{lead.short_id} is still below what its tier asks for; add score:NUMBER once that has grown.")
    row.external_id = None
    session.flush()
    return hand_off(session, agreement, new, at=at, by=by, dedup_key=_key(row), again_of=row.id)


def _refuse_second(session: Session, agreement: Agreement, row: LeadRow) -> None:
    again = select(LeadRow).where(LeadRow.agreement_id == agreement.id, LeadRow.again_of == row.id)
    found = session.scalars(again.limit(1)).first()
    if found is not None:
        at = when(found.handed_off_at, agreement.terms.hours.zone)
        said = f"{short_id(row.id)} was handed off again to {who(found.rep)} at {at}, as {short_id(found.id)}."
        raise AlreadyHandedOff(said)


def _key(row: LeadRow) -> str:
    return f"again:{row.id}:{row.dedup_key or ''}"[:LONGEST_KEY]
