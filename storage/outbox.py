"""The outbox: what waits to be sent, when it is worth looking again, and what became of the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, ScalarSelect, Select, bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from storage import gates, obligations
from storage.base import Id, UtcDateTime, table_of
from storage.claims import is_behind
from storage.outbox_rows import GateRow, ObligationRow, OutboxRow
from storage.outgoing import EPOCH, IN_FLIGHT, Outgoing, State, outgoing_of, spelt

OUTBOX = table_of(OutboxRow)
MESSAGE, OBLIGATION, GATES = OUTBOX.c, table_of(ObligationRow).c, table_of(GateRow)
NOW = bindparam("this_now", type_=UtcDateTime())
OURS = MESSAGE.workspace_id == bindparam("place", type_=Id)
IS_WAITING = MESSAGE.state.in_(spelt(State.PENDING, State.PAUSED))
IS_LATE = OURS, IS_WAITING, MESSAGE.expires_at <= NOW
LATE = select(MESSAGE.id).where(*IS_LATE).limit(1)
AT_WORK = select(MESSAGE.state).where(OURS, MESSAGE.state.in_(spelt(*IN_FLIGHT, State.PAUSED))).distinct()


@dataclass(frozen=True)
class Sent:
    """One message of an agreement, for a person who wants to know what became of it."""

    id: int
    kind: str
    subject: str
    to: str
    due_at: datetime
    state: State
    reason: str | None
    sent_at: datetime | None
    posted_to: str | None
    ts: str | None
    is_repeat: bool


def at_work(session: Session, workspace_id: int) -> frozenset[State]:
    """In which states messages wait or are on their way; empty when there is nothing to deliver."""
    return frozenset(State(state) for state in session.scalars(AT_WORK, {"place": workspace_id}))


def has_expired(session: Session, workspace_id: int, now: datetime) -> bool:
    """Whether any message is too late by now."""
    return session.scalars(LATE, {"place": workspace_id, "this_now": now}).first() is not None


def expire(session: Session, workspace_id: int, now: datetime) -> int:
    """What could not be sent before its `expires_at` is not sent any more, on record; returns how many."""
    reason = f"It could not be sent in time; it was dropped at {now:%Y-%m-%d %H:%M} UTC."
    ids = session.scalars(
        update(OUTBOX).where(*IS_LATE).values(state=State.EXPIRED, reason=reason).returning(MESSAGE.id),
        {"place": workspace_id, "this_now": now},
    ).all()
    obligations.close(session, ids, obligations.EXPIRED, reason)
    return len(ids)


def requeue(session: Session, workspace_id: int, outbox_id: int, now: datetime) -> bool:
    """A dead message is sent again from its fullest form on; False when it is not dead."""
    dead = OutboxRow.workspace_id == workspace_id, OutboxRow.id == outbox_id, OutboxRow.state == State.DEAD
    fresh = {"state": State.PENDING, "attempts": 0, "degraded": 0, "reason": None, "expires_at": None, "retry_at": None}
    woken = session.scalars(update(OutboxRow).where(*dead).values(**fresh, not_before=now).returning(OutboxRow.id))
    return woken.first() is not None


def edit(session: Session, workspace_id: int, kind: str | tuple[str, ...], subject: str) -> int:
    """What was posted of this kind, or of these, about the subject is rendered again and edited; how many.

    What went out in a bundle is edited there.
    """
    kinds = (kind,) if isinstance(kind, str) else kind
    about = {"place": workspace_id, "these_kinds": kinds, "this_subject": obligations.clipped(subject)}
    return len(session.scalars(_editing(), about).all())


def by_id(session: Session, workspace_id: int, outbox_id: int) -> Outgoing | None:
    """The message of this number, as its template sees it; None when there is none."""
    row = session.get(OutboxRow, outbox_id)
    return outgoing_of(session, row) if row is not None and row.workspace_id == workspace_id else None


def messages(session: Session, workspace_id: int, agreement_id: int | None = None) -> Iterator[Sent]:
    """Every message of an agreement (or of the workspace), oldest first, whatever became of it."""
    wanted = (
        select(OutboxRow, ObligationRow)
        .join(ObligationRow, ObligationRow.id == OutboxRow.obligation_id)
        .where(OutboxRow.workspace_id == workspace_id)
        .order_by(OutboxRow.id)
    )
    if agreement_id is not None:
        wanted = wanted.where(ObligationRow.agreement_id == agreement_id)
    for row, owed in session.execute(wanted):
        yield Sent(
            id=row.id,
            kind=owed.kind,
            subject=owed.subject,
            to=row.channel,
            due_at=owed.due_at,
            state=State(row.state),
            reason=row.reason,
            sent_at=row.sent_at,
            posted_to=row.posted_to,
            ts=row.ts,
            is_repeat=row.is_repeat,
        )


def counts(session: Session, workspace_id: int) -> dict[State, int]:
    """How many messages are in each state."""
    grouped = select(OutboxRow.state, func.count()).where(OutboxRow.workspace_id == workspace_id)
    return {State(state): number for state, number in session.execute(grouped.group_by(OutboxRow.state))}


def oldest_due(session: Session, workspace_id: int, now: datetime) -> datetime | None:
    """Since when the oldest message that is due by `now` has waited; None when none waits."""
    due = OutboxRow.workspace_id == workspace_id, OutboxRow.state.in_(IN_FLIGHT), OutboxRow.not_before <= now
    return session.scalar(select(func.min(OutboxRow.not_before)).where(*due))


def next_due(session: Session, workspace_id: int, now: datetime) -> datetime | None:
    """When to deliver again, where what is due and the transport follow one clock; at or before `now`: at once."""
    ahead = _ahead(session, workspace_id, now)
    candidates = (_opening(session, ahead, workspace_id, now), ahead.later_at, ahead.too_late_at)
    return min((instant for instant in candidates if instant is not None), default=None)


def next_opening(session: Session, workspace_id: int, now: datetime) -> datetime | None:
    """When, by the transport's clock, something that is due by `now` can go on; None when nothing of it waits.

    Gates, further tries, leases, doubts and edits are looked at; what is paused waits for people.
    """
    return _opening(session, _ahead(session, workspace_id, now), workspace_id, now)


def _ahead(session: Session, workspace_id: int, now: datetime) -> Row[Any]:
    history = gates.key(workspace_id, gates.HISTORY)
    return session.execute(_lying_ahead(), {"place": workspace_id, "history": history, "this_now": now}).one()


def _opening(session: Session, ahead: Row[Any], workspace_id: int, now: datetime) -> datetime | None:
    candidates = [ahead.lease_until]
    if ahead.paused_at is None:
        doubt_at = ahead.settles_at and max(ahead.settles_at, ahead.history_at or ahead.settles_at)
        candidates += [doubt_at, ahead.edit_at, *(_heads(session, workspace_id, now) if ahead.due_since else ())]
    return min((instant for instant in candidates if instant is not None), default=None)


def _heads(session: Session, workspace_id: int, now: datetime) -> Iterator[datetime]:
    for instants in session.execute(_open_heads(), {"place": workspace_id, "this_now": now}):
        yield max(instant for instant in instants if instant is not None)


@cache
def _open_heads() -> Select[datetime | None, datetime, datetime]:
    method, channel = GATES.alias().c, GATES.alias().c
    is_due = OURS, MESSAGE.state == State.PENDING, MESSAGE.not_before <= NOW, ~is_behind(MESSAGE, NOW)
    return (
        select(MESSAGE.retry_at, method.next_allowed_at, channel.next_allowed_at)
        .where(*is_due, method.key == MESSAGE.method_gate, channel.key == MESSAGE.channel_gate)
        .where(method.paused_at.is_(None), channel.paused_at.is_(None))
    )


@cache
def _lying_ahead() -> Select[Any]:
    """When a sender that is at work now counts as dead, a doubt has settled and may be looked for, an edit is due.

    Since when messages wait that are due, when the next one is due, and when the next one is too late.
    """
    look_ups = select(GATES.c.next_allowed_at).where(GATES.c.key == bindparam("history"))
    is_pending = MESSAGE.state == State.PENDING
    return select(
        _first(MESSAGE.lease_until, MESSAGE.state == State.SENDING).label("lease_until"),
        _first(MESSAGE.retry_at, MESSAGE.state == State.DOUBT).label("settles_at"),
        look_ups.scalar_subquery().label("history_at"),
        _first(MESSAGE.edit_at, MESSAGE.edit_at.is_not(None)).label("edit_at"),
        gates.PLACE_PAUSED.scalar_subquery().label("paused_at"),
        _first(MESSAGE.not_before, is_pending, MESSAGE.not_before <= NOW).label("due_since"),
        _first(MESSAGE.not_before, is_pending, MESSAGE.not_before > NOW).label("later_at"),
        _first(MESSAGE.expires_at, IS_WAITING, MESSAGE.expires_at > NOW).label("too_late_at"),
    )


def _first(instant: Column[Any], *when: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.min(instant)).where(OURS, *when).scalar_subquery()


@cache
def _editing() -> ReturningUpdate[Any]:
    of_kind = OBLIGATION.kind.in_(bindparam("these_kinds", expanding=True))
    about = OBLIGATION.workspace_id == bindparam("place"), OBLIGATION.subject == bindparam("this_subject")
    owed = select(OBLIGATION.id).where(*about, of_kind)
    bundles = select(MESSAGE.bundle_id).where(MESSAGE.obligation_id.in_(owed), MESSAGE.bundle_id.is_not(None))
    found = MESSAGE.obligation_id.in_(owed) | MESSAGE.id.in_(bundles)
    posted = found, MESSAGE.bundle_id.is_(None), MESSAGE.state == State.SENT, MESSAGE.ts.is_not(None)
    return update(OUTBOX).where(*posted).values(edit_at=EPOCH).returning(MESSAGE.id)
