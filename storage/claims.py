"""Claiming: one message goes to one sender, in order within its conversation, and through open gates only."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.dml import ReturningUpdate

from storage import gates, markers
from storage.base import Id, UtcDateTime
from storage.outbox_rows import GateRow, OutboxRow, SendAttemptRow
from storage.outgoing import IN_FLIGHT, Claim, State, outgoing_of
from storage.workspaces import PersonRow, WorkspaceRow


def claim(
    session: Session,
    workspace_id: int,
    *,
    owner: str,
    secret: bytes,
    now: datetime,
    clock: datetime,
    lease: timedelta,
) -> Claim | None:
    """The next message that is due by `now`, given to `owner` until `clock` + `lease`; None when there is none.

    Alerts go before digests, digests before fun. `clock` is the transport's: leases, gates and attempts follow it.
    """
    given = {"place": workspace_id, "me": owner, "this_now": now, "this_clock": clock, "until": clock + lease}
    row = session.scalars(_claiming(), given, execution_options={"synchronize_session": False}).first()
    return None if row is None else _marked(session, row, owner, secret, clock + lease)


def begin(session: Session) -> None:
    """Waits for the right to write, so that a clock read afterwards is not old when it is used."""
    session.connection()


def start(session: Session, claimed: Claim, clock: datetime) -> None:
    """Passes the gates and records that an attempt begins; raises GateShut: then the claim's transaction must go."""
    outgoing = claimed.outgoing
    gates.pass_through(session, outgoing.workspace_id, (gates.POST, outgoing.to), clock)
    session.add(
        SendAttemptRow(
            workspace_id=outgoing.workspace_id, outbox_id=outgoing.id, number=claimed.fence, started_at=clock
        )
    )


def is_behind(row: Any, now: Any) -> ColumnElement[bool]:
    """Whether an earlier message of the same conversation must go first: one that is due, being sent or doubtful.

    An earlier one that is not due yet (it waits for the next opening, say) holds nothing up.
    """
    earlier = aliased(OutboxRow)
    is_due = or_(earlier.state != State.PENDING, earlier.not_before <= now)
    return exists().where(earlier.conv == row.conv, earlier.id < row.id, earlier.state.in_(IN_FLIGHT), is_due)


@cache
def _claiming() -> ReturningUpdate[OutboxRow]:
    """The claim's statement, built once: on PostgreSQL it passes by rows that another sender is just claiming."""
    waiting = aliased(OutboxRow)
    clock = bindparam("this_clock", type_=UtcDateTime())
    head = (
        select(waiting.id)
        .where(*_claimable(waiting, bindparam("this_now", type_=UtcDateTime()), clock))
        .order_by(waiting.lane_rank, waiting.id)
        .limit(1)
        .with_for_update(of=waiting, skip_locked=True)
        .cte("head")
    )
    return (
        update(OutboxRow)
        .where(OutboxRow.id.in_(select(head.c.id)), OutboxRow.state == State.PENDING)
        .values(
            state=State.SENDING,
            owner=bindparam("me"),
            fence=OutboxRow.fence + 1,
            attempts=OutboxRow.attempts + 1,
            lease_until=bindparam("until", type_=UtcDateTime()),
            retry_at=None,
            first_attempt_at=func.coalesce(OutboxRow.first_attempt_at, clock),
            last_attempt_at=clock,
        )
        .returning(OutboxRow)
    )


def _claimable(row: Any, now: Any, clock: Any) -> tuple[ColumnElement[bool], ...]:
    place = bindparam("place", type_=Id)
    shut = and_(
        GateRow.key.in_((row.method_gate, row.channel_gate)),
        or_(GateRow.next_allowed_at > clock, GateRow.paused_at.is_not(None)),
    )
    paused = exists().where(WorkspaceRow.id == place, WorkspaceRow.paused_at.is_not(None))
    return (
        row.workspace_id == place,
        row.state == State.PENDING,
        row.not_before <= now,
        or_(row.expires_at.is_(None), row.expires_at > now),
        or_(row.retry_at.is_(None), row.retry_at <= clock),
        ~is_behind(row, now),
        ~exists().where(shut),
        ~paused,
    )


def _marked(session: Session, row: OutboxRow, owner: str, secret: bytes, lease_until: datetime) -> Claim:
    if row.marker is None or row.client_msg_id is None:
        team = session.scalars(select(WorkspaceRow.team_id).where(WorkspaceRow.id == row.workspace_id)).one()
        row.marker = markers.marker(secret, team, row.dedup_key)
        row.client_msg_id = markers.client_msg_id(row.marker)
    row.posted_to = row.posted_to or _channel_of(session, row)
    session.flush()
    return Claim(
        outgoing=outgoing_of(session, row),
        owner=owner,
        fence=row.fence,
        attempts=row.attempts,
        degraded=row.degraded,
        marker=row.marker,
        client_msg_id=row.client_msg_id,
        posted_to=row.posted_to,
        file_id=row.file_id,
        lease_until=lease_until,
    )


def _channel_of(session: Session, row: OutboxRow) -> str | None:
    """A channel is its own; a person's is known once it was opened."""
    if not is_person(row.channel):
        return row.channel
    known = PersonRow.workspace_id == row.workspace_id, PersonRow.user_id == row.channel
    return session.scalars(select(PersonRow.dm).where(*known)).first()


def is_person(to: str) -> bool:
    """Whether a destination is a person (`U…`, `W…`) and not a channel."""
    return to.startswith(("U", "W"))
