"""The inbox: what Slack or another system told us, taken in once however often it is told."""

from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from storage.failpoints import failpoint
from storage.once import insert_once
from storage.outbox_rows import InboxRow

KEPT: Final = timedelta(days=7)


def receive(  # noqa: PLR0917 - one gesture, named in full
    session: Session, workspace_id: int, source: str, dedup_key: str, payload: str | None, now: datetime
) -> bool:
    """Takes it in; False when the same was received before, within the last seven days."""
    received = insert_once(
        session,
        InboxRow,
        workspace_id=workspace_id,
        source=source,
        dedup_key=dedup_key,
        received_at=now,
        payload=payload,
        state="received",
    )
    failpoint("inbox.before_commit")
    return received is not None


def prune(session: Session, now: datetime) -> int:
    """Forgets what was received more than seven days ago; returns how much."""
    pruned = session.execute(delete(InboxRow).where(InboxRow.received_at < now - KEPT))
    return cast("CursorResult[Any]", pruned).rowcount
