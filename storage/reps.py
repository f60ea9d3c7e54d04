"""Which rep gets a lead: the one with the fewest open leads, of equals the one who has waited longest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sla.agreement import Terms
from storage.lead_rows import LeadRow

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
) -> str | None:
    """The key of the receiving party's member with the fewest open leads; of equals, who has waited longest.

    With no member it is the contact's. `in_hours` asks for a member who works at the instant `at`: None when nobody
    does.
    """
    members = [person.key for person in terms.receiver.members if person.key != apart_from]
    if in_hours and not terms.hours.is_open(at):
        return None
    if not members:
        contact = terms.receiver.contact.key
        return None if in_hours or contact == apart_from else contact
    held = loads(session, workspace_id, members)
    return min(members, key=lambda member: rank(held[member]))


def rank(load: Load) -> tuple[int, datetime]:
    """Reps in rising order of this get the next lead first."""
    return load.open, load.last_at or EVER


def loads(session: Session, workspace_id: int, reps: Sequence[str]) -> dict[str, Load]:
    """The load of each of these reps, over all agreements of the workspace."""
    is_open = LeadRow.closed_at.is_(None), LeadRow.returned_at.is_(None)
    theirs = select(LeadRow.rep, func.count()).where(LeadRow.workspace_id == workspace_id, LeadRow.rep.in_(reps))
    counted = dict(session.execute(theirs.where(*is_open).group_by(LeadRow.rep)).all())
    return {rep: Load(counted.get(rep, 0), _last_at(session, workspace_id, rep)) for rep in reps}


def _last_at(session: Session, workspace_id: int, rep: str) -> datetime | None:
    theirs = LeadRow.workspace_id == workspace_id, LeadRow.rep == rep
    return session.scalars(select(func.max(LeadRow.rep_since)).where(*theirs)).one()
