"""Due process in Slack: a strike is contested, upheld, withdrawn or excused; each a button and a form with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from commands import on_strike
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.gesture import Gesture
from messages import forms, strike_forms
from messages.strike import CONTEST
from messages.strike_steps import EXCUSE, UPHOLD, WITHDRAW
from messages.views import View
from sla.other_side import judges
from sla.permissions import Act
from sla.strike import Excuse, Strike
from storage import due_process, owed_outcomes


@dataclass(frozen=True)
class Ruling:
    """One way to judge a strike: its form, what it does, and what those whom the strike names are told."""

    form: Callable[[Strike], View]
    act: Callable[..., Strike]
    told: str


RULINGS: Final = {
    strike_forms.UPHOLD: Ruling(strike_forms.uphold, due_process.uphold, "upheld"),
    strike_forms.WITHDRAW: Ruling(strike_forms.withdraw, due_process.withdraw, "withdrawn"),
    strike_forms.EXCUSE: Ruling(strike_forms.excuse, due_process.excuse, "excused"),
}
FORMS: Final = {UPHOLD: strike_forms.UPHOLD, WITHDRAW: strike_forms.WITHDRAW, EXCUSE: strike_forms.EXCUSE}


def press(gesture: Gesture, pressed: Pressed) -> None:
    """*Contest it*: asks whom the strike names for the reason."""
    with gesture.sessions.read() as session:
        on = on_strike.taken(session, gesture, pressed.value, Act.CONTEST)
    gesture.open(strike_forms.contest(on.strike))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: the strike is contested, and the other party's contact is asked to judge it."""
    reason = _reason(answers)
    with gesture.sessions.write() as session:
        on = on_strike.taken(session, gesture, answers.place, Act.CONTEST)
        contested = due_process.contest(
            session, gesture.workspace.id, on.strike, reason=reason, by=gesture.user, now=gesture.now
        )
        people = on_strike.subject_of(on.agreement, contested).people
        told = owed_outcomes.strike_contested(
            session, on.agreement, contested, judges(on.agreement.terms, contested.party, people), gesture.now
        )
        on_strike.refresh(session, gesture, contested)
    gesture.poke()
    return forms.done("Contested", strike_forms.contested(contested, is_told=bool(told)))


def press_ruling(gesture: Gesture, pressed: Pressed) -> None:
    """*Uphold it*, *Withdraw it* or *Excuse it*: asks the other party's contact for the reason."""
    with gesture.sessions.read() as session:
        on = on_strike.taken(session, gesture, pressed.value, Act.JUDGE)
    gesture.open(RULINGS[FORMS[pressed.act]].form(on.strike))


def submit_ruling(gesture: Gesture, answers: Answers, callback_id: str) -> View:
    """One of the three forms: the strike is judged, and those whom it names are told."""
    reason, ruling = _reason(answers), RULINGS[callback_id]
    more = {"why": _why(answers)} if callback_id == strike_forms.EXCUSE else {}
    with gesture.sessions.write() as session:
        on = on_strike.taken(session, gesture, answers.place, Act.JUDGE)
        judged = ruling.act(
            session, gesture.workspace.id, on.strike, reason=reason, by=gesture.user, now=gesture.now, **more
        )
        owed_outcomes.strike_judged(session, on.agreement, judged, ruling.told, gesture.now)
        on_strike.refresh(session, gesture, judged)
    gesture.poke()
    return forms.done("Judged", strike_forms.judged(judged, ruling.told))


def _reason(answers: Answers) -> str:
    if not answers.text("reason"):
        raise WrongFields({"reason": "Say why, in a sentence that the others will understand."})
    return answers.text("reason")


def _why(answers: Answers) -> Excuse:
    try:
        return Excuse(answers.text("why"))
    except ValueError:
        raise WrongFields({"why": "Choose what it was."}) from None


def _form(callback_id: str) -> Callable[[Gesture, Answers], View]:
    return lambda gesture, answers: submit_ruling(gesture, answers, callback_id)


DOORS = (
    Door("action", CONTEST, press),
    Door("form", strike_forms.CONTEST, submit),
    *(Door("action", act, press_ruling) for act in FORMS),
    *(Door("form", form, _form(form)) for form in RULINGS),
)
