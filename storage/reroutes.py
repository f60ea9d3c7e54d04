"""Reroutes: what a channel or person refuses goes to whoever answers for it, with a word on why."""

import json
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from storage import gates, obligations
from storage.base import table_of
from storage.outbox_rows import GateRow, OutboxRow
from storage.outgoing import State
from storage.workspaces import WorkspaceRow

MEANT_FOR: Final = "meant_for"
AT_ONCE: Final = 100
MESSAGE: Final = table_of(OutboxRow).c
GATE: Final = table_of(GateRow).c
IS_SHUT: Final = select(GATE.key).where(GATE.key == MESSAGE.channel_gate, GATE.paused_at.is_not(None)).exists()
STRANDED: Final = (
    select(MESSAGE.id)
    .where(MESSAGE.workspace_id == bindparam("place"), MESSAGE.state == State.PENDING, IS_SHUT)
    .order_by(MESSAGE.id)
    .limit(AT_ONCE)
)


def stranded(session: Session, workspace_id: int) -> list[int]:
    """Messages that wait for a paused channel or person."""
    return list(session.scalars(STRANDED, {"place": workspace_id}))


def reroute(session: Session, outbox_id: int, reason: str, now: datetime) -> str | None:
    """A waiting message goes to its fallback, else to the admin, instead; returns to whom.

    With nobody left to tell it is paused, and goes out when its channel is resumed; then None.
    """
    row = session.scalars(select(OutboxRow).where(OutboxRow.id == outbox_id, OutboxRow.state == State.PENDING)).first()
    if row is None:
        return None
    to = _next_best(session, row)
    if to is None:
        _set(session, row.id, State.PAUSED, reason)
        return None
    _set(session, row.id, State.CANCELLED, f"{reason} It went to {to} instead.")
    _copy(session, row, to)
    return to


def _next_best(session: Session, row: OutboxRow) -> str | None:
    admin = session.scalars(select(WorkspaceRow.admin).where(WorkspaceRow.id == row.workspace_id)).first()
    refused = {row.channel, json.loads(row.args).get(MEANT_FOR)}
    others = (to for to in (row.fallback, admin) if to and to not in refused)
    return next((to for to in others if not gates.is_paused(session, row.workspace_id, to)), None)


def _copy(session: Session, row: OutboxRow, to: str) -> None:
    args = {MEANT_FOR: row.channel} | json.loads(row.args)
    copied = obligations.enqueue(
        session,
        row.workspace_id,
        obligation_id=row.obligation_id,
        dedup_key=obligations.clipped(f"{row.dedup_key}>{to}", 400),
        to=to,
        lane=row.lane,
        template=row.template,
        args=args,
        not_before=row.not_before,
        expires_at=row.expires_at,
        fallback=row.fallback,
    )
    members = update(OutboxRow).where(OutboxRow.bundle_id == row.id).values(bundle_id=copied)
    session.execute(members, execution_options={"synchronize_session": False})


def _set(session: Session, outbox_id: int, state: State, reason: str) -> None:
    session.execute(update(OutboxRow).where(OutboxRow.id == outbox_id).values(state=state, reason=reason))
