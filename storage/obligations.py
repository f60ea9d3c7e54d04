"""What must be said: each thing once, written down together with the fact that calls for it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, or_, select, update
from sqlalchemy.orm import Session

from storage import gates
from storage.base import table_of
from storage.once import insert_once
from storage.outbox_rows import ObligationRow, OutboxRow
from storage.outgoing import LANES, State

ENQUEUED: Final = "enqueued"
MET: Final = "met"
CANCELLED: Final = "cancelled"
EXPIRED: Final = "expired"
_KEY_LENGTH: Final = 200
_DEDUP_LENGTH: Final = 400
OBLIGATIONS: Final = table_of(ObligationRow)
MESSAGE: Final = table_of(OutboxRow).c
THESE: Final[BindParameter[Any]] = bindparam("outbox_ids", expanding=True)
BEHIND: Final = select(MESSAGE.obligation_id).where(
    or_(MESSAGE.id.in_(THESE), MESSAGE.bundle_id.in_(THESE)), MESSAGE.obligation_id.is_not(None)
)
CLOSING: Final = (
    update(OBLIGATIONS)
    .where(OBLIGATIONS.c.id.in_(BEHIND), OBLIGATIONS.c.state == ENQUEUED)
    .values(state=bindparam("new_state"), reason=bindparam("new_reason"))
)


def owe(
    session: Session,
    *,
    workspace_id: int,
    agreement_id: int,
    terms_id: int | None,
    kind: str,
    subject: str,
    occurrence: str,
    due_at: datetime,
    to: str,
    lane: str,
    args: Mapping[str, int | str],
    not_before: datetime,
    expires_at: datetime | None = None,
    template: str | None = None,
    fallback: str | None = None,
) -> bool:
    """The message will be sent once, from `not_before` on; False, and nothing changes, when it was owed already.

    `to` is a channel or a person; `fallback` is told where Slack won't post there. One that would have expired by
    `not_before` is recorded as expired and not sent. `args` holds ids only: the message is rendered when it is sent.
    """
    keys: dict[str, Any] = {"workspace_id": workspace_id, "agreement_id": agreement_id, "terms_id": terms_id}
    keys |= {"kind": kind, "subject": subject, "occurrence": occurrence, "due_at": due_at}
    if expires_at is not None and expires_at <= not_before:
        _record(session, keys, EXPIRED, f"It was too late to say it at {not_before:%Y-%m-%d %H:%M} UTC.")
        return False
    owed = _record(session, keys, ENQUEUED)
    if owed is None:
        return False
    dedup_key = clipped(f"{kind}:{agreement_id}:{subject}:{occurrence}:{to}", _DEDUP_LENGTH)
    said: dict[str, Any] = {"to": to, "lane": lane, "template": template or kind, "args": args, "fallback": fallback}
    said |= {"dedup_key": dedup_key, "not_before": not_before, "expires_at": expires_at}
    return enqueue(session, workspace_id, obligation_id=owed, **said) is not None


def enqueue(
    session: Session,
    workspace_id: int,
    *,
    dedup_key: str,
    to: str,
    lane: str,
    template: str,
    args: Mapping[str, int | str],
    not_before: datetime,
    obligation_id: int | None = None,
    expires_at: datetime | None = None,
    fallback: str | None = None,
) -> int | None:
    """A row of the outbox; returns its id, or None when that message is there already."""
    gates.add(session, workspace_id, gates.POST, to)
    return insert_once(
        session,
        OutboxRow,
        workspace_id=workspace_id,
        obligation_id=obligation_id,
        dedup_key=dedup_key,
        channel=to,
        fallback=fallback,
        lane=lane,
        lane_rank=LANES[lane],
        conv=f"{workspace_id}:{to}:{lane}",
        method_gate=gates.key(workspace_id, gates.POST),
        channel_gate=gates.key(workspace_id, to),
        template=template,
        args=json.dumps(dict(args), sort_keys=True),
        not_before=not_before,
        expires_at=expires_at,
        state=State.PENDING,
        created_at=not_before,
    )


def skip(
    session: Session,
    *,
    workspace_id: int,
    agreement_id: int,
    terms_id: int | None,
    kind: str,
    subject: str,
    occurrence: str,
    due_at: datetime,
    reason: str,
) -> bool:
    """Records what was due and is not said, and why; False when it was owed or skipped already."""
    keys: dict[str, Any] = {"workspace_id": workspace_id, "agreement_id": agreement_id, "terms_id": terms_id}
    keys |= {"kind": kind, "subject": subject, "occurrence": occurrence, "due_at": due_at}
    return _record(session, keys, EXPIRED, reason) is not None


def cancel(session: Session, workspace_id: int, kind: str | None, subject: str, reason: str) -> int:
    """What waits to be said about the subject (of this kind, or of any) is not said; returns how many messages.

    What is being sent at this moment stands.
    """
    about = ObligationRow.workspace_id == workspace_id, ObligationRow.subject == clipped(subject)
    of_kind = (ObligationRow.kind == kind,) if kind else ()
    owed = select(ObligationRow.id).where(*about, *of_kind, ObligationRow.state == ENQUEUED)
    waiting = OutboxRow.obligation_id.in_(owed), OutboxRow.state.in_((State.PENDING, State.PAUSED))
    stopped = update(OutboxRow).where(OutboxRow.workspace_id == workspace_id, *waiting)
    ids = session.scalars(
        stopped.values(state=State.CANCELLED, reason=reason).returning(OutboxRow.id),
        execution_options={"synchronize_session": False},
    ).all()
    close(session, ids, CANCELLED, reason)
    return len(ids)


def close(session: Session, outbox_ids: Sequence[int], state: str, reason: str | None = None) -> None:
    """The obligations behind these messages, and behind the members of bundles, are met, cancelled or expired."""
    if outbox_ids:
        session.execute(CLOSING, {"outbox_ids": list(outbox_ids), "new_state": state, "new_reason": reason})


def _record(session: Session, keys: dict[str, Any], state: str, reason: str | None = None) -> int | None:
    """The obligation, on record; its id, or None when it was there already."""
    clips = {name: clipped(keys[name]) for name in ("subject", "occurrence")}
    return insert_once(session, ObligationRow, **(keys | clips), state=state, reason=reason)


def clipped(text: str, length: int = _KEY_LENGTH) -> str:
    """A key that fits its column: a longer one keeps its beginning and gets a hash of the whole."""
    if len(text) <= length:
        return text
    return f"{text[: length - 33]}~{hashlib.sha256(text.encode()).hexdigest()[:32]}"
