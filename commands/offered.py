"""The buttons of leads whose rep is away: *Take it*, and *Give all to the next in turn*."""

from sqlalchemy.orm import Session

from commands import on_lead, place
from commands.door import Door, Pressed
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import away, offered
from sla.agreement import Agreement
from sla.errors import AlreadyDone, NotAllowed
from sla.lead import Lead
from sla.leave import Leave
from sla.permissions import Act, Subject
from storage import agreements, facts, leads, leaves, offers, owed
from storage.ledger import open_book
from storage.sentences import who


def take(gesture: Gesture, pressed: Pressed) -> None:
    """The button *Take it*: the lead is with whoever pressed first."""
    with gesture.sessions.write() as session:
        lead_id, passes = on_lead.parts(pressed.value)
        open_book(session, leads.by_id(session, gesture.workspace.id, lead_id).agreement_id)
        lead = leads.by_id(session, gesture.workspace.id, lead_id)
        agreement = place.of_lead(session, gesture, lead)
        place.require_in_force(agreement)
        party = agreement.terms.receiver
        place.require(session, gesture, agreement, Act.TAKE_LEAD, Subject(agreement.terms, party=party.name))
        if lead.rep == gesture.user:
            raise AlreadyDone(f"{lead.short_id} is with you already.")
        on_lead.refuse_old(session, lead, passes)
        leave = _leave(session, gesture, lead)
        said = offered.taken(_pass(session, gesture, agreement, lead, gesture.user), leave)
        offers.refresh(session, gesture.workspace.id, agreement.id, leave)
    gesture.poke()
    gesture.tell(said)


def give_all(gesture: Gesture, pressed: Pressed) -> None:
    """The contact's button: each lead goes to whoever is there and has the fewest open ones."""
    with gesture.sessions.write() as session:
        leave, agreement = _named(session, gesture, pressed.value)
        party = offers.team(agreement, leave.person)
        place.require(session, gesture, agreement, Act.GIVE_LEADS, Subject(agreement.terms, party=party.name))
        open_book(session, agreement.id)
        if not leave.covers(gesture.now):
            raise NotAllowed(f"{who(leave.person)} is back, and keeps the leads; `/sla leads` shows them.")
        waiting = offers.open_of(session, gesture.workspace.id, leave.person, agreement.id)
        if not waiting:
            raise AlreadyDone("Every lead has found somebody already.")
        given = [_give(session, gesture, agreement, lead) for lead in waiting]
        said = offered.given(given, leave)
        offers.refresh(session, gesture.workspace.id, agreement.id, leave)
    gesture.poke()
    gesture.tell(said)


def _give(session: Session, gesture: Gesture, agreement: Agreement, lead: Lead) -> Lead:
    agreement = place.of_lead(session, gesture, lead)
    about = session, gesture.workspace.id, agreement.terms, gesture.now
    to = facts.choose_rep(*about, apart_from=lead.rep, due_at=lead.alert_due_at)
    if to is None:
        raise NotAllowed("Nobody else is there to give them to: the party has no other member.")
    return _pass(session, gesture, agreement, lead, to)


def _pass(session: Session, gesture: Gesture, agreement: Agreement, lead: Lead, to: str) -> Lead:
    passed = facts.pass_on(session, lead, to=to, by=gesture.user, now=gesture.now, expected_passes=lead.passes)
    owed.reassigned(session, agreement, passed, lead.rep, gesture.now)
    on_lead.refresh(session, gesture, passed)
    return passed


def _leave(session: Session, gesture: Gesture, lead: Lead) -> Leave:
    """The leave that the lead's rep is on; raises NotAllowed when they are there, or the taker is away."""
    place_id, now = gesture.workspace.id, gesture.now
    if leaves.leave_at(session, place_id, gesture.user, now) is not None:
        raise NotAllowed("You are entered as away yourself; `/sla away off` says that you are back.")
    leave = leaves.leave_at(session, place_id, lead.rep, now) if lead.rep else None
    if leave is None:
        raise NotAllowed(f"{who(lead.rep)} is back, and keeps {lead.short_id}; ask them to pass it on.")
    return leave


def _named(session: Session, gesture: Gesture, value: str) -> tuple[Leave, Agreement]:
    leave_id, _, agreement_id = value.partition(".")
    if not (leave_id.isdecimal() and agreement_id.isdecimal() and len(value) < 37):
        raise BadWords("That button leads nowhere any more; `/sla leads` lists the open leads.")
    leave = leaves.by_id(session, gesture.workspace.id, int(leave_id))
    agreement = agreements.of_id(session, gesture.workspace.id, int(agreement_id), gesture.now)
    place.require_in_force(agreement)
    return leave, agreement


DOORS = (
    Door("action", away.TAKE, take),
    Door("action", away.GIVE_ALL, give_all),
)
