"""`/sla leads nurtured`, `/sla lead N-4F7K score:70` and the button *Update*: leads below their tier's minimum."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commands import place
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import acts, forms
from messages import nurtured as words
from messages.views import View
from sla.agreement import Agreement, Terms
from sla.errors import BadFigure, BadLead, NoSuchLead
from sla.lead import Lead, NewLead
from sla.minimum import Nurtured, is_fit
from sla.permissions import Act, Subject, may
from storage import agreements, nurture, owed

MOST = 40
LARGEST = 10**9


def show(session: Session, gesture: Gesture, found: Sequence[Agreement]) -> None:
    """The list of nurtured leads, with *Update* for whoever may hand leads off."""
    by_id = {agreement.id: agreement for agreement in found}
    for agreement in found:
        place.require(session, gesture, agreement, Act.SEE)
    leads = nurture.waiting(session, gesture.workspace.id, list(by_id), limit=MOST)
    mine = {lead.id for lead in leads if _may(session, gesture, by_id[lead.agreement_id])}
    gesture.say(words.listing([(lead, by_id[lead.agreement_id].terms) for lead in leads], mine))


def update(session: Session, gesture: Gesture, written: str, score: int | None, activity: int | None) -> str:
    """What is known of a nurtured lead now; hands it off where it qualifies, and says so."""
    if score is None and activity is None:
        raise BadWords(f"What has changed? Write `/sla lead {written[:40]} score:70`, or activity:4, or both.")
    known = {each.id for each in (*place.around(session, gesture), *place.mine(session, gesture))}
    lead = nurture.find(session, gesture.workspace.id, written, sorted(known))
    return _update(session, gesture, lead, score, activity)


def said(session: Session, gesture: Gesture, agreement: Agreement, lead: Lead | Nurtured, *, chosen: bool) -> str:
    """What became of a lead: its rep is told and it is said who has it, or it is said what it lacks."""
    if isinstance(lead, Nurtured):
        return words.stays(lead, agreement.terms)
    owed.hand_off(session, agreement, lead, gesture.now)
    return acts.handed_off(lead, agreement.terms, gesture.now, chosen=chosen)


def number(written: str | None, name: str) -> int | None:
    """A score or an activity; raises BadFigure."""
    if not written:
        return None
    if not (written.isdecimal() and int(written[:10]) < LARGEST):
        raise BadFigure(f"“{written[:20]}” is no {name}; write a whole number, such as 50.")
    return int(written)


def filled_in(answers: Answers, wrong: dict[str, str]) -> dict[str, int | None]:
    """The score and activity of a form; what is wrong with them is noted at their fields."""
    found: dict[str, int | None] = {}
    for name in ("score", "activity"):
        try:
            found[name] = number(answers.maybe(name), name)
        except BadFigure as error:
            wrong[name] = str(error)
    return found


def required(terms: Terms, new: NewLead) -> NewLead:
    """The lead of a form; raises WrongFields when its tier asks for a score or activity that nobody has said."""
    try:
        is_fit(terms, new)
    except BadLead as error:
        raise WrongFields({"score": str(error)}) from error
    return new


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button *Update*: asks for score and activity."""
    with gesture.sessions.read() as session:
        lead, agreement = _of(session, gesture, pressed.value)
    gesture.open(words.form(lead, agreement.terms))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form of score and activity."""
    wrong: dict[str, str] = {}
    found = filled_in(answers, wrong)
    if wrong:
        raise WrongFields(wrong)
    with gesture.sessions.write() as session:
        lead, _ = _of(session, gesture, answers.place)
        said_now = _update(session, gesture, lead, found["score"], found["activity"])
    gesture.poke()
    return forms.done("Updated", said_now)


def _update(session: Session, gesture: Gesture, lead: Nurtured, score: int | None, activity: int | None) -> str:
    agreement = agreements.of_id(session, gesture.workspace.id, lead.agreement_id, gesture.now)
    place.require_in_force(agreement)
    place.require(session, gesture, agreement, Act.HAND_OFF)
    now = nurture.update(session, agreement, lead, score=score, activity=activity, at=gesture.now, by=gesture.user)
    became = said(session, gesture, agreement, now, chosen=lead.new.rep is None)
    return became if isinstance(now, Nurtured) else f"{words.qualifies(lead)} {became}"


def _of(session: Session, gesture: Gesture, value: str) -> tuple[Nurtured, Agreement]:
    if not (value.isdecimal() and len(value) < 19):
        raise NoSuchLead("That button leads nowhere any more; `/sla leads nurtured` lists the leads.")
    lead = nurture.by_id(session, gesture.workspace.id, int(value))
    agreement = agreements.of_id(session, gesture.workspace.id, lead.agreement_id, gesture.now)
    place.require(session, gesture, agreement, Act.HAND_OFF)
    return lead, agreement


def _may(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    return may(place.actor(session, gesture, agreement), Act.HAND_OFF, Subject(agreement.terms))


DOORS = (
    Door("action", words.UPDATE, press),
    Door("form", words.FORM, submit),
)
