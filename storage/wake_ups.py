"""When to look at an agreement again: its next daily post, and the close of its period."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from sla.agreement import Status, Terms
from sla.posting import next_post
from storage.agreement_rows import AgreementRow
from storage.terms import terms_at

Column = InstrumentedAttribute[datetime | None]

IN_FORCE = AgreementRow.workspace_id == bindparam("place"), AgreementRow.status == Status.IN_FORCE


def _due(column: Column) -> Select[int]:
    due = select(AgreementRow.id).where(*IN_FORCE, column <= bindparam("now"))
    return due.order_by(column, AgreementRow.id)


PACING_DUE, CLOSE_DUE = _due(AgreementRow.next_pacing_at), _due(AgreementRow.next_close_at)
WAKE_UPS = select(AgreementRow.next_pacing_at, AgreementRow.next_close_at).where(
    AgreementRow.id == bindparam("agreement_id")
)
NEXT = select(
    func.min(AgreementRow.next_pacing_at), func.min(AgreementRow.next_close_at), func.min(AgreementRow.next_check_at)
).where(*IN_FORCE)


@dataclass(frozen=True)
class WakeUps:
    """The instants at which an agreement is due again; None when it never is."""

    pacing_at: datetime | None
    close_at: datetime | None


def start_wake_ups(session: Session, agreement_id: int, from_instant: datetime) -> None:
    """The first post is due after `from_instant`, the first close at the end of the period that holds it."""
    _, terms = terms_at(session, agreement_id, from_instant)
    period = terms.period_of(terms.hours.local_date(from_instant))
    _set(session, agreement_id, next_pacing(terms, from_instant), period.ends_at(terms.timezone))


def amend_wake_ups(session: Session, agreement_id: int, terms: Terms, starts_at: datetime, now: datetime) -> None:
    """The next post follows the new terms from their start; one that is overdue stays, and so does the close."""
    standing = wake_ups(session, agreement_id)
    if standing.pacing_at is not None and standing.pacing_at <= now:
        return
    due_at = next_pacing(terms, starts_at)
    if starts_at > now:
        due_at = min(filter(None, (standing.pacing_at, due_at)), default=None)
    _set(session, agreement_id, due_at, standing.close_at)


def next_pacing(terms: Terms, after: datetime) -> datetime | None:
    """The instant of the next pacing post under these terms, strictly after `after`; None when they ask for none."""
    if terms.pacing is None:
        return None
    return next_post(terms.hours, after, terms.pacing.at, terms.pacing.on)[1]


def wake_ups(session: Session, agreement_id: int) -> WakeUps:
    """When this agreement is due again."""
    return WakeUps(*session.execute(WAKE_UPS, {"agreement_id": agreement_id}).one())


def pacing_due(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The ids of the agreements whose pacing post is due, longest first."""
    return list(session.scalars(PACING_DUE, {"place": workspace_id, "now": now}))


def close_due(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The ids of the agreements whose period is due to close, longest first."""
    return list(session.scalars(CLOSE_DUE, {"place": workspace_id, "now": now}))


def move_pacing(session: Session, agreement_id: int, was: datetime, to: datetime | None) -> bool:
    """The next post is due at `to`; False, and nothing changed, when somebody moved it first."""
    return _move(session, agreement_id, AgreementRow.next_pacing_at, was, to)


def move_close(session: Session, agreement_id: int, was: datetime, to: datetime | None) -> bool:
    """The next close is due at `to`; False, and nothing changed, when somebody moved it first."""
    return _move(session, agreement_id, AgreementRow.next_close_at, was, to)


def next_wake_up(session: Session, workspace_id: int) -> datetime | None:
    """The first instant at which any agreement of the workspace is due, or has facts to be looked at (UTC)."""
    return min(filter(None, session.execute(NEXT, {"place": workspace_id}).one()), default=None)


def _move(session: Session, agreement_id: int, column: Column, was: datetime, to: datetime | None) -> bool:
    claim = update(AgreementRow).where(AgreementRow.id == agreement_id, column == was).values({column: to})
    moved = session.execute(claim.returning(AgreementRow.id), execution_options={"synchronize_session": False})
    return moved.first() is not None


def _set(session: Session, agreement_id: int, pacing_at: datetime | None, close_at: datetime | None) -> None:
    row = session.get_one(AgreementRow, agreement_id)
    row.next_pacing_at, row.next_close_at = pacing_at, close_at
    session.flush()
