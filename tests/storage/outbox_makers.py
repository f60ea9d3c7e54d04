"""Messages for the tests of the outbox."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import claims, gates, obligations
from storage.outbox_rows import GateRow, ObligationRow, OutboxRow
from storage.outgoing import Claim, State
from tests.makers import CHANNEL
from tests.moments import at

NINE = at("2026-10-05 09:00")
LEASE = timedelta(seconds=30)


def owe(session: Session, workspace_id: int, occurrence: str, **changes: Any) -> bool:
    """A pacing post is owed to the channel at nine, or what a test wants instead."""
    owed: dict[str, Any] = {
        "workspace_id": workspace_id,
        "agreement_id": 1,
        "terms_id": 1,
        "kind": "sla_pacing",
        "subject": "pacing",
        "occurrence": occurrence,
        "due_at": NINE,
        "to": CHANNEL,
        "lane": "digest",
        "args": {},
        "not_before": NINE,
    }
    return obligations.owe(session, **(owed | changes))


def claim(session: Session, workspace_id: int, owner: str = "one", now: datetime = NINE) -> Claim | None:
    """The next message, at an instant of both clocks; its gates are passed."""
    claimed = claims.claim(session, workspace_id, owner=owner, secret=b"tests", now=now, clock=now, lease=LEASE)
    if claimed is not None:
        claims.start(session, claimed, now)
    return claimed


def open_gates(session: Session, workspace_id: int, channel: str = CHANNEL) -> None:
    """As if a while had passed since the last message."""
    for name in (gates.POST, channel):
        row = session.get_one(GateRow, gates.key(workspace_id, name))
        row.next_allowed_at = NINE
    session.flush()


def obligation_states(session: Session) -> list[str]:
    return list(session.scalars(select(ObligationRow.state).order_by(ObligationRow.id)))


def states(session: Session) -> list[State]:
    rows = session.scalars(select(OutboxRow.state).order_by(OutboxRow.id))
    return [State(state) for state in rows]
