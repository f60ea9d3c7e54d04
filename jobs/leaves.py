"""Leave: as it begins, the person's open leads are offered to others; as it ends, they hear what happened meanwhile."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.sweeping import sweep_each
from storage import leaves, offers
from storage.engine import Sessions
from storage.workspaces import Workspace


def sweep(sessions: Sessions, now: datetime) -> int:
    """Acts on each leave that has begun or ended by `now`; returns how many messages are owed for it."""

    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return leaves.due(session, place.id, now, limit)

    def act(session: Session, place: Workspace, leave_id: int) -> int:
        return _act(session, place, leave_id, now)

    return sweep_each(sessions, "leaves", due, act)


def _act(session: Session, place: Workspace, leave_id: int, now: datetime) -> int:
    claimed = leaves.claim(session, place.id, leave_id, now)
    if claimed is None:
        return 0
    leave, has_ended = claimed
    here = offers.concerned(session, leave, place.id, now)
    if not has_ended:
        return sum(offers.owe(session, agreement, leave, now) for agreement in here)
    for agreement in here:
        offers.refresh(session, place.id, agreement.id, leave)
    if not here or leaves.leave_at(session, place.id, leave.person, now) is not None:
        return 0
    return int(offers.tell(session, here[0], leave, "over", now))
