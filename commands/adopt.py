"""The buttons of a review: *Adopt* proposes the goals that its rates ask for, *Keep the goal* says that they stay."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.orm import Session

from commands import amending, place
from commands.door import Door, Pressed
from commands.gesture import Gesture
from messages import rates
from sla.agreement import Agreement
from sla.errors import AlreadyDone, BadPeriod, NoAgreement, StaleReview
from sla.period import Period
from sla.permissions import Act
from sla.reevaluation import Choice, revised, revisions
from storage import agreements, outbox, owed, review_decisions, reviews

KIND: Final = "sla_review"


@dataclass(frozen=True)
class Reviewed:
    """What a button of a review is about: the agreement as it stands now, the period, and as of when it was counted."""

    agreement: Agreement
    period: Period
    at: datetime


@dataclass(frozen=True)
class Decided:
    """What somebody chose, on which lines of the proposal; adopted, the terms that it made."""

    choice: Choice
    proposed: list[str]
    terms_id: int | None = None


def adopt(gesture: Gesture, pressed: Pressed) -> None:
    """*Adopt*: the goals are proposed as new terms, for every party to sign."""
    with gesture.sessions.write() as session:
        about = _about(session, gesture, pressed.value)
        base_id, base = amending.base(session, about.agreement)
        counted = reviews.review(session, about.agreement, about.period, about.at)
        found, terms = revisions(base, counted), revised(base, counted)
        if not found:
            raise AlreadyDone("The goals are what these rates ask for already.")
        source = f"review of {about.period.name}"
        saved = amending.propose(session, gesture, about.agreement, base_id, terms, source=source)
        _decide(session, gesture, about, Decided(Choice.ADOPTED, rates.lines(found), saved))
    gesture.poke()
    gesture.tell(rates.adopted(terms, found))


def keep(gesture: Gesture, pressed: Pressed) -> None:
    """*Keep the goal*: decided, with who did."""
    with gesture.sessions.write() as session:
        about = _about(session, gesture, pressed.value)
        counted = reviews.review(session, about.agreement, about.period, about.at)
        proposed = rates.lines(revisions(about.agreement.terms, counted))
        _decide(session, gesture, about, Decided(Choice.KEPT, proposed))
    gesture.poke()
    gesture.tell(rates.kept(about.agreement.terms, about.period))


def _decide(session: Session, gesture: Gesture, about: Reviewed, decided: Decided) -> None:
    review_decisions.decide(
        session,
        about.agreement,
        about.period,
        decided.choice,
        proposed=decided.proposed,
        by=gesture.user,
        now=gesture.now,
        terms_id=decided.terms_id,
    )
    outbox.edit(session, gesture.workspace.id, KIND, owed.about_review(about.agreement, about.period.name))


def _about(session: Session, gesture: Gesture, value: str) -> Reviewed:
    """What was pressed, if the person may decide on it, nobody has, and no later period has closed."""
    agreement_id, name, second = _parts(value)
    agreement = agreements.of_id(session, gesture.workspace.id, agreement_id, gesture.now)
    place.require(session, gesture, agreement, Act.DECIDE)
    place.require_in_force(agreement)
    period, zone = Period.named(name), agreement.terms.timezone
    review_decisions.refuse_second(session, agreement, period)
    if period.next().ends_at(zone) <= gesture.now:
        raise StaleReview
    at = min(max(datetime.fromtimestamp(second, UTC), period.ends_at(zone)), gesture.now)
    if at < period.ends_at(zone):
        raise BadPeriod("The period still runs; its review proposes goals when it has closed.")
    return Reviewed(agreement, period, at)


def _parts(value: str) -> tuple[int, str, int]:
    agreement_id, name, second = [*value.split("."), "", ""][:3]
    if not (agreement_id.isdecimal() and second.isdecimal() and len(agreement_id) < 19 and len(second) < 12):
        raise NoAgreement("That review does not exist here.")
    return int(agreement_id), name, int(second)


DOORS = (
    Door("action", rates.ADOPT, adopt),
    Door("action", rates.KEEP, keep),
)
