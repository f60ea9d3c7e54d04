"""`run --restored`: what the bot may have said since the backup was made is looked for before it is said again."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.foundation import Foundation
from bot.sender import MARKERS
from bot.slack import WebApi
from bot.work import Work
from storage.claims import is_person
from storage.markers import marker
from storage.outbox_rows import InboxRow, OutboxRow
from storage.outgoing import State
from storage.workspaces import Workspace

BEFORE_THE_BACKUP = timedelta(minutes=15)


def doubt_all_since(base: Foundation, work: Work, workspace: Workspace) -> int:
    """Every message that was due since the backup, less 15 minutes, is in doubt; returns how many.

    The sweeps run first: what they owe again since then is in doubt as well.
    """
    now = base.clock.now()
    with base.sessions.read() as session:
        since = _backup_at(session, workspace, now) - BEFORE_THE_BACKUP
    work.sweep_all(base.sessions, now)
    secret = base.keyring.derived(MARKERS)
    dms = _opened(base, workspace, since, now)
    with base.sessions.write() as session:
        rows = session.scalars(_due(workspace, since, now)).all()
        for row in rows:
            row.state = State.DOUBT
            row.marker = row.marker or marker(secret, workspace.team_id, row.dedup_key)
            row.posted_to = row.posted_to or dms.get(row.channel, row.channel)
            row.first_attempt_at, row.last_attempt_at, row.retry_at = since, now, now
    return len(rows)


def _opened(base: Foundation, workspace: Workspace, since: datetime, now: datetime) -> dict[str, str]:
    """The channels of the direct messages that may hold one of them; opened first, so that they can be read."""
    with base.sessions.read() as session:
        told = {row.channel for row in session.scalars(_due(workspace, since, now)) if is_person(row.channel)}
    slack = WebApi(base.client)
    return {user: slack.open_dm(user) for user in sorted(told)}


def _backup_at(session: Session, workspace: Workspace, now: datetime) -> datetime:
    """The last instant at which this database is known to have been written."""
    outbox = select(func.max(func.coalesce(OutboxRow.last_attempt_at, OutboxRow.created_at)))
    inbox = select(func.max(InboxRow.received_at))
    written = (
        session.scalar(outbox.where(OutboxRow.workspace_id == workspace.id)),
        session.scalar(inbox.where(InboxRow.workspace_id == workspace.id)),
    )
    return max((instant for instant in written if instant is not None), default=now)


def _due(workspace: Workspace, since: datetime, now: datetime) -> Select[OutboxRow]:
    waits = OutboxRow.state.in_((State.PENDING, State.SENDING))
    when = OutboxRow.not_before.between(since, now)
    return select(OutboxRow).where(OutboxRow.workspace_id == workspace.id, waits, when).order_by(OutboxRow.id)
