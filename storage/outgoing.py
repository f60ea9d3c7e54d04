"""Messages on their way, as values: what is to be said, who claimed it, how an attempt ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, String, bindparam, literal_column, select
from sqlalchemy.orm import Session

from storage.base import table_of
from storage.outbox_rows import ObligationRow, OutboxRow

LANES: Final = {"alert": 0, "digest": 1, "fun": 2}
BUNDLE: Final = "sla_follow_up_bundle"
EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
OBLIGATION: Final = table_of(ObligationRow).c
OWED: Final = select(
    OBLIGATION.agreement_id,
    OBLIGATION.terms_id,
    OBLIGATION.kind,
    OBLIGATION.subject,
    OBLIGATION.occurrence,
    OBLIGATION.due_at,
).where(OBLIGATION.id == bindparam("obligation_id"))


class State(StrEnum):
    """Where a message is on its way."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DOUBT = "doubt"
    PAUSED = "paused"
    DEAD = "dead"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


IN_FLIGHT: Final = (State.PENDING, State.SENDING, State.DOUBT)


def spelt(*words: str) -> list[ColumnElement[str]]:
    """Our own words for an `IN`, spelt out as partial indexes have them, which bound values would not match."""
    return [literal_column(f"'{word}'", String) for word in words]


@dataclass(frozen=True)
class Outgoing:
    """What a template renders: the obligation behind a message and the ids that it needs.

    `agreement_id` is 0 for a notice that belongs to no agreement. `to` is the channel or person it was owed to.
    `is_repeat`: it may be a second copy of what was first tried at `first_attempt_at` (the transport's clock).
    `is_edit`: it was posted already and is rendered again to be edited.
    """

    id: int
    workspace_id: int
    agreement_id: int
    terms_id: int | None
    kind: str
    subject: str
    occurrence: str
    template: str
    args: Mapping[str, int | str]
    to: str
    lane: str
    due_at: datetime
    expires_at: datetime | None = None
    is_repeat: bool = False
    first_attempt_at: datetime | None = None
    is_edit: bool = False


@dataclass(frozen=True)
class Cancelled:
    """Said by a template instead of a message: there is nothing to say any more, and why."""

    reason: str


@dataclass(frozen=True)
class Claim:
    """A message that this process alone may send, until its lease ends; the fence proves it."""

    outgoing: Outgoing
    owner: str
    fence: int
    attempts: int
    degraded: int
    marker: str
    client_msg_id: str
    posted_to: str | None
    file_id: str | None
    lease_until: datetime


@dataclass(frozen=True)
class Ending:
    """How an attempt ended, for the record: at an instant of the transport's clock, in a phase, with an outcome."""

    at: datetime
    outcome: str
    phase: str = "post"
    code: str | None = None
    http_status: int | None = None
    retry_after: float | None = None


def outgoing_of(session: Session, row: OutboxRow | Row[Any], *, is_edit: bool = False) -> Outgoing:
    """The value of a row, with its obligation. A bundle has none of its own: it stands for its members'."""
    asked = {"obligation_id": row.obligation_id}
    owed = session.execute(OWED, asked).one() if row.obligation_id else None
    return Outgoing(
        id=row.id,
        workspace_id=row.workspace_id,
        agreement_id=owed.agreement_id if owed else 0,
        terms_id=owed.terms_id if owed else None,
        kind=owed.kind if owed else row.template,
        subject=owed.subject if owed else row.template,
        occurrence=owed.occurrence if owed else str(row.id),
        template=row.template,
        args=json.loads(row.args),
        to=row.channel,
        lane=row.lane,
        due_at=owed.due_at if owed else row.not_before,
        expires_at=row.expires_at,
        is_repeat=row.is_repeat,
        first_attempt_at=row.first_attempt_at,
        is_edit=is_edit,
    )
