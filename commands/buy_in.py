"""Buy-in in Slack: a contact withdraws their signature from the terms in force, or gives it again."""

from commands import cancelling, place
from commands.answers import Answers
from commands.door import Door
from commands.gesture import Gesture
from messages import acts, buy_in, forms
from messages.views import View
from sla.agreement import Agreement
from sla.cancellation import BUY_IN_WITHDRAWN, Choice
from sla.errors import NotAllowed
from sla.permissions import Act, Subject, refusal
from storage import agreements, buy_ins, cancellations, outbox, owed_terms


def ask(gesture: Gesture, agreement: Agreement) -> None:
    """The choice *Withdraw buy-in*: asks why."""
    _party(agreement, gesture.user)
    gesture.open(buy_in.form(agreement.terms, str(agreement.id), cancels=cancels(agreement)))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The buy-in is withdrawn, told, and where the terms say so a condition of cancellation holds."""
    reason = cancelling.reason_of(answers)
    with gesture.sessions.write() as session:
        agreement = agreements.of_id(session, gesture.workspace.id, int(answers.place or 0), gesture.now)
        place.require_in_force(agreement)
        party = _party(agreement, gesture.user)
        gone = buy_ins.withdraw(session, agreement, party, reason=reason, by=gesture.user, now=gesture.now)
        owed_terms.buy_in(session, agreement, gone.id, "withdrawn", by=gesture.user, now=gesture.now)
        if cancels(agreement):
            cause = f"buy_in:{gone.id}"
            review = cancellations.hold(
                session, agreement, BUY_IN_WITHDRAWN, cause, party=party, periods=(), at=gesture.now
            )
            if review is not None:
                owed_terms.cancellation_review(session, agreement, review.id, gesture.now)
    gesture.poke()
    return forms.done("Withdrawn", buy_in.done(party, cancels=cancels(agreement)))


def give(gesture: Gesture, agreement: Agreement) -> None:
    """The choice *Give buy-in again*: on record and told; a review that it opened needs no decision any more."""
    with gesture.sessions.write() as session:
        party = _party(agreement, gesture.user)
        given = buy_ins.give(session, agreement, party, by=gesture.user, now=gesture.now)
        owed_terms.buy_in(session, agreement, given.id, "given", by=gesture.user, now=gesture.now)
        for review in cancellations.open_ones(session, agreement.id, BUY_IN_WITHDRAWN):
            if review.party == party:
                choice, by, now = Choice.GIVEN_AGAIN, gesture.user, gesture.now
                cancellations.decide(session, agreement, review, choice, by=by, now=now)
                outbox.edit(session, gesture.workspace.id, cancelling.KIND, owed_terms.about_review(review.id))
    gesture.poke()
    gesture.say(acts.line(buy_in.given(agreement.terms, party, gesture.user).text))


def cancels(agreement: Agreement) -> bool:
    """Whether the terms make withdrawn buy-in a condition of cancellation."""
    return any(condition.when == BUY_IN_WITHDRAWN for condition in agreement.terms.cancellation)


def _party(agreement: Agreement, user: str) -> str:
    """The party whose contact the person is; raises NotAllowed."""
    found = next(agreement.terms.contact_of(user), None)
    if found is None:
        raise NotAllowed(refusal(Act.PROPOSE, Subject(agreement.terms)))
    return found.name


DOORS = (Door("form", buy_in.WITHDRAW_FORM, submit),)
