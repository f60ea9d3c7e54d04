"""When to look at an agreement's facts again for what follows from them."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from sla.agreement import Status, Terms
from storage.agreement_rows import AgreementRow
from storage.lead_rows import DealRow, LeadRow


def wake(session: Session, agreement_id: int, at: datetime) -> None:
    """The agreement is looked at no later than the instant `at` (UTC) of a fact; written together with that fact."""
    later = or_(AgreementRow.next_check_at.is_(None), AgreementRow.next_check_at > at)
    woken = update(AgreementRow).where(AgreementRow.id == agreement_id, later).values(next_check_at=at)
    session.execute(woken, execution_options={"synchronize_session": False})


def due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[int]:
    """The ids of the agreements with facts to look at by `now`, longest first."""
    found = select(AgreementRow.id).where(*_in_force(workspace_id), AgreementRow.next_check_at <= now)
    return list(session.scalars(found.order_by(AgreementRow.next_check_at, AgreementRow.id).limit(limit)))


def check_at(session: Session, agreement_id: int) -> datetime | None:
    """When the agreement is to be looked at: the instant of the earliest fact that nobody has looked at."""
    return session.scalars(select(AgreementRow.next_check_at).where(AgreementRow.id == agreement_id)).first()


def move(session: Session, agreement_id: int, was: datetime, to: datetime | None) -> bool:
    """The agreement is looked at again at `to`; False, and nothing changed, when somebody moved it first."""
    claim = update(AgreementRow).where(AgreementRow.id == agreement_id, AgreementRow.next_check_at == was)
    moved = claim.values(next_check_at=to).returning(AgreementRow.id)
    return session.execute(moved, execution_options={"synchronize_session": False}).first() is not None


def next_fact_at(session: Session, agreement_id: int, terms: Terms, after: datetime) -> datetime | None:
    """The first hand-off or closed deal recorded for an instant after `after` (imports may bring them); or None."""
    today = terms.hours.local_date(after)
    handed_off = select(func.min(LeadRow.handed_off_at)).where(
        LeadRow.agreement_id == agreement_id, LeadRow.handed_off_on >= today, LeadRow.handed_off_at > after
    )
    closed = select(func.min(DealRow.closed_at)).where(
        DealRow.agreement_id == agreement_id, DealRow.closed_on >= today, DealRow.closed_at > after
    )
    instants = (session.scalars(found).one() for found in (handed_off, closed))
    return min((at for at in instants if at is not None), default=None)


def breach_counts(session: Session, agreement_id: int, since: datetime, until: datetime) -> dict[str | None, int]:
    """How many windows passed from `since` to before `until` (UTC) with each rep; None for leads that were nobody's."""
    passed = LeadRow.agreement_id == agreement_id, LeadRow.breached_at >= since, LeadRow.breached_at < until
    counted = select(LeadRow.breach_rep, func.count()).where(*passed).group_by(LeadRow.breach_rep)
    return dict(session.execute(counted).all())


def next_due(session: Session, workspace_id: int) -> datetime | None:
    """The first instant at which any agreement of the workspace is to be looked at (UTC)."""
    return session.scalars(select(func.min(AgreementRow.next_check_at)).where(*_in_force(workspace_id))).one()


def _in_force(workspace_id: int) -> tuple[ColumnElement[bool], ...]:
    return AgreementRow.workspace_id == workspace_id, AgreementRow.status == Status.IN_FORCE
