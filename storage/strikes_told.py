"""The strikes that figures tell, as they stood at an instant."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.period import Period
from sla.standing import StrikeFigures
from sla.strike import StrikeState, strike_id
from storage.base import UtcDateTime
from storage.outcome_rows import DiagnosisRow, StrikeRow

STRIKE, DIAGNOSIS = (StrikeRow.metadata.tables[row.__tablename__] for row in (StrikeRow, DiagnosisRow))
AT = bindparam("at", type_=UtcDateTime())


def _waits(settled_at: ColumnElement[datetime | None]) -> ColumnElement[bool]:
    return or_(settled_at.is_(None), settled_at > AT)


TOLD: Select[Any] = (
    select(*(STRIKE.c[name] for name in ("id", "party", "person", "on", "withdrawn_at")), DIAGNOSIS.c.written_at)
    .outerjoin_from(STRIKE, DIAGNOSIS, DIAGNOSIS.c.strike_id == STRIKE.c.id)
    .where(
        STRIKE.c.workspace_id == bindparam("workspace_id"),
        STRIKE.c.agreement_id == bindparam("agreement_id"),
        STRIKE.c.opened_at <= AT,
        or_(
            STRIKE.c.period == bindparam("period"),
            and_(STRIKE.c.on <= bindparam("last_day"), _waits(STRIKE.c.withdrawn_at), _waits(DIAGNOSIS.c.written_at)),
        ),
    )
    .order_by(STRIKE.c.opened_at, STRIKE.c.id)
)


def told(session: Session, agreement: Agreement, period: Period, at: datetime) -> tuple[StrikeFigures, ...]:
    """The period's strikes, and every earlier one that was still open at the instant (UTC), in order."""
    place = {"workspace_id": agreement.workspace_id, "agreement_id": agreement.id}
    about = place | {"period": period.name, "last_day": period.last_day, "at": at}
    return tuple(
        StrikeFigures(strike_id(number), party, person, on, _state(withdrawn_at, written_at, at))
        for number, party, person, on, withdrawn_at, written_at in session.execute(TOLD, about)
    )


def _state(withdrawn_at: datetime | None, written_at: datetime | None, at: datetime) -> str:
    if withdrawn_at is not None and withdrawn_at <= at:
        return StrikeState.WITHDRAWN
    return StrikeState.DIAGNOSED if written_at is not None and written_at <= at else StrikeState.OPEN
