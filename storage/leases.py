"""Leases: a job that only one process may do belongs to it for a while, and the fence tells old owners from new."""

from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from storage.once import insert_once
from storage.outbox_rows import LeaseRow
from storage.outgoing import EPOCH


def take(
    session: Session, workspace_id: int, name: str, *, owner: str, clock: datetime, length: timedelta
) -> int | None:
    """The fence of the lease, `owner`'s until `clock` + `length`, also to renew it; None when another has it."""
    key = f"{workspace_id}:{name}"
    insert_once(session, LeaseRow, name=key, workspace_id=workspace_id, owner="", until=EPOCH, fence=0)
    is_free = or_(LeaseRow.until <= clock, LeaseRow.owner == owner)
    taken = update(LeaseRow).where(LeaseRow.name == key, is_free)
    changed = taken.values(owner=owner, until=clock + length, fence=LeaseRow.fence + 1).returning(LeaseRow.fence)
    return session.scalars(changed, execution_options={"synchronize_session": False}).first()


def release(session: Session, workspace_id: int, name: str, *, owner: str, fence: int) -> None:
    """The lease is free again, if this owner still has it under this fence."""
    held = LeaseRow.name == f"{workspace_id}:{name}", LeaseRow.owner == owner, LeaseRow.fence == fence
    session.execute(update(LeaseRow).where(*held).values(until=EPOCH))
