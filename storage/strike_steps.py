"""The steps that were taken about strikes, and when somebody is to be told about one next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from sla.strike import ENDS, Excuse, Step, StepKind, Strike
from storage.once import insert_once
from storage.outcome_rows import StrikeRow, StrikeStepRow

ITSELF = StrikeRow.id == bindparam("strike_id"), StrikeRow.workspace_id == bindparam("place")
DUE = (
    select(StrikeRow.id)
    .where(StrikeRow.workspace_id == bindparam("place"), StrikeRow.next_call_at <= bindparam("now"))
    .order_by(StrikeRow.next_call_at, StrikeRow.id)
    .limit(bindparam("limit"))
)
CALL_AT = select(StrikeRow.next_call_at).where(*ITSELF)
TAKEN = (
    select(StrikeStepRow)
    .where(StrikeStepRow.strike_id.in_(bindparam("strike_ids", expanding=True)))
    .order_by(StrikeStepRow.id)
)


def of(session: Session, strike_ids: Sequence[int]) -> Mapping[int, Sequence[Step]]:
    """The steps of these strikes, each one's in the order in which they were taken."""
    found: dict[int, list[Step]] = defaultdict(list)
    if strike_ids:
        for row in session.scalars(TAKEN, {"strike_ids": list(strike_ids)}):
            found[row.strike_id].append(row.value())
    return found


def take(
    session: Session,
    workspace_id: int,
    strike: Strike,
    kind: StepKind,
    *,
    by: str,
    at: datetime,
    reason: str | None = None,
    excuse: Excuse | None = None,
) -> bool:
    """The step is on record; False, and nothing changes, when a step of this kind was taken already."""
    taken = insert_once(
        session,
        StrikeStepRow,
        workspace_id=workspace_id,
        strike_id=strike.id,
        step=kind,
        by=by,
        at=at,
        reason=reason,
        excuse=excuse,
    )
    return taken is not None


def end(
    session: Session,
    workspace_id: int,
    strike: Strike,
    kind: StepKind,
    *,
    by: str,
    at: datetime,
    reason: str | None = None,
    excuse: Excuse | None = None,
) -> bool:
    """The strike does not count any more, by this step; False, and nothing changes, when it had ended already."""
    assert kind in ENDS
    stands = StrikeRow.id == strike.id, StrikeRow.workspace_id == workspace_id, StrikeRow.ended_at.is_(None)
    ending = update(StrikeRow).where(*stands).values(ended_at=at, next_call_at=None).returning(StrikeRow.id)
    if session.execute(ending, execution_options={"synchronize_session": False}).first() is None:
        return False
    return take(session, workspace_id, strike, kind, by=by, at=at, reason=reason, excuse=excuse)


def due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[int]:
    """The ids of the strikes about which somebody is to be told by `now`, longest first."""
    return list(session.scalars(DUE, {"place": workspace_id, "now": now, "limit": limit}))


def call_at(session: Session, workspace_id: int, strike_id: int) -> datetime | None:
    """When somebody is to be told about the strike next (UTC)."""
    return session.scalars(CALL_AT, {"place": workspace_id, "strike_id": strike_id}).first()


def set_next_call(session: Session, workspace_id: int, strike_id: int, at: datetime | None) -> None:
    """Somebody is to be told about the strike at this instant (UTC); None for nobody."""
    moved = update(StrikeRow).where(StrikeRow.id == strike_id, StrikeRow.workspace_id == workspace_id)
    session.execute(moved.values(next_call_at=at), execution_options={"synchronize_session": False})


def move_call(session: Session, strike_id: int, was: datetime, to: datetime | None) -> bool:
    """The next call is at `to`; False, and nothing changed, when somebody moved it first."""
    claim = update(StrikeRow).where(StrikeRow.id == strike_id, StrikeRow.next_call_at == was).values(next_call_at=to)
    moved = session.execute(claim.returning(StrikeRow.id), execution_options={"synchronize_session": False})
    return moved.first() is not None


def ask_by(session: Session, workspace_id: int, strike_id: int, due_at: datetime | None) -> None:
    """The diagnosis is asked for until this instant (UTC), which a contest has moved."""
    moved = update(StrikeRow).where(StrikeRow.id == strike_id, StrikeRow.workspace_id == workspace_id)
    session.execute(moved.values(diagnosis_due_at=due_at), execution_options={"synchronize_session": False})
