"""The button *Not a fit* and its form: the lead goes back to the party that handed it off, with the reason."""

from commands import on_lead
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.gesture import Gesture
from messages import acts, forms, lead_card, lead_forms
from messages.views import View
from storage import facts, owed


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button: asks for the reason."""
    with gesture.sessions.read() as session:
        on = on_lead.marked(session, gesture, pressed.value)
    gesture.open(lead_forms.not_a_fit(on.lead, on.agreement.terms.giver.name, place=pressed.value))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: gives the lead back."""
    reason = answers.text("reason")
    if not reason:
        raise WrongFields({"reason": "Say why it is not a fit; marketing learns from it."})
    with gesture.sessions.write() as session:
        on = on_lead.marked(session, gesture, answers.place)
        lead = facts.give_back(session, on.lead, reason=reason, by=gesture.user, at=gesture.now)
        owed.returned(session, on.agreement, lead, gesture.now)
        on_lead.refresh(session, gesture, lead)
        said = acts.given_back(lead, on.agreement.terms.giver.name, reason)
    gesture.poke()
    return forms.done("Given back", said)


DOORS = (
    Door("action", lead_card.NOT_A_FIT, press),
    Door("form", lead_forms.NOT_A_FIT, submit),
)
