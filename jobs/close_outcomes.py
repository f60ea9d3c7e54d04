"""What follows from a closed period, in order, and when it is said."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.breach_follows import follow_breaches
from jobs.breach_strikes import excuse_swamped, strike_breaches
from jobs.cancellations import watch
from jobs.celebrations import celebrate
from jobs.make_ups import settle_period
from jobs.missed_goals import follow_missed_goals
from jobs.strikes import decay, escalate
from jobs.telling import LIFE
from sla.agreement import Agreement
from sla.standing import Figures
from storage import outcomes, owed


def follow_close(session: Session, agreement: Agreement, told: Figures, now: datetime, *, opening: datetime) -> None:
    """Everything that the terms say follows from the closed period of these figures; said at the next opening.

    What earlier periods fell short by is paid off first, so that a plan which this period opens is not among it.
    Strikes are told to those they name before the channel reads the party's name.
    """
    period, expires_at = told.period, opening + LIFE
    celebrate(session, agreement, told, now, at_close=True, not_before=opening)
    settle_period(session, agreement, told, now, opening=opening)
    excuse_swamped(session, agreement, period, now, opening=opening)
    for link in agreement.links:
        strike_breaches(session, link, period, now, until=told.at, opening=opening)
        follow_breaches(session, link, now, until=told.at, opening=opening)
    follow_missed_goals(session, agreement, told, now, opening=opening)
    for strike in outcomes.of_agreement(session, agreement.workspace_id, agreement.id, period=period.name):
        if strike.stands:
            owed.strike_named(session, agreement, strike.id, now, not_before=opening, expires_at=expires_at)
    decay(session, agreement, told, now)
    escalate(session, agreement, told.at, not_before=opening)
    watch(session, agreement, now, opening=opening)
