"""The pipeline of an agreement: a week's sums, and how many leads are open, by where they stand."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.period import Period
from sla.pipeline import OpenLeads, Pipeline
from storage.base import UtcDateTime
from storage.lead_rows import LeadRow
from storage.standing import standing

AT = bindparam("at", type_=UtcDateTime())


def _has(column: Any) -> ColumnElement[bool]:
    return and_(column.is_not(None), column <= AT)


def _count(*when: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(and_(*when))


UNTRIED = or_(LeadRow.first_attempt_at.is_(None), LeadRow.first_attempt_at > AT)
UNCONNECTED = or_(LeadRow.connected_at.is_(None), LeadRow.connected_at > AT)
HELD = or_(LeadRow.due_at.is_(None), and_(LeadRow.held_until.is_not(None), LeadRow.held_until > AT))
OPEN = select(
    _count(UNTRIED, UNCONNECTED, ~HELD),
    _count(UNTRIED, UNCONNECTED, ~HELD, LeadRow.due_at < AT),
    _count(UNTRIED, UNCONNECTED, HELD),
    _count(_has(LeadRow.first_attempt_at), UNCONNECTED),
    _count(_has(LeadRow.connected_at)),
).where(
    LeadRow.agreement_id == bindparam("agreement_id"),
    LeadRow.came_of.is_(None),
    LeadRow.handed_off_at <= AT,
    or_(LeadRow.closed_at.is_(None), LeadRow.closed_at > AT),
    or_(LeadRow.returned_at.is_(None), LeadRow.returned_at > AT),
)


def pipeline(session: Session, agreement: Agreement, week: Period, at: datetime) -> Pipeline:
    """The week's sums and the open leads, as of the instant `at` (UTC)."""
    counted = OpenLeads(*session.execute(OPEN, {"agreement_id": agreement.id, "at": at}).one())
    return Pipeline(week, at, standing(session, agreement, week, at), counted)
