"""Bundles: more than three alerts that wait for one person go out as one message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from storage import obligations
from storage.base import table_of
from storage.claims import is_person
from storage.outbox_rows import OutboxRow
from storage.outgoing import BUNDLE, Outgoing, State, outgoing_of, spelt

MOST_ALONE: Final = 3
BUNDLED: Final = ("sla_follow_up_warning", "sla_follow_up_overdue")
MESSAGE: Final = table_of(OutboxRow).c
IS_ALONE: Final = (
    MESSAGE.workspace_id == bindparam("place"),
    MESSAGE.state == State.PENDING,
    MESSAGE.template.in_(spelt(*BUNDLED)),
    MESSAGE.attempts == 0,
    MESSAGE.is_repeat.is_(False),
    MESSAGE.not_before <= bindparam("this_now"),
)
CROWDED: Final = select(MESSAGE.conv).where(*IS_ALONE).group_by(MESSAGE.conv).having(func.count() > MOST_ALONE)
IS_CROWDED: Final = CROWDED.limit(1)


def gather(session: Session, workspace_id: int, now: datetime) -> int:
    """Alerts due by `now`, more than three for one person, become one bundle each; returns how many."""
    crowded = session.scalars(CROWDED.order_by(MESSAGE.conv), _by(workspace_id, now)).all()
    return sum(_bundle(session, workspace_id, conv, now) for conv in crowded)


def is_crowded(session: Session, workspace_id: int, now: datetime) -> bool:
    """Whether anybody has alerts to bundle."""
    return session.scalars(IS_CROWDED, _by(workspace_id, now)).first() is not None


def members(session: Session, workspace_id: int, bundle_id: int) -> list[Outgoing]:
    """The alerts that a bundle stands for, in the order in which they were owed."""
    ours = OutboxRow.workspace_id == workspace_id, OutboxRow.bundle_id == bundle_id
    rows = session.scalars(select(OutboxRow).where(*ours).order_by(OutboxRow.id))
    return [outgoing_of(session, row) for row in rows]


def leave_out(session: Session, member: Outgoing, reason: str) -> None:
    """There is nothing to say any more about this member: the bundle goes without it."""
    obligations.close(session, [member.id], obligations.CANCELLED, reason)
    out = {"bundle_id": None, "state": State.CANCELLED, "reason": reason}
    session.execute(update(OutboxRow).where(OutboxRow.id == member.id).values(**out))


def _by(workspace_id: int, now: datetime) -> dict[str, Any]:
    return {"place": workspace_id, "this_now": now}


def _bundle(session: Session, workspace_id: int, conv: str, now: datetime) -> int:
    theirs = select(OutboxRow).where(*IS_ALONE, OutboxRow.conv == conv).order_by(OutboxRow.id)
    rows = session.scalars(theirs.with_for_update(skip_locked=True), _by(workspace_id, now)).all()
    if len(rows) <= MOST_ALONE or not is_person(rows[0].channel):
        return 0
    bundle_id = _enqueue(session, workspace_id, rows, now)
    for row in rows:
        row.bundle_id, row.state, row.reason = bundle_id, State.CANCELLED, "It went out in one message with others."
    session.flush()
    return 1


def _enqueue(session: Session, workspace_id: int, rows: Sequence[OutboxRow], now: datetime) -> int | None:
    ends = [row.expires_at for row in rows]
    return obligations.enqueue(
        session,
        workspace_id,
        dedup_key=f"{BUNDLE}:{rows[0].id}:{rows[-1].id}",
        to=rows[0].channel,
        lane=rows[0].lane,
        template=BUNDLE,
        args={},
        not_before=now,
        expires_at=None if None in ends else max(end for end in ends if end is not None),
        fallback=rows[0].fallback,
    )
