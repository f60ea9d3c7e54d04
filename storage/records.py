"""Everything on record of an agreement, row by row, for whoever takes it elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from sla.history import Attempt
from sla.lead import Lead
from storage.lead_keys import abroad
from storage.lead_rows import LEAD_FIELDS, AttemptRow, DealRow, LeadRow

AT_ONCE = 1000
CALLED = LeadRow.external_id, LeadRow.dedup_key


@dataclass(frozen=True)
class LeadRecord:
    """A lead as it stands, its key, and the revenue of the deal that made it a customer."""

    lead: Lead
    key: str | None
    revenue: Decimal | None


@dataclass(frozen=True)
class AttemptRecord:
    """An attempt, and what its lead is called in any database."""

    lead: str | None
    attempt: Attempt


@dataclass(frozen=True)
class DealRecord:
    """A deal, and what its lead is called in any database; None for a sale that marketing did not bring."""

    lead: str | None
    closed_at: datetime
    revenue: Decimal


def lead_records(session: Session, workspace_id: int, agreement_id: int) -> Iterator[LeadRecord]:
    """Every lead of the agreement, in the order of their numbers, never all at once."""
    yield from _records(session, workspace_id, agreement_id, LeadRow.came_of.is_(None))


def customer_records(session: Session, workspace_id: int, agreement_id: int) -> Iterator[LeadRecord]:
    """Every customer that the agreement handed on, with its key; its value is the deal's."""
    yield from _records(session, workspace_id, agreement_id, LeadRow.came_of.is_not(None))


def _records(
    session: Session, workspace_id: int, agreement_id: int, is_meant: ColumnElement[bool]
) -> Iterator[LeadRecord]:
    columns = [getattr(LeadRow, name) for name in LEAD_FIELDS]
    ours = LeadRow.workspace_id == workspace_id, LeadRow.agreement_id == agreement_id, is_meant
    found = select(*columns, LeadRow.dedup_key, DealRow.revenue).outerjoin(DealRow, DealRow.lead_id == LeadRow.id)
    ordered = found.where(*ours).order_by(LeadRow.id)
    for *fields, key, revenue in session.execute(ordered.execution_options(yield_per=AT_ONCE)):
        yield LeadRecord(Lead(*fields), key, revenue)


def attempt_records(session: Session, workspace_id: int, agreement_id: int) -> Iterator[AttemptRecord]:
    """Every attempt on a lead of the agreement, lead by lead, never all at once."""
    ours = AttemptRow.workspace_id == workspace_id, LeadRow.agreement_id == agreement_id
    found = select(AttemptRow, *CALLED).join(LeadRow, LeadRow.id == AttemptRow.lead_id).where(*ours)
    ordered = found.order_by(AttemptRow.lead_id, AttemptRow.at, AttemptRow.id)
    for row, *called in session.execute(ordered.execution_options(yield_per=AT_ONCE)):
        session.expunge(row)
        yield AttemptRecord(abroad(*called), row.attempt())


def deal_records(session: Session, workspace_id: int, agreement_id: int) -> Iterator[DealRecord]:
    """Every deal of the agreement, in the order in which they came on record, never all at once."""
    ours = DealRow.workspace_id == workspace_id, DealRow.agreement_id == agreement_id
    columns = DealRow.lead_id, DealRow.closed_at, DealRow.revenue, *CALLED
    found = select(*columns).outerjoin(LeadRow, LeadRow.id == DealRow.lead_id).where(*ours).order_by(DealRow.id)
    for lead_id, closed_at, revenue, *called in session.execute(found.execution_options(yield_per=AT_ONCE)):
        yield DealRecord(None if lead_id is None else abroad(*called), closed_at, revenue)
