"""The gates: when a method or channel of a workspace may be used again, kept so that a restart causes no burst."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from storage.base import table_of
from storage.once import insert_once
from storage.outbox_rows import GateRow, OutboxRow
from storage.outgoing import EPOCH, State
from storage.workspaces import WorkspaceRow

POST: Final = "chat.postMessage"
HISTORY: Final = "conversations.history"
CHECK: Final = "auth.test"
CHANNEL_PACE: Final = timedelta(seconds=1)
METHOD_PACES: Final = {
    POST: timedelta(minutes=1) / 200,
    HISTORY: timedelta(minutes=1) / 30,
    CHECK: timedelta(minutes=1),
}
LONGEST: Final = timedelta(hours=1)
PAUSE: Final = timedelta(hours=1)

GATE: Final = table_of(GateRow)
PLACE: Final = table_of(WorkspaceRow).c
ITSELF: Final = GATE.c.key == bindparam("gate")
IS_OPEN: Final = GATE.c.next_allowed_at <= bindparam("this_clock"), GATE.c.paused_at.is_(None)
MOVING: Final = (
    update(GATE)
    .where(ITSELF, *IS_OPEN)
    .values(next_allowed_at=bindparam("opens_at", type_=GATE.c.next_allowed_at.type))
)
WORKING: Final = update(GATE).where(ITSELF, GATE.c.reason.is_not(None), GATE.c.paused_at.is_(None)).values(reason=None)
IS_LONG_PAUSED: Final = GATE.c.workspace_id == bindparam("place"), GATE.c.paused_at <= bindparam("since")
LONG_PAUSED: Final = select(GATE.c.key).where(*IS_LONG_PAUSED).limit(1)
PLACE_PAUSED: Final = select(PLACE.paused_at).where(PLACE.id == bindparam("place"))


class GateShut(Exception):
    """Another sender passed this gate a moment ago; try again when it opens."""


@dataclass(frozen=True)
class Pause:
    """A channel (or, with None, the whole workspace) that nothing is sent to, since when and why."""

    channel: str | None
    since: datetime
    reason: str


def key(workspace_id: int, what: str) -> str:
    """The key of the gate of a method or channel."""
    return f"{workspace_id}:{what}"


def add(session: Session, workspace_id: int, *names: str) -> None:
    """There are gates of these names; new ones stand open."""
    for name in names:
        insert_once(session, GateRow, key=key(workspace_id, name), workspace_id=workspace_id, next_allowed_at=EPOCH)


def pass_through(session: Session, workspace_id: int, names: tuple[str, ...], clock: datetime) -> None:
    """Moves these gates on by their pace; raises GateShut when one is not open: the caller's transaction must go.

    `clock` is the transport's. Always the method first, then the channel, so that two senders can't lock each other.
    """
    for name in names:
        _move_on(session, key(workspace_id, name), clock, METHOD_PACES.get(name, CHANNEL_PACE))


def _move_on(session: Session, gate: str, clock: datetime, pace: timedelta) -> None:
    moved = session.execute(MOVING, {"gate": gate, "this_clock": clock, "opens_at": clock + pace})
    if cast("CursorResult[Any]", moved).rowcount != 1:
        raise GateShut(gate)


def shut(session: Session, workspace_id: int, names: tuple[str, ...], until: datetime) -> None:
    """Nothing passes these gates before `until` (transport's clock); one that is shut for longer stays so."""
    for name in names:
        opens = GateRow.key == key(workspace_id, name), GateRow.next_allowed_at < until
        session.execute(update(GateRow).where(*opens).values(next_allowed_at=until))


def pause_channel(session: Session, workspace_id: int, channel: str, reason: str, clock: datetime) -> bool:
    """Nothing is sent to this channel or person for an hour; False when that is known since before, for this reason."""
    add(session, workspace_id, channel)
    row = session.get_one(GateRow, key(workspace_id, channel), with_for_update=True, populate_existing=True)
    is_news = row.reason != reason
    row.paused_at, row.reason = clock, reason
    session.flush()
    return is_news


def lift(session: Session, workspace_id: int, clock: datetime) -> list[str]:
    """Channels and people paused for an hour are tried again; returns the keys of their gates."""
    long = {"place": workspace_id, "since": clock - PAUSE}
    lifted = update(GATE).where(*IS_LONG_PAUSED).values(paused_at=None).returning(GATE.c.key)
    ids = session.scalars(lifted, long).all()
    _wake(session, workspace_id, OutboxRow.channel_gate.in_(ids))
    return list(ids)


def may_lift(session: Session, workspace_id: int, clock: datetime) -> bool:
    """Whether anything was paused long enough to be tried again."""
    return session.scalars(LONG_PAUSED, {"place": workspace_id, "since": clock - PAUSE}).first() is not None


def works(session: Session, workspace_id: int, channel: str) -> None:
    """A message went through: whatever was wrong before would be news again."""
    session.execute(WORKING, {"gate": key(workspace_id, channel)})


def resume_channel(session: Session, workspace_id: int, channel: str) -> int:
    """The channel takes messages again; returns how many had waited for it."""
    gate = key(workspace_id, channel)
    session.execute(update(GateRow).where(GateRow.key == gate).values(paused_at=None, reason=None))
    return _wake(session, workspace_id, OutboxRow.channel_gate == gate)


def pause_workspace(session: Session, workspace_id: int, reason: str, clock: datetime) -> bool:
    """Nothing is sent to this workspace until it is resumed, and nothing is lost; False when it was paused already."""
    unpaused = WorkspaceRow.id == workspace_id, WorkspaceRow.paused_at.is_(None)
    paused = session.execute(update(WorkspaceRow).where(*unpaused).values(paused_at=clock, paused_reason=reason))
    _hold(session, workspace_id, reason)
    return cast("CursorResult[Any]", paused).rowcount == 1


def resume_workspace(session: Session, workspace_id: int) -> int:
    """Slack accepts the bot again; returns how many messages had waited. Paused channels stay paused."""
    itself = WorkspaceRow.id == workspace_id
    session.execute(update(WorkspaceRow).where(itself).values(paused_at=None, paused_reason=None))
    return _wake(session, workspace_id, ~_is_paused_channel())


def pauses(session: Session, workspace_id: int) -> list[Pause]:
    """All that is paused in a workspace: itself first, then its channels."""
    found = []
    row = session.get(WorkspaceRow, workspace_id)
    if row is not None and row.paused_at is not None:
        found.append(Pause(None, row.paused_at, row.paused_reason or ""))
    paused = select(GateRow).where(GateRow.workspace_id == workspace_id, GateRow.paused_at.is_not(None))
    for gate in session.scalars(paused.order_by(GateRow.key)):
        found.append(Pause(gate.key.partition(":")[2], gate.paused_at or EPOCH, gate.reason or ""))
    return found


def is_paused(session: Session, workspace_id: int, channel: str) -> bool:
    """Whether nothing is sent to this channel or person for now."""
    paused = GateRow.key == key(workspace_id, channel), GateRow.paused_at.is_not(None)
    return session.scalar(select(GateRow.key).where(*paused)) is not None


def is_workspace_paused(session: Session, workspace_id: int) -> bool:
    """Whether nothing is sent to the whole workspace for now."""
    return session.scalar(PLACE_PAUSED, {"place": workspace_id}) is not None


def _is_paused_channel() -> Any:
    return (
        select(GateRow.key)
        .where(GateRow.key == OutboxRow.channel_gate, GateRow.paused_at.is_not(None))
        .correlate(OutboxRow)
        .exists()
    )


def _hold(session: Session, workspace_id: int, reason: str) -> None:
    waiting = OutboxRow.workspace_id == workspace_id, OutboxRow.state == State.PENDING
    session.execute(update(OutboxRow).where(*waiting).values(state=State.PAUSED, reason=reason))


def _wake(session: Session, workspace_id: int, which: Any) -> int:
    waiting = OutboxRow.workspace_id == workspace_id, OutboxRow.state == State.PAUSED, which
    woken = session.execute(
        update(OutboxRow).where(*waiting).values(state=State.PENDING, reason=None),
        execution_options={"synchronize_session": False},
    )
    return cast("CursorResult[Any]", woken).rowcount
