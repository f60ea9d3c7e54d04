"""The way of a lead through people's hands, read from its records, and whom its breach is on."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.lead import Lead
from sla.legs import Charge, Holder, Leg, Way, charge, legs
from storage import agreements, leaves
from storage.histories import passes
from storage.lead_rows import LeadRow
from storage.ledger import pauses_of


@dataclass(frozen=True)
class Told:
    """The legs of a lead, and whom its breach is on where its window has passed."""

    legs: tuple[Leg, ...]
    charge: Charge | None


def told(session: Session, workspace_id: int, lead: Lead, now: datetime) -> Told:
    """The legs of the lead until now, and whom its breach is on, if there is one by then."""
    terms = agreements.of_lead(session, lead)
    way = way_of(session, lead, terms)
    is_late = lead.breached_at is not None and lead.breached_at <= now
    found = _on_record(session, workspace_id, lead, way, terms) if is_late else None
    return Told(legs(terms.hours, way, now), found)


def charge_on(session: Session, workspace_id: int, lead_id: int) -> Charge | None:
    """Whom the breach of the lead of this number is on; None where there is none, or the lead has gone."""
    row = session.get(LeadRow, lead_id)
    if row is None or row.workspace_id != workspace_id or row.breached_at is None:
        return None
    lead = row.lead()
    terms = agreements.of_lead(session, lead)
    return _on_record(session, workspace_id, lead, way_of(session, lead, terms), terms)


def charge_of(session: Session, workspace_id: int, lead: Lead, way: Way, terms: Terms) -> Charge:
    """Whom it is on that the lead's window passed."""
    assert lead.due_at is not None
    reps = {holder.rep for holder in way.holders if holder.rep is not None}
    presences = leaves.presences(session, workspace_id, reps, lead.handed_off_at, lead.due_at)
    return charge(terms.hours, way, lead.due_at, presences)


def _on_record(session: Session, workspace_id: int, lead: Lead, way: Way, terms: Terms) -> Charge:
    """The charge with the person as it was recorded, whatever was entered about them since."""
    return replace(charge_of(session, workspace_id, lead, way, terms), person=lead.breach_rep)


def way_of(session: Session, lead: Lead, terms: Terms) -> Way:
    """The way of the lead: every rep who held it, the milestones, the holds."""
    passed = passes(session, lead) if lead.passes else []
    first = passed[0].old_rep if passed else lead.rep
    held = [(first, lead.handed_off_at), *((each.new_rep, each.at) for each in passed)]
    return Way(
        handed_off_at=lead.handed_off_at,
        holders=tuple(Holder(rep, since, _stands_in(terms, rep)) for rep, since in held),
        first_attempt_at=lead.first_attempt_at,
        connected_at=lead.connected_at,
        ended_at=min((at for at in (lead.closed_at, lead.returned_at) if at is not None), default=None),
        pauses=tuple(pauses_of(session, lead.id)),
    )


def _stands_in(terms: Terms, rep: str | None) -> bool:
    """Whether this holder has the lead in place of a rep: nobody, or a contact where leads go to members."""
    party = terms.receiver
    members = [person.key for person in party.members]
    return rep is None or (bool(members) and rep == party.contact.key and rep not in members)
