"""The end of an agreement: on record with who, when and why; every clock of it stops."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Status
from sla.cancellation import Choice
from sla.errors import AlreadyDone
from sla.signing import Closed
from storage import audit, cancellations, obligations, terms
from storage.agreement_rows import AgreementRow, TermsRow
from storage.closed_proposals import close
from storage.lead_rows import LeadRow
from storage.outbox_rows import ObligationRow, OutboxRow
from storage.outcome_rows import StrikeRow
from storage.outgoing import State
from storage.sentences import when, who

STOPPED = "The agreement has ended."
WAKE_UPS = ("next_pacing_at", "next_close_at", "next_check_at", "next_duties_at", "next_report_at")


@dataclass(frozen=True)
class Ending:
    """When an agreement ended (UTC), who ended it, and why."""

    at: datetime
    by: str | None
    reason: str


def of(session: Session, agreement_id: int) -> Ending | None:
    """How the agreement ended, last; None for one that never did."""
    row = session.get(AgreementRow, agreement_id)
    return None if row is None or row.ended_at is None else Ending(row.ended_at, row.ended_by, row.ended_reason or "")


def end(session: Session, agreement: Agreement, *, by: str | None, reason: str, now: datetime) -> Ending:
    """The agreement has ended: nothing of it is due, asked for or said any more. What was recorded stays.

    Its open proposal and its open reviews close with it. Raises AlreadyDone, with who ended it.
    """
    held = select(AgreementRow).where(AgreementRow.id == agreement.id).with_for_update(key_share=True)
    row = session.scalars(held.execution_options(populate_existing=True)).one()
    if row.status == Status.ENDED and row.ended_at is not None:
        at = when(row.ended_at, agreement.terms.hours.zone)
        raise AlreadyDone(f"{who(row.ended_by)} ended it already, at {at}.")
    row.status, row.ended_at, row.ended_by, row.ended_reason = Status.ENDED, now, by, reason
    for name in WAKE_UPS:
        setattr(row, name, None)
    for proposal in session.scalars(select(TermsRow).where(TermsRow.agreement_id == agreement.id)):
        close(proposal, Closed.ENDED, by, now)
    session.flush()
    terms.forget(session)
    _stop_clocks(session, agreement)
    for review in cancellations.open_ones(session, agreement.id):
        cancellations.decide(session, agreement, review, Choice.ENDED, by=by or "operator", now=now, reason=reason)
    audit.record(
        session,
        agreement.workspace_id,
        agreement.id,
        at=now,
        actor=by or "operator",
        act="ended",
        subject=f"agreement:{agreement.id}",
        reason=reason,
    )
    return Ending(now, by, reason)


def _stop_clocks(session: Session, agreement: Agreement) -> None:
    """No lead's or strike's instant comes any more, and what waits to be said is not said."""
    ticking = or_(LeadRow.next_alert_at.is_not(None), LeadRow.breach_due_at.is_not(None))
    leads = update(LeadRow).where(LeadRow.agreement_id == agreement.id, ticking)
    session.execute(leads.values(next_alert_at=None, breach_due_at=None))
    strikes = update(StrikeRow).where(StrikeRow.agreement_id == agreement.id, StrikeRow.next_call_at.is_not(None))
    session.execute(strikes.values(next_call_at=None))
    ours = ObligationRow.agreement_id == agreement.id, ObligationRow.workspace_id == agreement.workspace_id
    owed = select(ObligationRow.id).where(*ours, ObligationRow.state == obligations.ENQUEUED)
    waiting = OutboxRow.obligation_id.in_(owed), OutboxRow.state.in_((State.PENDING, State.PAUSED))
    stopped = update(OutboxRow).where(OutboxRow.workspace_id == agreement.workspace_id, *waiting)
    silent = stopped.values(state=State.CANCELLED, reason=STOPPED).returning(OutboxRow.id)
    ids = session.scalars(silent, execution_options={"synchronize_session": False}).all()
    obligations.close(session, ids, obligations.CANCELLED, STOPPED)
