"""Everything on record of an agreement, row by row, for whoever takes it elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.history import Attempt
from sla.lead import Lead
from storage.lead_rows import LEAD_FIELDS, AttemptRow, DealRow, LeadRow

AT_ONCE = 1000


@dataclass(frozen=True)
class LeadRecord:
    """A lead as it stands, and the revenue of the deal that made it a customer."""

    lead: Lead
    revenue: Decimal | None


def lead_records(session: Session, workspace_id: int, agreement_id: int) -> Iterator[LeadRecord]:
    """Every lead of the agreement, in the order of their numbers, never all at once."""
    columns = [getattr(LeadRow, name) for name in LEAD_FIELDS]
    ours = LeadRow.workspace_id == workspace_id, LeadRow.agreement_id == agreement_id
    found = select(*columns, DealRow.revenue).outerjoin(DealRow, DealRow.lead_id == LeadRow.id).where(*ours)
    for *fields, revenue in session.execute(found.order_by(LeadRow.id).execution_options(yield_per=AT_ONCE)):
        yield LeadRecord(Lead(*fields), revenue)


def attempt_records(session: Session, workspace_id: int, agreement_id: int) -> Iterator[tuple[int, Attempt]]:
    """Every attempt on a lead of the agreement with that lead's number, lead by lead, never all at once."""
    ours = AttemptRow.workspace_id == workspace_id, LeadRow.agreement_id == agreement_id
    found = select(AttemptRow).join(LeadRow, LeadRow.id == AttemptRow.lead_id).where(*ours)
    ordered = found.order_by(AttemptRow.lead_id, AttemptRow.at, AttemptRow.id)
    for row in session.scalars(ordered.execution_options(yield_per=AT_ONCE)):
        session.expunge(row)
        yield row.lead_id, row.attempt()
