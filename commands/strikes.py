"""`/sla strikes`, the button *Write the diagnosis* and its form."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from commands import place
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.gesture import Gesture
from commands.words import nothing_more
from messages import forms, strikes
from messages.mrkdwn import is_person
from messages.strike import DIAGNOSE
from messages.strikes import Seen
from messages.views import View
from sla.agreement import Agreement
from sla.errors import AlreadyDone, NoSuchStrike, NotAllowed, UnknownParty
from sla.permissions import Act, Subject, may, refusal
from sla.strike import Strike
from storage import agreements, outbox, outcomes
from storage.sentences import who

USUALLY: Final = timedelta(days=7)
KIND: Final = "sla_strike"


def say(gesture: Gesture, typed: str) -> None:
    """The strikes that stand under the agreements here; whom they name is told to them and their contact alone."""
    with gesture.sessions.read() as session:
        agreement, rest = place.one(session, gesture, typed)
        nothing_more(rest, "strikes")
        place.require(session, gesture, agreement, Act.SEE)
        standing = outcomes.standing(session, gesture.workspace.id, agreement.id)
        seen = _seen(session, gesture, agreement, standing)
    gesture.say(strikes.listing(agreement.title, seen))


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button: asks for cause, remedy and date."""
    with gesture.sessions.read() as session:
        strike, agreement = _theirs(session, gesture, pressed.value)
    today = agreement.terms.hours.local_date(gesture.now)
    gesture.open(strikes.form(strike, today + USUALLY))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: the diagnosis is written, once."""
    cause, remedy, by = answers.text("cause"), answers.text("remedy"), answers.day("by")
    with gesture.sessions.write() as session:
        strike, agreement = _theirs(session, gesture, answers.place)
        wrong = {name: "Please say it in a few words." for name in ("cause", "remedy") if not answers.text(name)}
        if by is None or by < agreement.terms.hours.local_date(gesture.now):
            wrong["by"] = "Choose today or a day to come."
        if wrong or by is None:
            raise WrongFields(wrong)
        written = outcomes.diagnose(
            session,
            gesture.workspace.id,
            strike,
            cause=cause,
            remedy=remedy,
            by_date=by,
            by=gesture.user,
            now=gesture.now,
        )
        outbox.edit(session, gesture.workspace.id, KIND, f"strike:{strike.id}")
    gesture.poke()
    return forms.done("Diagnosed", strikes.diagnosed(written))


def _seen(session: Session, gesture: Gesture, agreement: Agreement, standing: Sequence[Strike]) -> list[Seen]:
    actor = place.actor(session, gesture, agreement)
    found = []
    for strike in standing:
        subject = _subject(agreement, strike)
        is_told = may(actor, Act.SEE_PERSON, subject)
        found.append(Seen(strike, is_told, may(actor, Act.DIAGNOSE, subject)))
    return found


def _theirs(session: Session, gesture: Gesture, value: str) -> tuple[Strike, Agreement]:
    """The strike of a button or form, if it is the person's to diagnose and still open."""
    if not (value.isdecimal() and len(value) < 19):
        raise NoSuchStrike
    strike = outcomes.by_id(session, gesture.workspace.id, int(value))
    agreement = agreements.of_id(session, gesture.workspace.id, strike.agreement_id, gesture.now)
    subject = _subject(agreement, strike)
    if not may(place.actor(session, gesture, agreement), Act.DIAGNOSE, subject):
        raise NotAllowed(refusal(Act.DIAGNOSE, subject))
    if strike.withdrawn_at is not None:
        raise AlreadyDone(f"{strike.short_id} is withdrawn; there is nothing to diagnose any more.")
    if strike.diagnosis is not None:
        raise AlreadyDone(f"{who(strike.diagnosis.written_by)} wrote the diagnosis of {strike.short_id} already.")
    return strike, agreement


def _subject(agreement: Agreement, strike: Strike) -> Subject:
    """Those whom the strike names; for one of them who is outside Slack, the party's contact."""
    people = strike.people
    if not all(map(is_person, people)):
        people = (*people, *_contact(agreement, strike.party))
    return Subject(agreement.terms, party=strike.party, people=people)


def _contact(agreement: Agreement, party: str) -> tuple[str, ...]:
    try:
        return (agreement.terms.party(party).contact.key,)
    except UnknownParty:
        return ()


DOORS = (
    Door("word", "strikes", say),
    Door("action", DIAGNOSE, press),
    Door("form", strikes.FORM, submit),
)
