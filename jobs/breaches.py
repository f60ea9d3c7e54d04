"""Breaches: windows that have passed without a first attempt go on record."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.sweeping import sweep_each
from storage import facts, leads
from storage.engine import Sessions
from storage.workspaces import Workspace


def sweep(sessions: Sessions, now: datetime) -> int:
    """Records each breach that has come by `now`; an attempt at the due instant itself is in time."""

    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return [lead.id for lead in leads.breaches_due(session, place.id, now, limit)]

    def record(session: Session, _place: Workspace, lead_id: int) -> int:
        return int(facts.mark_breached(session, lead_id, now) is not None)

    return sweep_each(sessions, "breaches", due, record)
