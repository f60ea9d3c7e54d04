"""Doubts: messages of which nobody knows whether they were posted, until somebody looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from storage import obligations, results
from storage.outbox_rows import ObligationRow, OutboxRow
from storage.outgoing import State

ASKED: Final = "asked"
LOST: Final = "lost"
UNMARKED: Final = 2
"""From this degree of plainness on a message carries no marker, so that it can't be found again."""


@dataclass(frozen=True)
class Doubt:
    """A message that may have been posted to `channel` between two instants (the transport's clock)."""

    id: int
    fence: int
    channel: str
    marker: str
    lane: str
    agreement_id: int
    first_attempt_at: datetime
    last_attempt_at: datetime
    is_marked: bool
    was_asked: bool


def lapse(session: Session, workspace_id: int, clock: datetime, settle: timedelta) -> int:
    """What is found being sent although its lease is over becomes a doubt; returns how many.

    One that had no channel yet (a direct message not opened) was surely not posted, and waits again.
    """
    lapsed = OutboxRow.workspace_id == workspace_id, OutboxRow.state == State.SENDING, OutboxRow.lease_until <= clock
    rows = session.scalars(select(OutboxRow).where(*lapsed).order_by(OutboxRow.id).with_for_update(skip_locked=True))
    number = 0
    for row in rows:
        row.state = State.PENDING if row.posted_to is None else State.DOUBT
        row.retry_at = (row.lease_until or clock) + settle
        row.error_class, row.error_code = LOST, None
        number += 1
    session.flush()
    return number


def ready(session: Session, workspace_id: int, clock: datetime) -> list[Doubt]:
    """The doubts whose time to settle is over, by channel."""
    settled = OutboxRow.workspace_id == workspace_id, OutboxRow.state == State.DOUBT, OutboxRow.retry_at <= clock
    rows = session.execute(
        select(OutboxRow, ObligationRow.agreement_id)
        .outerjoin(ObligationRow, ObligationRow.id == OutboxRow.obligation_id)
        .where(*settled)
        .order_by(OutboxRow.posted_to, OutboxRow.id)
    )
    return [_doubt(row, agreement_id or 0, clock) for row, agreement_id in rows]


def found(session: Session, doubt: Doubt, ts: str, now: datetime) -> bool:
    """It was posted as `ts`: it counts as sent. False when somebody else settled this doubt."""
    done = _settled(session, doubt, state=State.SENT, ts=ts, sent_at=now, error_class=None, error_code=None)
    if done:
        results.settle_sent(session, doubt.id, doubt.channel, ts, now)
    return done


def not_there(session: Session, doubt: Doubt, clock: datetime) -> bool:
    """The whole window was read and it is not there: it is sent again."""
    return _settled(session, doubt, state=State.PENDING, retry_at=clock, resent_after_doubt=True)


def repeat(session: Session, doubt: Doubt, clock: datetime) -> bool:
    """It can't be looked for: it is sent again, and says in its first line that it may be a repeat."""
    return _settled(session, doubt, **_repeated(clock))


def ask(session: Session, doubt: Doubt, until: datetime) -> bool:
    """A person is asked; without an answer it is a doubt again at `until` (transport's clock)."""
    return _settled(session, doubt, retry_at=until, error_code=ASKED)


def wait(session: Session, doubt: Doubt, until: datetime) -> bool:
    """The look-up failed for now, and is made again at `until` (transport's clock)."""
    return _settled(session, doubt, retry_at=until)


def drop(session: Session, doubt: Doubt, reason: str) -> bool:
    """It is not sent again, on record."""
    dropped = _settled(session, doubt, state=State.CANCELLED, reason=reason)
    if dropped:
        obligations.close(session, [doubt.id], obligations.CANCELLED, reason)
    return dropped


def post_anyway(session: Session, workspace_id: int, outbox_id: int, clock: datetime) -> bool:
    """A person says that it is not there: it is sent again as a marked repeat. False when it is no doubt any more."""
    return _answered(session, workspace_id, outbox_id, **_repeated(clock))


def it_is_there(session: Session, workspace_id: int, outbox_id: int, now: datetime) -> bool:
    """A person says that it was posted: it counts as sent. False when it is no doubt any more."""
    done = _answered(session, workspace_id, outbox_id, state=State.SENT, sent_at=now, reason="A person found it there.")
    row = session.get(OutboxRow, outbox_id)
    if done and row is not None:
        results.settle_sent(session, outbox_id, row.posted_to or row.channel, None, now)
    return done


def by_channel(doubts: Sequence[Doubt]) -> dict[str, list[Doubt]]:
    """The doubts of each channel, which one look-up settles together."""
    grouped: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        grouped.setdefault(doubt.channel, []).append(doubt)
    return grouped


def _repeated(clock: datetime) -> dict[str, Any]:
    return {"state": State.PENDING, "retry_at": clock, "resent_after_doubt": True, "is_repeat": True}


def _doubt(row: OutboxRow, agreement_id: int, clock: datetime) -> Doubt:
    return Doubt(
        id=row.id,
        fence=row.fence,
        channel=row.posted_to or row.channel,
        marker=row.marker or "",
        lane=row.lane,
        agreement_id=agreement_id,
        first_attempt_at=row.first_attempt_at or clock,
        last_attempt_at=row.last_attempt_at or clock,
        is_marked=row.degraded < UNMARKED,
        was_asked=row.error_code == ASKED,
    )


def _settled(session: Session, doubt: Doubt, **values: Any) -> bool:
    """Only the doubt that was looked for: once it is sent again, its fence has risen."""
    same = OutboxRow.id == doubt.id, OutboxRow.state == State.DOUBT, OutboxRow.fence == doubt.fence
    return _changed(session, same, values)


def _answered(session: Session, workspace_id: int, outbox_id: int, **values: Any) -> bool:
    asked = OutboxRow.id == outbox_id, OutboxRow.workspace_id == workspace_id, OutboxRow.state == State.DOUBT
    return _changed(session, asked, values)


def _changed(session: Session, which: tuple[Any, ...], values: dict[str, Any]) -> bool:
    changed = session.execute(
        update(OutboxRow).where(*which).values(**values), execution_options={"synchronize_session": False}
    )
    return cast("CursorResult[Any]", changed).rowcount == 1
