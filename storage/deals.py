"""Closed deals: a lead becomes a customer, or a sale comes in that marketing did not bring."""

from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyDone, BadDeal
from sla.history import Deal
from sla.lead import Lead, short_id
from storage import rollups
from storage.attempts import refuse_ahead
from storage.base import is_amount
from storage.customers import hand_off_customer
from storage.lead_rows import DealRow, LeadRow
from storage.ledger import fact_on, hush, note_fact, open_book
from storage.sentences import amount, when, who


def close_deal(
    session: Session,
    agreement: Agreement,
    lead: Lead | None,
    *,
    revenue: Decimal,
    closed_at: datetime,
    by: str | None,
    dedup_key: str | None = None,
    now: datetime | None = None,
) -> Deal:
    """The deal, counted on the local date of `closed_at`: a lead's makes a customer, others count in total revenue.

    A deal is no attempt. Where the terms hand customers on, the customer is handed off at that instant. Raises BadDeal
    for an impossible revenue, BadAttempt for an instant more than five minutes after `now` when that is given,
    AlreadyDone when the lead is a customer or the dedup key is known.
    """
    _refuse_impossible(revenue, closed_at, now)
    row = DealRow(workspace_id=agreement.workspace_id, agreement_id=agreement.id, closed_at=closed_at, revenue=revenue)
    row.closed_on, row.by = agreement.terms.hours.local_date(closed_at), by
    if lead is None:
        row.dedup_key = dedup_key or f"new:{uuid4().hex}"
        open_book(session, agreement.id)
        return _recorded(session, agreement, row)
    with fact_on(session, lead, None) as customer:
        _refuse_customer(customer)
        row.dedup_key = dedup_key or f"lead:{lead.id}"
        row.lead_id, row.tier = customer.id, customer.tier
        deal = _recorded(session, agreement, row)
        customer.closed_at = closed_at
        hush(customer)
    hand_off_customer(session, agreement, customer, row)
    return deal


def deal_of(session: Session, lead_id: int) -> Deal | None:
    """The deal that made this lead a customer, or None."""
    row = session.scalars(select(DealRow).where(DealRow.lead_id == lead_id)).first()
    return row.deal() if row else None


def _refuse_customer(row: LeadRow) -> None:
    if row.came_of is not None:
        raise AlreadyDone(f"{short_id(row.id)} is a customer already; its deal was closed as {short_id(row.came_of)}.")


def _recorded(session: Session, agreement: Agreement, row: DealRow) -> Deal:
    _refuse_known(session, agreement, row)
    session.add(row)
    session.flush()
    rollups.add(session, row, row.closed_on, rollups.of_deal(row))
    note_fact(session, row.agreement_id, row.closed_at)
    return row.deal()


def _refuse_impossible(revenue: Decimal, closed_at: datetime, now: datetime | None) -> None:
    if not is_amount(revenue):
        raise BadDeal
    if now is not None:
        refuse_ahead(closed_at, now)


def _refuse_known(session: Session, agreement: Agreement, row: DealRow) -> None:
    known = DealRow.dedup_key == row.dedup_key
    if row.lead_id is not None:
        known = known | (DealRow.lead_id == row.lead_id)
    found = session.scalars(select(DealRow).where(DealRow.agreement_id == agreement.id, known)).first()
    if found is not None:
        at = when(found.closed_at, agreement.terms.hours.zone)
        raise AlreadyDone(f"{who(found.by)} recorded that deal already: {amount(found.revenue)}, closed at {at}.")
