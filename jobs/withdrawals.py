"""Withdrawals: strikes that a late fact has disproved."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.breach_strikes import breaches_left
from sla.agreement import Agreement
from sla.pacing import kept
from sla.period import Period
from sla.strike import Strike
from storage import agreements, outbox, outcomes, standing

KIND: Final = "sla_strike"
DISPROVED: Final = "A later record shows that the promise was kept."


def withdraw_disproved(session: Session, agreement: Agreement, since: datetime, now: datetime) -> int:
    """Withdraws each strike opened from `since` on (UTC) that facts do not bear out any more; returns how many.

    `since` is the instant of the earliest new fact: what was opened before it, no new fact can disprove.
    """
    found = outcomes.standing(session, agreement.workspace_id, agreement.id, since)
    return sum(
        _withdraw(session, agreement, strike, now) for strike in found if _is_disproved(session, agreement, strike)
    )


def _is_disproved(session: Session, agreement: Agreement, strike: Strike) -> bool:
    terms, period = agreements.terms(session, strike.terms_id), Period.named(strike.period)
    then = replace(agreement, terms=terms, terms_id=strike.terms_id)
    if strike.leads:
        return breaches_left(session, then, strike) < len(strike.leads)
    told = standing.figures(session, then, period.ends_at(terms.timezone), period=period)
    named = strike.party, strike.metric, strike.tier
    missed = (each for each in told.goals if (each.goal.party, each.goal.metric, each.goal.tier) == named)
    return any(kept(each.pace) is True for each in missed)


def _withdraw(session: Session, agreement: Agreement, strike: Strike, now: datetime) -> bool:
    """The strike is withdrawn, and what was posted about it is edited to say so."""
    withdrawn = outcomes.withdraw(session, agreement.workspace_id, strike, DISPROVED, now)
    if withdrawn:
        outbox.edit(session, agreement.workspace_id, KIND, f"strike:{strike.id}")
    return withdrawn
