"""Messages that were posted and are to be edited."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from storage.base import UtcDateTime, table_of
from storage.outbox_rows import OutboxRow
from storage.outgoing import Claim, State, outgoing_of

AT_ONCE: Final = 50
OUTBOX: Final = table_of(OutboxRow)
MESSAGE: Final = OUTBOX.c
IS_ASKED: Final = MESSAGE.edit_at <= bindparam("this_clock")
AGAIN_AT: Final = bindparam("again_at", type_=UtcDateTime())
ITSELF: Final = MESSAGE.id == bindparam("this_id")
DUE: Final = (
    select(MESSAGE.id)
    .where(MESSAGE.workspace_id == bindparam("place"), MESSAGE.state == State.SENT, MESSAGE.ts.is_not(None))
    .where(IS_ASKED)
    .order_by(MESSAGE.id)
    .limit(AT_ONCE)
)
TAKING: Final = update(OUTBOX).where(ITSELF, IS_ASKED).values(edit_at=AGAIN_AT).returning(*MESSAGE)
DONE: Final = update(OUTBOX).where(ITSELF, MESSAGE.edit_at == AGAIN_AT).values(edit_at=None)


@dataclass(frozen=True)
class Edit:
    """A posted message, with what is needed to compose it again; tried again at `again_at` (transport's clock)."""

    claim: Claim
    channel: str
    ts: str
    again_at: datetime


def due(session: Session, workspace_id: int, clock: datetime) -> list[int]:
    """The messages to be edited by `clock`, oldest first."""
    return list(session.scalars(DUE, {"place": workspace_id, "this_clock": clock}))


def take(session: Session, outbox_id: int, clock: datetime, again_at: datetime) -> Edit | None:
    """The edit, for the caller alone until `again_at`; None when somebody else took it."""
    wanted = {"this_id": outbox_id, "this_clock": clock, "again_at": again_at}
    row = session.execute(TAKING, wanted).first()
    return None if row is None else _edit(session, row, again_at)


def done(session: Session, edit: Edit) -> None:
    """It was edited, or can't be; another edit that was asked for meanwhile stays due."""
    same = {"this_id": edit.claim.outgoing.id, "again_at": edit.again_at}
    session.execute(DONE, same)


def _edit(session: Session, row: Row[Any], again_at: datetime) -> Edit:
    claim = Claim(
        outgoing=outgoing_of(session, row, is_edit=True),
        owner=row.owner or "",
        fence=row.fence,
        attempts=row.attempts,
        degraded=row.degraded,
        marker=row.marker or "",
        client_msg_id=row.client_msg_id or "",
        posted_to=row.posted_to,
        file_id=row.file_id,
        lease_until=row.lease_until or row.created_at,
    )
    return Edit(claim, row.posted_to or row.channel, row.ts or "", again_at)
