"""What the acts on one strike have in common: which one, who may, and what is shown of it afterwards."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from commands import place
from commands.gesture import Gesture
from messages.mrkdwn import is_person
from sla.agreement import Agreement
from sla.errors import NoSuchStrike, NotAllowed, UnknownParty
from sla.permissions import Act, Subject, may, refusal
from sla.strike import Strike
from storage import agreements, outbox, outcomes, owed_outcomes

KINDS: Final = ("sla_strike", owed_outcomes.STEP)
"""The messages that show a strike with its buttons."""


@dataclass(frozen=True)
class OnStrike:
    """A strike that somebody may act on, and its agreement as it holds now."""

    strike: Strike
    agreement: Agreement


def taken(session: Session, gesture: Gesture, value: str, act: Act) -> OnStrike:
    """The strike of a button or form, if the person may do this to it; raises NoSuchStrike and NotAllowed."""
    if not (value.isdecimal() and len(value) < 19):
        raise NoSuchStrike
    strike = outcomes.by_id(session, gesture.workspace.id, int(value))
    agreement = agreements.of_id(session, gesture.workspace.id, strike.agreement_id, gesture.now)
    subject = subject_of(agreement, strike)
    if not may(place.actor(session, gesture, agreement), act, subject):
        raise NotAllowed(refusal(act, subject))
    place.refuse_ended(agreement)
    return OnStrike(strike, agreement)


def subject_of(agreement: Agreement, strike: Strike) -> Subject:
    """Those whom the strike names; for one of them who is outside Slack, the party's contact."""
    people = strike.people
    if not all(map(is_person, people)):
        people = (*people, *_contact(agreement, strike.party))
    return Subject(agreement.terms, party=strike.party, people=people)


def refresh(session: Session, gesture: Gesture, strike: Strike) -> None:
    """What was posted about the strike is edited, so that it shows how it stands."""
    for kind in KINDS:
        outbox.edit(session, gesture.workspace.id, kind, owed_outcomes.about_strike(strike))


def _contact(agreement: Agreement, party: str) -> tuple[str, ...]:
    try:
        return (agreement.terms.party(party).contact.key,)
    except UnknownParty:
        return ()
