"""Which rep gets a lead: of those who are there the one with the fewest open leads, then who has waited longest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.leave import THERE
from storage import leaves
from storage.lead_rows import LeadRow

IS_TO_DO = LeadRow.came_of.is_(None) | LeadRow.connected_at.is_(None)
"""A customer whom somebody has reached is nobody's work any more; a lead is until it is won or returned."""
EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Load:
    """How many open leads a rep has, and when they got their last one (UTC)."""

    open: int = 0
    last_at: datetime | None = None


def choose_rep(
    session: Session,
    workspace_id: int,
    terms: Terms,
    at: datetime,
    apart_from: str | None = None,
    *,
    in_hours: bool = False,
    due_at: datetime | None = None,
) -> str | None:
    """The key of the receiving party's member with the fewest open leads; of equals, who has waited longest.

    Nobody who is away at the instant `at`, or whose own hours are closed until the window has passed at `due_at`. With
    no member left it is the contact's. `in_hours` asks for a member who works at the instant: None when nobody does.
    """
    members = [person.key for person in terms.receiver.members if person.key != apart_from]
    if in_hours and not terms.hours.is_open(at):
        return None
    there = present(session, workspace_id, terms, members, at, due_at=due_at, in_hours=in_hours)
    if not there:
        contact = terms.receiver.contact.key
        return None if in_hours or contact == apart_from else contact
    held = loads(session, workspace_id, there)
    return min(there, key=lambda member: rank(held[member]))


def present(
    session: Session,
    workspace_id: int,
    terms: Terms,
    people: Sequence[str],
    at: datetime,
    *,
    due_at: datetime | None = None,
    in_hours: bool = False,
) -> list[str]:
    """Those of these people to whom a lead may go at the instant; `in_hours`: who work at that very instant."""
    known, hours = leaves.presences(session, workspace_id, people, at) if people else {}, terms.hours
    if in_hours:
        return [key for key in people if known.get(key, THERE).is_there(hours, at)]
    return [key for key in people if known.get(key, THERE).may_take(hours, at, due_at)]


def rank(load: Load) -> tuple[int, datetime]:
    """Reps in rising order of this get the next lead first."""
    return load.open, load.last_at or EVER


def loads(session: Session, workspace_id: int, reps: Sequence[str]) -> dict[str, Load]:
    """The load of each of these reps, over all agreements of the workspace."""
    is_open = LeadRow.closed_at.is_(None), LeadRow.returned_at.is_(None), IS_TO_DO
    theirs = select(LeadRow.rep, func.count()).where(LeadRow.workspace_id == workspace_id, LeadRow.rep.in_(reps))
    counted = dict(session.execute(theirs.where(*is_open).group_by(LeadRow.rep)).all())
    return {rep: Load(counted.get(rep, 0), _last_at(session, workspace_id, rep)) for rep in reps}


def _last_at(session: Session, workspace_id: int, rep: str) -> datetime | None:
    theirs = LeadRow.workspace_id == workspace_id, LeadRow.rep == rep
    return session.scalars(select(func.max(LeadRow.rep_since)).where(*theirs)).one()
