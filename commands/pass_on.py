"""The button *Pass on* and its form: another rep takes the lead over, and both are told."""

from sqlalchemy.orm import Session

from commands import away_rep, on_lead
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.gesture import Gesture
from commands.on_lead import OnLead
from messages import acts, forms, lead_card, lead_forms
from messages.forms import Choice
from messages.views import View
from sla.agreement import Person
from sla.errors import AlreadyDone, NotAllowed
from storage import facts, owed, people


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button: asks who takes it."""
    with gesture.sessions.read() as session:
        on = on_lead.marked(session, gesture, pressed.value)
        choices = _choices(session, gesture, on)
    if not choices:
        raise NotAllowed("There is nobody else to pass it on to: the agreement lists no other member.")
    gesture.open(lead_forms.pass_on(on.lead, choices, place=pressed.value))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: passes the lead on."""
    with gesture.sessions.write() as session:
        said = _pass_on(session, gesture, on_lead.marked(session, gesture, answers.place), answers)
    gesture.poke()
    return forms.done("Passed on", said)


def _pass_on(session: Session, gesture: Gesture, on: OnLead, answers: Answers) -> str:
    old_rep = on.lead.rep
    to = next((person.key for person in _others(on) if forms.key(person.key) == answers.text("member")), None)
    if to is None:
        raise WrongFields({"member": "Choose another member of the party that follows leads up."})
    passes = on_lead.parts(answers.place)[1]
    try:
        lead = facts.pass_on(session, on.lead, to=to, by=gesture.user, now=gesture.now, expected_passes=passes)
    except AlreadyDone as error:
        raise WrongFields({"member": on_lead.in_words(session, gesture, str(error))}) from error
    owed.reassigned(session, on.agreement, lead, old_rep, gesture.now)
    on_lead.refresh(session, gesture, lead)
    return acts.passed_on(lead, old_rep)


def _choices(session: Session, gesture: Gesture, on: OnLead) -> list[Choice]:
    names = people.names(session, gesture.workspace.id, (person.key for person in _others(on)))
    shown = {person.key: names[person.key] if person.user else person.written for person in _others(on)}
    return forms.sorted_choices(away_rep.marked(session, gesture, shown)[0])


def _others(on: OnLead) -> list[Person]:
    """The members and the contact of the receiving party, but for the rep who has the lead."""
    receiver = on.agreement.terms.receiver
    every = {person.key: person for person in (*receiver.members, receiver.contact)}
    return [person for key, person in every.items() if key != on.lead.rep]


DOORS = (
    Door("action", lead_card.PASS_ON, press),
    Door("form", lead_forms.PASS_ON, submit),
)
