"""Overdue leads as of any instant: due before it, and by then not tried, closed or given back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.lead import Lead
from storage import leads
from storage.agreement_rows import AgreementRow
from storage.lead_rows import LeadRow


@dataclass(frozen=True)
class Overdue:
    """How many leads are overdue, and the first of them, those due longest ago first."""

    number: int
    first: tuple[Lead, ...]


def overdue(session: Session, agreement: Agreement, at: datetime, *, limit: int) -> Overdue:
    """The agreement's overdue leads, or customers where it is read for them, as of the instant `at` (UTC).

    Where there are none, as wherever the bot is not made to look back, the index of those who wait has the answer.
    """
    if not _has_later_facts(session, agreement, at):
        ours = [agreement.id]
        what = agreement.terms.link
        number = leads.overdue_count(session, agreement.workspace_id, ours, at, what)
        waiting = leads.open_leads(session, agreement.workspace_id, ours, overdue_at=at, what=what, limit=limit)
        return Overdue(number, tuple(waiting))
    then = _overdue_then(agreement, at)
    number = session.scalars(select(func.count()).select_from(LeadRow).where(*then)).one()
    first = session.scalars(select(LeadRow).where(*then).order_by(LeadRow.due_at, LeadRow.id).limit(limit))
    return Overdue(number, tuple(row.lead() for row in first))


def _has_later_facts(session: Session, agreement: Agreement, at: datetime) -> bool:
    last = session.scalars(select(AgreementRow.last_fact_at).where(AgreementRow.id == agreement.id)).one()
    return last is not None and last > at


def _overdue_then(agreement: Agreement, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Handed off and due by the instant, and not settled until after it, if at all."""
    ours = LeadRow.workspace_id == agreement.workspace_id, LeadRow.agreement_id == agreement.id
    columns = LeadRow.first_attempt_at, LeadRow.returned_at, LeadRow.closed_at
    unsettled = (or_(column.is_(None), column > at) for column in columns)
    return (*ours, *leads.IS[agreement.terms.link], LeadRow.handed_off_at <= at, LeadRow.due_at < at, *unsettled)
