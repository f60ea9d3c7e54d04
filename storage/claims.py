"""Claiming: one message goes to one sender, in order within its conversation, and through open gates only."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from storage import gates, markers
from storage.base import Id, UtcDateTime, table_of
from storage.outbox_rows import GateRow, OutboxRow, SendAttemptRow
from storage.outgoing import IN_FLIGHT, Claim, State, outgoing_of, spelt
from storage.workspaces import PersonRow, WorkspaceRow

OUTBOX = table_of(OutboxRow)
MESSAGE, GATE, PLACE, PERSON = OUTBOX.c, *(table_of(row).c for row in (GateRow, WorkspaceRow, PersonRow))
TEAM = select(PLACE.team_id).where(PLACE.id == bindparam("place"))
DM = select(PERSON.dm).where(PERSON.workspace_id == bindparam("place"), PERSON.user_id == bindparam("user_id"))
STARTING = insert(table_of(SendAttemptRow))
MARKING = (
    update(OUTBOX)
    .where(MESSAGE.id == bindparam("this_id"))
    .values({name: bindparam(f"new_{name}") for name in ("marker", "client_msg_id", "posted_to")})
)


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
    row = session.execute(_claiming(), given).first()
    return None if row is None else _marked(session, row, owner, secret, clock + lease)


def begin(session: Session) -> None:
    """Waits for the right to write, so that a clock read afterwards is not old when it is used."""
    session.connection()


def start(session: Session, claimed: Claim, clock: datetime) -> None:
    """Passes the gates and records that an attempt begins; raises GateShut: then the claim's transaction must go."""
    outgoing = claimed.outgoing
    gates.pass_through(session, outgoing.workspace_id, (gates.POST, outgoing.to), clock)
    begun = {"workspace_id": outgoing.workspace_id, "outbox_id": outgoing.id}
    session.execute(STARTING, begun | {"number": claimed.fence, "started_at": clock})


def is_behind(row: Any, now: Any) -> ColumnElement[bool]:
    """Whether an earlier message of the same conversation must go first: one that is due, being sent or doubtful.

    `row` is the columns of the outbox, or of an alias of it. An earlier one that is not due yet (it waits for the next
    opening, say) holds nothing up.
    """
    earlier = OUTBOX.alias().c
    is_due = or_(earlier.state != State.PENDING, earlier.not_before <= now)
    return exists().where(earlier.conv == row.conv, earlier.id < row.id, earlier.state.in_(spelt(*IN_FLIGHT)), is_due)


@cache
def _claiming() -> ReturningUpdate[Any]:
    """The claim's statement, built once: on PostgreSQL it passes by rows that another sender is just claiming."""
    outbox = OUTBOX.alias()
    waiting = outbox.c
    clock = bindparam("this_clock", type_=UtcDateTime())
    head = (
        select(waiting.id)
        .where(*_claimable(waiting, bindparam("this_now", type_=UtcDateTime()), clock))
        .order_by(waiting.lane_rank, waiting.id)
        .limit(1)
        .with_for_update(of=outbox, skip_locked=True)
        .cte("head")
    )
    return (
        update(OUTBOX)
        .where(MESSAGE.id.in_(select(head.c.id)), MESSAGE.state == State.PENDING)
        .values(
            state=State.SENDING,
            owner=bindparam("me"),
            fence=MESSAGE.fence + 1,
            attempts=MESSAGE.attempts + 1,
            lease_until=bindparam("until", type_=UtcDateTime()),
            retry_at=None,
            first_attempt_at=func.coalesce(MESSAGE.first_attempt_at, clock),
            last_attempt_at=clock,
        )
        .returning(*MESSAGE)
    )


def _claimable(row: Any, now: Any, clock: Any) -> tuple[ColumnElement[bool], ...]:
    place = bindparam("place", type_=Id)
    shut = and_(
        GATE.key.in_((row.method_gate, row.channel_gate)),
        or_(GATE.next_allowed_at > clock, GATE.paused_at.is_not(None)),
    )
    paused = exists().where(PLACE.id == place, PLACE.paused_at.is_not(None))
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


def _marked(session: Session, row: Row[Any], owner: str, secret: bytes, lease_until: datetime) -> Claim:
    marker, client_msg_id = row.marker, row.client_msg_id
    if marker is None or client_msg_id is None:
        team = session.scalars(TEAM, {"place": row.workspace_id}).one()
        marker = markers.marker(secret, team, row.dedup_key)
        client_msg_id = markers.client_msg_id(marker)
    posted_to = row.posted_to or _channel_of(session, row)
    if (marker, client_msg_id, posted_to) != (row.marker, row.client_msg_id, row.posted_to):
        marks = {"new_marker": marker, "new_client_msg_id": client_msg_id, "new_posted_to": posted_to}
        session.execute(MARKING, {"this_id": row.id, **marks})
    return Claim(
        outgoing=outgoing_of(session, row),
        owner=owner,
        fence=row.fence,
        attempts=row.attempts,
        degraded=row.degraded,
        marker=marker,
        client_msg_id=client_msg_id,
        posted_to=posted_to,
        file_id=row.file_id,
        lease_until=lease_until,
    )


def _channel_of(session: Session, row: Row[Any]) -> str | None:
    """A channel is its own; a person's is known once it was opened."""
    channel: str = row.channel
    if not is_person(channel):
        return channel
    return session.scalars(DM, {"place": row.workspace_id, "user_id": channel}).first()


def is_person(to: str) -> bool:
    """Whether a destination is a person (`U…`, `W…`) and not a channel."""
    return to.startswith(("U", "W"))
