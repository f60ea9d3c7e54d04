"""What people do with a proposal but sign it: discuss it, withdraw it, propose lapsed or withdrawn terms again."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from commands import amending, place
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.gesture import Gesture
from messages import forms, proposal, proposal_forms, proposal_steps
from messages.acts import line
from messages.views import View
from sla.agreement import Agreement
from sla.difference import difference
from sla.errors import AlreadyDone, NoAgreement, NotAllowed
from sla.permissions import Act, Subject, may, refusal
from storage import agreements, cancellations, outbox, owed_terms, proposals
from storage.agreements import TermsVersion


@dataclass(frozen=True)
class On:
    """The proposal that somebody acts on, and its agreement as it stands."""

    agreement: Agreement
    proposed: TermsVersion


def press_discuss(gesture: Gesture, pressed: Pressed) -> None:
    """*Discuss*: asks what there is to say."""
    with gesture.sessions.read() as session:
        on = _taken(session, gesture, pressed.value, Act.DISCUSS)
    gesture.open(proposal_forms.discuss(on.proposed.terms, pressed.value))


def submit_discuss(gesture: Gesture, answers: Answers) -> View:
    """The remark is kept, shown below the proposal, and told to the contacts of all parties."""
    if not answers.text("said"):
        raise WrongFields({"said": "Say it in a sentence that the others will understand."})
    with gesture.sessions.write() as session:
        on = _taken(session, gesture, answers.place, Act.DISCUSS)
        kept = proposals.remark(
            session,
            gesture.workspace.id,
            on.proposed.id,
            said=answers.text("said"),
            by=gesture.user,
            now=gesture.now,
        )
        told = [each for each in _contacts(session, on) if each != gesture.user]
        owed_terms.remark(session, on.agreement, on.proposed.id, kept.id, told=told, now=gesture.now)
        _refresh(session, gesture, on)
    gesture.poke()
    return forms.done("Kept", proposal_forms.said(on.proposed.terms))


def press_withdraw(gesture: Gesture, pressed: Pressed) -> None:
    """*Withdraw*: asks why."""
    with gesture.sessions.read() as session:
        on = _taken(session, gesture, pressed.value, Act.WITHDRAW)
    gesture.open(proposal_forms.withdraw(on.proposed.terms, pressed.value, ends=on.proposed.ends))


def submit_withdraw(gesture: Gesture, answers: Answers) -> View:
    """The proposal is withdrawn, and the others are told."""
    if not answers.text("reason"):
        raise WrongFields({"reason": "Say why, in a sentence that the others will understand."})
    with gesture.sessions.write() as session:
        on = _taken(session, gesture, answers.place, Act.WITHDRAW)
        place_id, reason = gesture.workspace.id, answers.text("reason")
        proposals.withdraw(session, place_id, on.proposed.id, reason=reason, by=gesture.user, now=gesture.now)
        told = [each for each in _contacts(session, on) if each != gesture.user]
        for review_id in cancellations.reopen(session, on.proposed.id):
            outbox.edit(session, place_id, "sla_cancellation_review", owed_terms.about_review(review_id))
        owed_terms.step(session, on.agreement, on.proposed.id, "withdrawn", told=told, now=gesture.now)
        _refresh(session, gesture, on)
    gesture.poke()
    return forms.done("Withdrawn", proposal_forms.withdrawn(on.proposed.terms))


def press_again(gesture: Gesture, pressed: Pressed) -> None:
    """*Propose it again*: the same terms wait for signatures anew, where no other proposal does."""
    with gesture.sessions.write() as session:
        on = _taken(session, gesture, pressed.value, Act.PROPOSE)
        if on.proposed.ends or on.proposed.superseded_at is None:
            raise AlreadyDone("Those terms need not be proposed again; `/sla agreement` shows where they stand.")
        if agreements.proposed(session, on.agreement.id) is not None:
            raise AlreadyDone("Another proposal waits for signatures; `/sla agreement` shows it.")
        if on.agreement.terms_id != on.proposed.id and not difference(on.agreement.terms, on.proposed.terms):
            raise AlreadyDone("Those terms are in force already.")
        source = f"terms {on.proposed.number}, proposed again"
        base_id, terms = on.agreement.terms_id, on.proposed.terms
        amending.propose(session, gesture, on.agreement, base_id, terms, source=source)
    gesture.poke()
    gesture.say(line(proposal_steps.again(on.proposed.terms)))


def _taken(session: Session, gesture: Gesture, value: str, act: Act) -> On:
    """The proposal, if the person may do this with it; raises NoAgreement and NotAllowed."""
    if not (value.isdecimal() and len(value) < 19):
        raise NoAgreement("Those terms do not exist here.")
    proposed = agreements.version(session, gesture.workspace.id, int(value))
    agreement = agreements.of_id(session, gesture.workspace.id, proposed.agreement_id, gesture.now)
    people = (proposed.proposed_by,) if proposed.proposed_by else ()
    asks = place.actor(session, gesture, agreement)
    subjects = [Subject(terms, people=people) for terms in (agreement.terms, proposed.terms)]
    if not any(may(asks, act, subject) for subject in subjects):
        raise NotAllowed(refusal(act, subjects[0]))
    return On(agreement, proposed)


def _contacts(session: Session, on: On) -> list[str]:
    return owed_terms.contacts(session, on.agreement, on.proposed.terms)


def _refresh(session: Session, gesture: Gesture, on: On) -> None:
    outbox.edit(session, gesture.workspace.id, amending.KIND, owed_terms.about(on.proposed.id))


DOORS = (
    Door("action", proposal.DISCUSS, press_discuss),
    Door("form", proposal_forms.DISCUSS, submit_discuss),
    Door("action", proposal.WITHDRAW, press_withdraw),
    Door("form", proposal_forms.WITHDRAW, submit_withdraw),
    Door("action", proposal_steps.AGAIN, press_again),
)
