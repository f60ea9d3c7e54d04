"""What was opened and still stands: strikes, make-up plans, service credits."""

from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from storage.base import UtcDateTime, table_of
from storage.credit_rows import CreditRow
from storage.make_up_rows import PlanRow
from storage.outcome_rows import StrikeRow

SINCE = bindparam("since", type_=UtcDateTime())
STRIKE, PLAN, CREDIT = (table_of(row).c for row in (StrikeRow, PlanRow, CreditRow))
OPENED = select(
    or_(
        exists().where(
            STRIKE.agreement_id == bindparam("agreement_id"), STRIKE.ended_at.is_(None), STRIKE.opened_at >= SINCE
        ),
        exists().where(
            PLAN.agreement_id == bindparam("agreement_id"), PLAN.withdrawn_at.is_(None), PLAN.opened_at >= SINCE
        ),
        exists().where(
            CREDIT.agreement_id == bindparam("agreement_id"),
            CREDIT.settled_at.is_(None),
            CREDIT.withdrawn_at.is_(None),
            CREDIT.given_at >= SINCE,
        ),
    )
)


def any_since(session: Session, agreement_id: int, at: datetime) -> bool:
    """Whether the agreement has any of them from this instant on (UTC)."""
    return bool(session.scalars(OPENED, {"agreement_id": agreement_id, "since": at}).one())
