"""When to look at an agreement's facts again for what follows from them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from sla.agreement import Status, Terms, What
from storage.agreement_rows import AgreementRow
from storage.base import UtcDateTime, table_of
from storage.lead_rows import DealRow, LeadRow

AT = bindparam("this_at", type_=UtcDateTime())
AGREEMENTS = table_of(AgreementRow)
AGREEMENT, LEAD, DEAL = (table_of(row).c for row in (AgreementRow, LeadRow, DealRow))
ITSELF = AGREEMENT.id == bindparam("agreement_id")
IN_FORCE = AGREEMENT.workspace_id == bindparam("place"), AGREEMENT.status == Status.IN_FORCE
IS_LATER = or_(AGREEMENT.next_check_at.is_(None), AGREEMENT.next_check_at > AT)
WAKING = update(AGREEMENTS).where(ITSELF, IS_LATER).values(next_check_at=AT)
DUE = (
    select(AGREEMENT.id)
    .where(*IN_FORCE, AGREEMENT.next_check_at <= bindparam("now"))
    .order_by(AGREEMENT.next_check_at, AGREEMENT.id)
    .limit(bindparam("limit"))
)
CHECK_AT = select(AGREEMENT.next_check_at).where(ITSELF)
MOVING = (
    update(AGREEMENTS)
    .where(ITSELF, AGREEMENT.next_check_at == bindparam("was"))
    .values(next_check_at=bindparam("to", type_=UtcDateTime()))
    .returning(AGREEMENT.id)
)
NEXT_HAND_OFF = select(func.min(LEAD.handed_off_at)).where(
    LEAD.agreement_id == bindparam("agreement_id"),
    LEAD.handed_off_on >= bindparam("today"),
    LEAD.handed_off_at > bindparam("after"),
)
NEXT_DEAL = select(func.min(DEAL.closed_at)).where(
    DEAL.agreement_id == bindparam("agreement_id"),
    DEAL.closed_on >= bindparam("today"),
    DEAL.closed_at > bindparam("after"),
)
NEXT_FACTS = select(NEXT_HAND_OFF.scalar_subquery(), NEXT_DEAL.scalar_subquery())
BREACHES = (
    select(LEAD.breach_rep, func.count())
    .where(LEAD.agreement_id == bindparam("agreement_id"))
    .where(LEAD.breached_at >= bindparam("since"), LEAD.breached_at < bindparam("until"))
    .group_by(LEAD.breach_rep)
)
BREACHES_OF: dict[What, Select[Any]] = {
    "lead": BREACHES.where(LEAD.came_of.is_(None)),
    "customer": BREACHES.where(LEAD.came_of.is_not(None)),
}


def wake(session: Session, agreement_id: int, at: datetime) -> None:
    """The agreement is looked at no later than the instant `at` (UTC) of a fact; written together with that fact."""
    about = {"agreement_id": agreement_id, "this_at": at}
    session.execute(WAKING, about)


def due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[int]:
    """The ids of the agreements with facts to look at by `now`, longest first."""
    return list(session.scalars(DUE, {"place": workspace_id, "now": now, "limit": limit}))


def check_at(session: Session, agreement_id: int) -> datetime | None:
    """When the agreement is to be looked at: the instant of the earliest fact that nobody has looked at."""
    return session.scalars(CHECK_AT, {"agreement_id": agreement_id}).first()


def move(session: Session, agreement_id: int, was: datetime, to: datetime | None) -> bool:
    """The agreement is looked at again at `to`; False, and nothing changed, when somebody moved it first."""
    about = {"agreement_id": agreement_id, "was": was, "to": to}
    return session.execute(MOVING, about).first() is not None


def next_fact_at(session: Session, agreement_id: int, terms: Terms, after: datetime) -> datetime | None:
    """The first hand-off or closed deal recorded for an instant after `after` (imports may bring them); or None."""
    today = terms.hours.local_date(after)
    about = {"agreement_id": agreement_id, "today": today, "after": after}
    return min((at for at in session.execute(NEXT_FACTS, about).one() if at is not None), default=None)


def breach_counts(
    session: Session, agreement_id: int, since: datetime, until: datetime, what: What = "lead"
) -> dict[str | None, int]:
    """How many windows of leads, or customers, passed from `since` to before `until` (UTC) with each rep.

    None stands for those that were nobody's.
    """
    about = {"agreement_id": agreement_id, "since": since, "until": until}
    return dict(session.execute(BREACHES_OF[what], about).all())
