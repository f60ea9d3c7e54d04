"""What somebody did, for good: append-only, each entry chained to the one before it by its hash.

Each agreement has a chain of its own (and the workspace one for what concerns no agreement), so that the lock which
keeps the chain whole is the agreement's row, that every fact takes anyway. Entries hold ids, never a lead's data.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from storage.agreement_rows import AgreementRow
from storage.audit_rows import AuditRow
from storage.workspaces import WorkspaceRow


@dataclass(frozen=True)
class Entry:
    """One act on record."""

    id: int
    agreement_id: int | None
    at: datetime
    actor: str
    act: str
    subject: str
    before: str | None
    after: str | None
    reason: str | None
    hash: str


def record(
    session: Session,
    workspace_id: int,
    agreement_id: int | None,
    *,
    at: datetime,
    actor: str,
    act: str,
    subject: str,
    before: str | None = None,
    after: str | None = None,
    reason: str | None = None,
) -> None:
    """The act is on record, chained to what was last recorded for the agreement (or else the workspace)."""
    session.flush()
    _lock(session, workspace_id, agreement_id)
    newest = _chain(workspace_id, agreement_id).order_by(AuditRow.id.desc()).limit(1)
    last = session.scalars(newest).first()
    row = AuditRow(
        workspace_id=workspace_id,
        agreement_id=agreement_id,
        at=at.astimezone(UTC),
        actor=actor,
        act=act,
        subject=subject,
        before=before,
        after=after,
        reason=reason,
        previous_hash=last.hash if last else _first_hash(workspace_id, agreement_id),
    )
    row.hash = hash_of(row)
    session.add(row)
    session.flush()


def verify(session: Session, workspace_id: int) -> int | None:
    """The id of the first entry that was changed, or whose predecessor is gone; None when every chain is whole."""
    every = select(AuditRow).where(AuditRow.workspace_id == workspace_id).order_by(AuditRow.id)
    last: dict[int | None, str] = {}
    for row in session.scalars(every.execution_options(yield_per=1000)):
        expected = last.get(row.agreement_id) or _first_hash(workspace_id, row.agreement_id)
        if row.previous_hash != expected or row.hash != hash_of(row):
            return row.id
        last[row.agreement_id] = row.hash
    return None


def entries(
    session: Session, workspace_id: int, agreement_id: int | None = None, subject: str | None = None
) -> list[Entry]:
    """What is on record for an agreement (None: everything of the workspace), oldest first."""
    wanted = select(AuditRow).where(AuditRow.workspace_id == workspace_id)
    if agreement_id is not None:
        wanted = wanted.where(AuditRow.agreement_id == agreement_id)
    if subject is not None:
        wanted = wanted.where(AuditRow.subject == subject)
    return [_entry(row) for row in session.scalars(wanted.order_by(AuditRow.id))]


def _lock(session: Session, workspace_id: int, agreement_id: int | None) -> None:
    """Others who add to this chain wait until this transaction ends (on SQLite they wait anyway)."""
    held = select(WorkspaceRow.id).where(WorkspaceRow.id == workspace_id)
    if agreement_id is not None:
        held = select(AgreementRow.id).where(AgreementRow.id == agreement_id, AgreementRow.workspace_id == workspace_id)
    session.execute(held.with_for_update(key_share=True))


def _chain(workspace_id: int, agreement_id: int | None) -> Select[AuditRow]:
    return select(AuditRow).where(AuditRow.workspace_id == workspace_id, AuditRow.agreement_id == agreement_id)


def _first_hash(workspace_id: int, agreement_id: int | None) -> str:
    return hashlib.sha256(json.dumps([workspace_id, agreement_id]).encode()).hexdigest()


def hash_of(row: AuditRow) -> str:
    """What ties an entry to the one before it: SHA-256 of its predecessor's hash and all that it says."""
    told = [
        row.previous_hash,
        row.workspace_id,
        row.agreement_id,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.actor,
        row.act,
        row.subject,
        row.before,
        row.after,
        row.reason,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()


def _entry(row: AuditRow) -> Entry:
    return Entry(
        row.id, row.agreement_id, row.at, row.actor, row.act, row.subject, row.before, row.after, row.reason, row.hash
    )
