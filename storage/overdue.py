"""Overdue leads as of any instant: due before it, and by then not tried, closed or given back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.lead import Lead
from sla.period import Period
from storage import leads
from storage.lead_rows import LeadRow


@dataclass(frozen=True)
class Overdue:
    """How many leads are overdue, and the first of them, those due longest ago first."""

    number: int
    first: tuple[Lead, ...]


def overdue(session: Session, agreement: Agreement, period: Period, at: datetime, *, limit: int) -> Overdue:
    """The agreement's overdue leads; facts after the instant `at` (UTC) do not exist.

    Of leads handed off before the period, those that were settled since are not found.
    """
    ours = [agreement.id]
    waiting = leads.open_leads(session, agreement.workspace_id, ours, overdue_at=at, limit=limit)
    settled = _settled_later(agreement, period, at)
    found = session.scalars(select(LeadRow).where(*settled).order_by(LeadRow.due_at, LeadRow.id).limit(limit))
    first = sorted([*waiting, *(row.lead() for row in found)], key=lambda lead: (lead.due_at or at, lead.id))
    later = session.scalars(select(func.count()).select_from(LeadRow).where(*settled)).one()
    number = leads.overdue_count(session, agreement.workspace_id, ours, at) + later
    return Overdue(number, tuple(first[:limit]))


def _settled_later(agreement: Agreement, period: Period, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """The period's leads that were overdue, and of which a later fact is recorded already."""
    ours = LeadRow.agreement_id == agreement.id, LeadRow.handed_off_on >= period.first_day
    columns = LeadRow.first_attempt_at, LeadRow.returned_at, LeadRow.closed_at
    unsettled = (or_(column.is_(None), column > at) for column in columns)
    return (*ours, LeadRow.handed_off_at <= at, LeadRow.due_at < at, *unsettled, or_(*(each > at for each in columns)))
