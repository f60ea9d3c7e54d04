"""Make-up plans on their way: opened at the close that missed, paid off by what later periods bring, closed."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from jobs.telling import LIFE
from sla.agreement import Agreement
from sla.consequences import GoalOutcome
from sla.make_up import Plan, deficit, periods_of, settle, surplus
from sla.standing import GoalFigures, Tally
from storage import make_ups, outbox, owed_outcomes
from storage.make_ups import Shortfall

KIND = "sla_make_up"


def open_plan(
    session: Session, agreement: Agreement, told: Tally, missed: GoalOutcome, now: datetime, *, opening: datetime
) -> None:
    """Opens the plan of a goal that adds up; what a mean fell short by can't be made up."""
    goal = missed.goal
    short = deficit(GoalFigures(goal, missed.pace))
    if short is None:
        return
    shortfall = Shortfall(goal.party, goal.metric.value, goal.tier, short, periods_of(missed.rule))
    plan = make_ups.open_plan(session, agreement, shortfall, told.period, told.at)
    if plan is not None:
        owed_outcomes.make_up(session, agreement, plan, now, not_before=opening, expires_at=opening + LIFE)


def settle_period(session: Session, agreement: Agreement, told: Tally, now: datetime, *, opening: datetime) -> None:
    """The closed period of these figures has paid off what it brought beyond its goals; told at the opening."""
    place = agreement.workspace_id
    for plan, amount in _settled(session, agreement, told):
        make_ups.pay(session, place, plan, told.period, amount=amount, at=told.at)
        _judge(session, agreement, told, (plan, amount), now, opening=opening)


def watch(session: Session, agreement: Agreement, told: Tally, now: datetime) -> int:
    """Closes each plan that the running period has made up by now, and opens again what it has not after all."""
    return sum(_judge(session, agreement, told, settled, now) for settled in _settled(session, agreement, told))


def _settled(session: Session, agreement: Agreement, told: Tally) -> Iterator[tuple[Plan, Fraction]]:
    """Each plan that concerns the period, and what the period has for it."""
    plans = make_ups.running(session, agreement, told.period, told.at)
    for figures in told.goals:
        theirs = [plan for plan in plans if plan.is_for(figures.goal)]
        yield from zip(theirs, settle(theirs, surplus(figures)), strict=True)


def _judge(
    session: Session,
    agreement: Agreement,
    told: Tally,
    settled: tuple[Plan, Fraction],
    now: datetime,
    *,
    opening: datetime | None = None,
) -> int:
    """Closes the plan once all of it is made up; opens it again when it is not any more."""
    plan, amount = settled
    place, is_made_up = agreement.workspace_id, amount >= plan.remaining
    if is_made_up == (plan.made_up_at is not None):
        return 0
    if not is_made_up:
        make_ups.reopen(session, place, plan, min(now, told.at))
        outbox.edit(session, place, KIND, owed_outcomes.about_plan(plan))
        return 1
    closed = make_ups.close(session, place, plan, told.period, min(now, told.at))
    expires_at = (opening or now) + LIFE
    owed_outcomes.make_up(session, agreement, closed, now, not_before=opening, expires_at=expires_at)
    return 1
