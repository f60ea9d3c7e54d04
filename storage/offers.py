"""Leads of somebody who is away, offered to others: which they are, who may take them, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Party, Status
from sla.lead import Lead
from sla.leave import Leave
from storage import agreements, leaves, outbox, readers
from storage.lead_rows import LeadRow, PassOnRow
from storage.saying import Said, distinct, say

OFFERED = "sla_offered"
LEAVE = "sla_leave"


@dataclass(frozen=True)
class Offer:
    """One agreement's leads of somebody on leave: those that still wait for a taker, and those that have gone on."""

    leave: Leave
    agreement: Agreement
    waiting: Sequence[Lead]
    gone: Sequence[Lead]


def open_of(session: Session, workspace_id: int, rep: str, agreement_id: int | None = None) -> list[Lead]:
    """The rep's open leads without a connection, the first due first."""
    theirs = LeadRow.workspace_id == workspace_id, LeadRow.rep == rep, LeadRow.connected_at.is_(None)
    is_open = LeadRow.closed_at.is_(None), LeadRow.returned_at.is_(None)
    found = select(LeadRow).where(*theirs, *is_open)
    if agreement_id is not None:
        found = found.where(LeadRow.agreement_id == agreement_id)
    return [row.lead() for row in session.scalars(found.order_by(LeadRow.due_at, LeadRow.id))]


def offer(session: Session, agreement: Agreement, leave: Leave) -> Offer:
    """What there is to take of the leads that the person has under this agreement."""
    place = agreement.workspace_id
    since = PassOnRow.workspace_id == place, PassOnRow.old_rep == leave.person, PassOnRow.at >= leave.starts_at
    until = PassOnRow.at < leave.ends_at
    ids = select(PassOnRow.lead_id).where(*since, until)
    gone = select(LeadRow).where(LeadRow.id.in_(ids), LeadRow.agreement_id == agreement.id)
    gone = gone.where(LeadRow.rep != leave.person).order_by(LeadRow.due_at, LeadRow.id)
    waiting = open_of(session, place, leave.person, agreement.id)
    return Offer(leave, agreement, waiting, [row.lead() for row in session.scalars(gone)])


def concerned(session: Session, leave: Leave, workspace_id: int, now: datetime) -> list[Agreement]:
    """The agreements in force under which the person on leave is contact or member of a party."""
    known = agreements.all_of(session, workspace_id, now)
    return [each for each in known if each.status is Status.IN_FORCE and each.terms.links and _is_in(each, leave)]


def team(agreement: Agreement, person: str) -> Party:
    """The party that may take the person's leads: the one that follows leads up, else the one that the person is in."""
    takers = [terms.receiver for terms in agreement.terms.links]
    theirs = (party for party in (*takers, *agreement.terms.parties_of(person)) if party.has(person))
    return next(theirs, takers[0] if takers else agreement.terms.parties[0])


def owe(session: Session, agreement: Agreement, leave: Leave, now: datetime) -> int:
    """`sla_offered` to those of the party who are there, contact included; returns to how many. Args: leave."""
    if not open_of(session, agreement.workspace_id, leave.person, agreement.id):
        return 0
    party, place = team(agreement, leave.person), agreement.workspace_id
    others = [each for each in (party.contact, *party.members) if each.key != leave.person]
    known = leaves.presences(session, place, [each.key for each in others], now)
    there = [each for each in others if each.key not in known or known[each.key].leave(now) is None]
    told = distinct(readers.known(session, agreement, each) for each in there or [party.contact])
    opening = agreement.terms.hours.next_opening(now)
    said = {to: _offered(agreement, leave, to, opening) for to in told or [""]}
    return sum(say(session, agreement, to or None, each, now) for to, each in said.items())


def refresh(session: Session, workspace_id: int, agreement_id: int, leave: Leave) -> None:
    """What was posted about the offer is edited, so that it shows what is left."""
    outbox.edit(session, workspace_id, OFFERED, subject(leave, agreement_id))


def tell(session: Session, agreement: Agreement, leave: Leave, what: str, now: datetime) -> bool:
    """`sla_leave` to the person on leave: it was `entered` or `called_off` for them, or is over. Args: leave, what."""
    to = readers.rep(session, agreement, leave.person)
    said = Said(LEAVE, f"leave:{leave.id}", f"{what}:{leave.ends_at.isoformat()}", {"leave": leave.id, "what": what})
    return say(session, agreement, to, said, now) if to == leave.person else False


def subject(leave: Leave, agreement_id: int) -> str:
    """The subject of an offer."""
    return f"leave:{leave.id}:{agreement_id}"


def _offered(agreement: Agreement, leave: Leave, to: str, opening: datetime) -> Said:
    about = subject(leave, agreement.id)
    return Said(OFFERED, about, to, {"leave": leave.id}, not_before=opening, expires_at=leave.ends_at)


def _is_in(agreement: Agreement, leave: Leave) -> bool:
    everyone = (person for party in agreement.terms.parties for person in (party.contact, *party.members))
    return any(person.key == leave.person for person in everyone)
