"""`/sla strikes`, the button *Write the diagnosis* and its form."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from commands import on_strike, place
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.gesture import Gesture
from commands.words import nothing_more
from messages import forms, strikes
from messages.strike import DIAGNOSE
from messages.strikes import Beside, Seen
from messages.views import View
from sla.agreement import Agreement
from sla.credit import balances
from sla.errors import AlreadyDone
from sla.permissions import Act, Actor, Subject, may
from sla.strike import Strike
from storage import outcomes, service_credits, standing
from storage.sentences import who

USUALLY: Final = timedelta(days=7)


def say(gesture: Gesture, typed: str) -> None:
    """The strikes that stand here, plans and credits; whom a strike names is told to them and their contact alone."""
    with gesture.sessions.read() as session:
        agreement, rest = place.one(session, gesture, typed)
        nothing_more(rest, "strikes")
        place.require(session, gesture, agreement, Act.SEE)
        actor = place.actor(session, gesture, agreement)
        known = outcomes.of_agreement(session, gesture.workspace.id, agreement.id)
        seen = [_seen(actor, agreement, strike) for strike in known if strike.stands]
        beside = _beside(session, gesture, actor, agreement, known)
        message = place.marked(session, agreement, strikes.listing(agreement.title, seen, beside))
    gesture.say(message)


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button: asks for cause, remedy and date."""
    with gesture.sessions.read() as session:
        on = on_strike.taken(session, gesture, pressed.value, Act.DIAGNOSE)
        _refuse_old(on.strike)
    today = on.agreement.terms.hours.local_date(gesture.now)
    gesture.open(strikes.form(on.strike, today + USUALLY))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: the diagnosis is written, once."""
    cause, remedy, by = answers.text("cause"), answers.text("remedy"), answers.day("by")
    with gesture.sessions.write() as session:
        on = on_strike.taken(session, gesture, answers.place, Act.DIAGNOSE)
        _refuse_old(on.strike)
        wrong = {name: "Please say it in a few words." for name in ("cause", "remedy") if not answers.text(name)}
        if by is None or by < on.agreement.terms.hours.local_date(gesture.now):
            wrong["by"] = "Choose today or a day to come."
        if wrong or by is None:
            raise WrongFields(wrong)
        written = outcomes.diagnose(
            session,
            gesture.workspace.id,
            on.strike,
            cause=cause,
            remedy=remedy,
            by_date=by,
            by=gesture.user,
            now=gesture.now,
        )
        on_strike.refresh(session, gesture, written)
    gesture.poke()
    return forms.done("Diagnosed", strikes.diagnosed(written))


def _seen(actor: Actor, agreement: Agreement, strike: Strike) -> Seen:
    subject = on_strike.subject_of(agreement, strike)
    return Seen(
        strike,
        is_told=may(actor, Act.SEE_PERSON, subject),
        is_theirs=may(actor, Act.DIAGNOSE, subject),
        is_judge=may(actor, Act.JUDGE, subject),
    )


def _beside(session: Session, gesture: Gesture, actor: Actor, agreement: Agreement, known: Sequence[Strike]) -> Beside:
    """The plans of the running period and the open credits, with what the person may settle."""
    told = standing.figures(session, agreement, gesture.now)
    open_ones = service_credits.unsettled(session, gesture.workspace.id, agreement.id)

    def may_settle(receiver: str, payer: str) -> bool:
        return may(actor, Act.SETTLE, Subject(agreement.terms, party=receiver, payer=payer))

    return Beside(
        plans=[(plan, each.goal) for each in told.goals for plan in told.to_make_up(each.goal)],
        credits=[(each, may_settle(each.receiver, each.payer)) for each in open_ones],
        balances=[(each, may_settle(each.receiver, each.payer)) for each in balances(open_ones)],
        ended=[strike for strike in known if not strike.stands and not outcomes.is_disproved(strike)],
    )


def _refuse_old(strike: Strike) -> None:
    """Raises AlreadyDone when there is nothing left to diagnose."""
    if not strike.stands:
        raise AlreadyDone(f"{strike.short_id} is {strike.state}; there is nothing to diagnose any more.")
    if strike.diagnosis is not None:
        raise AlreadyDone(f"{who(strike.diagnosis.written_by)} wrote the diagnosis of {strike.short_id} already.")


DOORS = (
    Door("word", "strikes", say),
    Door("action", DIAGNOSE, press),
    Door("form", strikes.FORM, submit),
)
