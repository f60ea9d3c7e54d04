"""Overdue leads as of any instant: due before it, and by then not tried, closed or given back."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from sla.agreement import Agreement
from sla.lead import Lead
from sla.period import Period
from storage import leads
from storage.lead_rows import LeadRow


def overdue_leads(session: Session, agreement: Agreement, period: Period, at: datetime, *, limit: int) -> list[Lead]:
    """The first of them, those due longest ago first; facts after the instant `at` (UTC) do not exist.

    Of leads handed off before the period only those that still wait today are found.
    """
    waiting = leads.open_leads(session, agreement.workspace_id, [agreement.id], overdue_at=at, limit=limit)
    since = _since(session, agreement, period, at, limit) if len(waiting) < limit else []
    known = {lead.id: lead for lead in (*waiting, *since)}
    return sorted(known.values(), key=lambda lead: (lead.due_at or at, lead.id))[:limit]


def _since(session: Session, agreement: Agreement, period: Period, at: datetime, limit: int) -> list[Lead]:
    """Those of the period that facts of a later instant, recorded already, show as settled."""
    ours = LeadRow.agreement_id == agreement.id, LeadRow.handed_off_on >= period.first_day
    settled = (_is_ahead(column, at) for column in (LeadRow.first_attempt_at, LeadRow.returned_at, LeadRow.closed_at))
    found = select(LeadRow).where(*ours, LeadRow.handed_off_at <= at, LeadRow.due_at < at, *settled)
    return [row.lead() for row in session.scalars(found.order_by(LeadRow.due_at, LeadRow.id).limit(limit))]


def _is_ahead(column: InstrumentedAttribute[datetime | None], at: datetime) -> ColumnElement[bool]:
    return or_(column.is_(None), column > at)
