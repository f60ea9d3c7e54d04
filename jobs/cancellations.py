"""Conditions of cancellation: what comes to hold with a closed period, or with a buy-in that is withdrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.telling import LIFE
from sla.agreement import Agreement
from sla.cancellation import MISSED_IN_A_ROW, runs_due
from storage import cancellations, endings, owed_terms


def watch(session: Session, agreement: Agreement, now: datetime, *, opening: datetime) -> int:
    """Opens a review for each party whose run of missed periods is long enough with the one that has just closed."""
    ending = endings.of(session, agreement.id)
    closed = cancellations.closed_periods(session, agreement, ending.at if ending else None)
    opened = 0
    for run, count in runs_due(agreement.terms, closed):
        names = [each.name for each in run.periods[-count:]]
        review = cancellations.hold(
            session, agreement, MISSED_IN_A_ROW, names[-1], party=run.party, periods=names, at=now
        )
        if review is not None:
            owed_terms.cancellation_review(
                session, agreement, review.id, now, not_before=opening, expires_at=opening + LIFE
            )
            opened += 1
    return opened
