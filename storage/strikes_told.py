"""The strikes that figures tell, as they stood at an instant."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.outcome_figures import StrikeFigures
from sla.period import Period
from sla.strike import StepKind, state_of, strike_id
from storage import strike_steps
from storage.base import UtcDateTime
from storage.outcome_rows import DiagnosisRow, StrikeRow, StrikeStepRow

STRIKE, DIAGNOSIS, STEP = (row.metadata.tables[row.__tablename__] for row in (StrikeRow, DiagnosisRow, StrikeStepRow))
AT = bindparam("at", type_=UtcDateTime())
UPHELD = select(STEP.c.id).where(STEP.c.strike_id == STRIKE.c.id, STEP.c.step == StepKind.UPHOLD.value, STEP.c.at <= AT)
CONTESTED = select(STEP.c.id).where(
    STEP.c.strike_id == STRIKE.c.id, STEP.c.step == StepKind.CONTEST.value, STEP.c.at <= AT
)
TOLD_OF = "id", "party", "person", "on", "rule", "metric", "tier", "diagnosis_due_at", "instead_of"


def _waits(settled_at: ColumnElement[datetime | None]) -> ColumnElement[bool]:
    return or_(settled_at.is_(None), settled_at > AT)


WAITS = or_(_waits(DIAGNOSIS.c.written_at), and_(CONTESTED.exists(), ~UPHELD.exists()))
TOLD: Select[Any] = (
    select(*(STRIKE.c[name] for name in TOLD_OF), DIAGNOSIS.c.written_at)
    .outerjoin_from(STRIKE, DIAGNOSIS, DIAGNOSIS.c.strike_id == STRIKE.c.id)
    .where(
        STRIKE.c.workspace_id == bindparam("workspace_id"),
        STRIKE.c.agreement_id == bindparam("agreement_id"),
        STRIKE.c.opened_at <= AT,
        or_(
            STRIKE.c.period == bindparam("period"),
            and_(STRIKE.c.on <= bindparam("last_day"), _waits(STRIKE.c.ended_at), WAITS),
        ),
    )
    .order_by(STRIKE.c.opened_at, STRIKE.c.id)
)


def told(session: Session, agreement: Agreement, period: Period, at: datetime) -> tuple[StrikeFigures, ...]:
    """The period's strikes, and every earlier one that waited for somebody at the instant (UTC), in order."""
    place = {"workspace_id": agreement.workspace_id, "agreement_id": agreement.id}
    about = place | {"period": period.name, "last_day": period.last_day, "at": at}
    rows = session.execute(TOLD, about).all()
    steps = strike_steps.of(session, [row.id for row in rows])
    return tuple(
        StrikeFigures(
            id=strike_id(row.id),
            party=row.party,
            person=row.person,
            on=row.on,
            state=state_of(
                row.written_at is not None and row.written_at <= at,
                [step.kind for step in steps.get(row.id, ()) if step.at <= at],
            ),
            rule=row.rule,
            metric=row.metric,
            tier=row.tier,
            diagnosis_due_at=row.diagnosis_due_at,
            instead_of=row.instead_of,
        )
        for row in rows
    )
