"""The three ways on from a cancellation review: new terms, go on as is, end it; and to propose the end by itself."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from commands import amending, place
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.wanted_goal import Wanted
from messages import cancellation, forms, proposal_steps
from messages.views import View
from sla.agreement import Agreement, Goal
from sla.cancellation import CancellationReview, Choice
from sla.errors import BadFigure, BadWindow, NoAgreement
from sla.permissions import Act
from storage import agreements, cancellation_facts, cancellations, endings, outbox, owed_terms

KIND = "sla_cancellation_review"
END_PROPOSED = "form:propose_end"


@dataclass(frozen=True)
class On:
    """A review that somebody decides on, and its agreement as it stands now."""

    agreement: Agreement
    review: CancellationReview


def press(gesture: Gesture, pressed: Pressed) -> None:
    """One of the three buttons: asks for the targets, or for the reason."""
    with gesture.sessions.read() as session:
        on = _taken(session, gesture, pressed.value)
        told = cancellation.Told(on.agreement.terms, on.review)
        targets = _targets(session, on)
    if pressed.act == cancellation.NEW_TERMS:
        gesture.open(cancellation.new_terms_form(told, targets))
    elif pressed.act == cancellation.GO_ON:
        gesture.open(cancellation.go_on_form(told))
    else:
        gesture.open(cancellation.end_form(on.agreement.terms, pressed.value))


def submit_new_terms(gesture: Gesture, answers: Answers) -> View:
    """The targets are proposed as new terms, for every party to sign."""
    with gesture.sessions.write() as session:
        on = _taken(session, gesture, answers.place)
        base_id, base = amending.base(session, on.agreement)
        wanted = {goal.key: goal for goal in _wanted(answers, on, _targets(session, on))}
        goals = tuple(wanted.get(goal.key, goal) for goal in base.goals)
        terms = replace(base, goals=goals)
        if terms == base:
            raise WrongFields({"goal_0": "Nothing changes; write another target for a goal, or go on as is."})
        source = f"cancellation review {on.review.id}"
        saved = amending.propose(session, gesture, on.agreement, base_id, terms, source=source)
        made = _decide(session, gesture, on, Choice.NEW_TERMS, new_terms_id=saved)
    gesture.poke()
    return forms.done("Proposed", cancellation.decided(on.agreement.terms, made))


def submit_go_on(gesture: Gesture, answers: Answers) -> View:
    """The agreement goes on as is, with the reason on record; the other contacts are told."""
    reason = reason_of(answers)
    with gesture.sessions.write() as session:
        on = _taken(session, gesture, answers.place)
        made = _decide(session, gesture, on, Choice.GO_ON, reason=reason)
        owed_terms.gone_on(session, on.agreement, on.review.id, by=gesture.user, now=gesture.now)
    gesture.poke()
    return forms.done("It goes on", cancellation.decided(on.agreement.terms, made))


def submit_end(gesture: Gesture, answers: Answers) -> View:
    """The agreement ends: a condition of its own holds, so that one contact's word is enough."""
    reason = reason_of(answers)
    with gesture.sessions.write() as session:
        on = _taken(session, gesture, answers.place)
        made = _decide(session, gesture, on, Choice.ENDED, reason=reason)
        end(session, gesture, on.agreement, reason)
    gesture.poke()
    return forms.done("Ended", cancellation.decided(on.agreement.terms, made))


def submit_proposed_end(gesture: Gesture, answers: Answers) -> View:
    """The end is proposed, for every party's contact to sign, as no condition holds."""
    reason = reason_of(answers)
    with gesture.sessions.write() as session:
        agreement = agreements.of_id(session, gesture.workspace.id, int(answers.place or 0), gesture.now)
        place.require(session, gesture, agreement, Act.PROPOSE)
        place.require_in_force(agreement)
        amending.propose_end(session, gesture, agreement, reason)
    gesture.poke()
    return forms.done("Proposed", proposal_steps.end_proposed(agreement.terms))


def end(session: Session, gesture: Gesture, agreement: Agreement, reason: str) -> None:
    """The agreement has ended, and its channel is told once."""
    endings.end(session, agreement, by=gesture.user, reason=reason, now=gesture.now)
    owed_terms.ended(session, agreement, gesture.now)


def reason_of(answers: Answers) -> str:
    """The reason in a form; raises WrongFields when there is none."""
    if not answers.text("reason"):
        raise WrongFields({"reason": "Say why, in a sentence that the others will understand."})
    return answers.text("reason")


def _taken(session: Session, gesture: Gesture, value: str) -> On:
    """The review of a button or form, if the person is a contact, nobody has decided, and the agreement goes on."""
    if not (value.isdecimal() and len(value) < 19):
        raise NoAgreement("That review does not exist here.")
    review = cancellations.by_id(session, gesture.workspace.id, int(value))
    agreement = agreements.of_id(session, gesture.workspace.id, review.agreement_id, gesture.now)
    place.require(session, gesture, agreement, Act.DECIDE)
    cancellations.refuse_decided(review, agreement)
    place.require_in_force(agreement)
    return On(agreement, review)


def _targets(session: Session, on: On) -> list[Goal]:
    """The goals that the form asks for: of the party first, with the targets that the facts would bear."""
    offered = cancellation_facts.offered(session, on.agreement, on.review)
    held = sorted(on.agreement.terms.goals, key=lambda goal: goal.party != on.review.party)
    return [offered.get(goal.key, goal) for goal in held]


def _wanted(answers: Answers, on: On, targets: list[Goal]) -> list[Goal]:
    """The goals as the form has them; raises WrongFields."""
    wrong, found = {}, []
    for number, goal in enumerate(targets):
        written = answers.text(f"goal_{number}")
        try:
            found.append(Wanted(goal, written).revised(on.agreement.terms) if written else goal)
        except (BadFigure, BadWindow, BadWords) as error:
            wrong[f"goal_{number}"] = str(error)
    if wrong:
        raise WrongFields(wrong)
    return found


def _decide(
    session: Session,
    gesture: Gesture,
    on: On,
    choice: Choice,
    *,
    reason: str | None = None,
    new_terms_id: int | None = None,
) -> CancellationReview:
    made = cancellations.decide(
        session,
        on.agreement,
        on.review,
        choice,
        by=gesture.user,
        now=gesture.now,
        reason=reason,
        new_terms_id=new_terms_id,
    )
    outbox.edit(session, gesture.workspace.id, KIND, owed_terms.about_review(on.review.id))
    return made


DOORS = (
    *(Door("action", act, press) for act in (cancellation.NEW_TERMS, cancellation.GO_ON, cancellation.END_IT)),
    Door("form", cancellation.NEW_TERMS_FORM, submit_new_terms),
    Door("form", cancellation.GO_ON_FORM, submit_go_on),
    Door("form", cancellation.END_FORM, submit_end),
    Door("form", END_PROPOSED, submit_proposed_end),
)
