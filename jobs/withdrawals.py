"""Withdrawals: strikes, make-up plans and service credits that a late fact has disproved."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.breach_strikes import leads_left
from jobs.floods import Floods
from sla.agreement import Agreement
from sla.duty_outcomes import DUTY_MISSED
from sla.make_up import Plan, deficit
from sla.pacing import kept
from sla.period import Period
from sla.standing import GoalFigures
from sla.strike import Strike
from storage import agreements, make_ups, opened, outbox, outcomes, owed_outcomes, service_credits, standing

KIND: Final = "sla_strike"
DISPROVED: Final = "A later record shows that the promise was kept."
KEPT: Final = "A later record shows that a lead was tried in time; as many windows passed without it."
LESS: Final = "A later record shows that less was missing."


def withdraw_disproved(session: Session, agreement: Agreement, since: datetime, now: datetime) -> int:
    """Withdraws what was opened from `since` on (UTC) and facts do not bear out any more; returns how many things.

    `since` is the instant of the earliest new fact: what was opened before it, no new fact can disprove.
    """
    if not opened.any_since(session, agreement.id, since):
        return 0
    place = agreement.workspace_id
    strikes = outcomes.standing(session, place, agreement.id, since)
    gone = sum(_look_again(session, agreement, each, now) for each in strikes)
    for credit in service_credits.since(session, place, agreement.id, since):
        found = _goal(session, agreement, credit.terms_id, credit.period, (credit.payer, credit.metric, credit.tier))
        if _is_kept(found) and service_credits.withdraw(session, place, credit, DISPROVED, now):
            outbox.edit(session, place, "sla_service_credit", owed_outcomes.about_credit(credit))
            gone += 1
    plans = make_ups.opened_since(session, place, agreement.id, since)
    return gone + sum(_correct(session, agreement, plan, now) for plan in plans)


def _look_again(session: Session, agreement: Agreement, strike: Strike, now: datetime) -> bool:
    """The strike is withdrawn when it is disproved; where enough windows passed all the same, it names those."""
    if not strike.leads:
        return _is_disproved(session, agreement, strike) and _withdraw(session, agreement, strike, now)
    left = leads_left(session, _then(session, agreement, strike.terms_id), strike)
    if len(left) < len(strike.leads):
        return _withdraw(session, agreement, strike, now)
    if set(strike.leads) <= set(left):
        return False
    stays = left[: len(strike.leads)]
    outcomes.name_leads(session, agreement.workspace_id, strike, stays, reason=KEPT, now=now)
    outbox.edit(session, agreement.workspace_id, KIND, owed_outcomes.about_strike(strike))
    return True


def _is_disproved(session: Session, agreement: Agreement, strike: Strike) -> bool:
    if strike.rule == DUTY_MISSED:
        return False
    then = _then(session, agreement, strike.terms_id)
    period = Period.named(strike.period)
    if strike.instead_of is not None:
        return Floods(session, then, period.ends_at(then.terms.timezone)).of(period) is None
    named = strike.party, strike.metric, strike.tier
    found = _goal(session, agreement, strike.terms_id, strike.period, named)
    return _is_kept(found)


def _withdraw(session: Session, agreement: Agreement, strike: Strike, now: datetime) -> bool:
    """The strike is withdrawn, and what was posted about it is edited to say so."""
    withdrawn = outcomes.withdraw(session, agreement.workspace_id, strike, DISPROVED, now)
    if withdrawn:
        outbox.edit(session, agreement.workspace_id, KIND, owed_outcomes.about_strike(strike))
    return withdrawn


def _correct(session: Session, agreement: Agreement, plan: Plan, now: datetime) -> bool:
    """The plan is withdrawn when its goal was kept after all, and lowered to what was missing when that is less."""
    named = plan.party, plan.metric, plan.tier
    found = _goal(session, agreement, plan.terms_id, plan.period, named)
    if found is None:
        return False
    short = deficit(found)
    if short is not None and max(short, plan.paid) >= plan.deficit:
        return False
    place = agreement.workspace_id
    if short is None:
        make_ups.withdraw(session, place, plan, DISPROVED, now)
    else:
        make_ups.correct(session, place, plan, max(short, plan.paid), reason=LESS, at=now)
    outbox.edit(session, place, "sla_make_up", owed_outcomes.about_plan(plan))
    return True


def _is_kept(found: GoalFigures | None) -> bool:
    """Whether nothing was missed of a goal whose period is over: it was met, or there is nothing to tell it by."""
    return found is not None and kept(found.pace) is not False


def _goal(
    session: Session,
    agreement: Agreement,
    terms_id: int,
    period_name: str,
    named: tuple[str, str | None, str | None],
) -> GoalFigures | None:
    """How the goal of this party, metric and tier stood at the end of its period, by all that is known now."""
    then, period = _then(session, agreement, terms_id), Period.named(period_name)
    told = standing.figures(session, then, period.ends_at(then.terms.timezone), period=period)
    return next((each for each in told.goals if (each.goal.party, each.goal.metric, each.goal.tier) == named), None)


def _then(session: Session, agreement: Agreement, terms_id: int) -> Agreement:
    return replace(agreement, terms=agreements.terms(session, terms_id), terms_id=terms_id)
