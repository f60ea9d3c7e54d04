"""What new targets the facts behind a cancellation review would bear."""

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Goal
from sla.cancellation import CancellationReview
from sla.cancellation import offered as offered_goals
from sla.period import Period
from storage import cancellations, reviews


def offered(session: Session, agreement: Agreement, review: CancellationReview) -> dict[str, Goal]:
    """The goals of the party, by key, as new terms could have them; the agreement has the terms to start from."""
    missed = cancellations.missed_of(session, agreement, review)
    if not missed:
        return {}
    period = Period.named(missed[-1].name)
    at = period.ends_at(agreement.terms.timezone)
    counted = reviews.review(session, agreement, period, at) if agreement.terms.has_leads else None
    return offered_goals(agreement.terms, review.party, missed, counted)
