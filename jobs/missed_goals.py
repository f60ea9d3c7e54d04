"""Goals that a period missed: strikes, make-up plans, service credits and escalations, as the rules say."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.floods import Floods, charge
from jobs.make_ups import open_plan
from jobs.service_credits import give_credit
from jobs.telling import answers, diagnosis_due, tell
from messages.strike import goal_promise
from sla.agreement import Agreement
from sla.consequences import ESCALATE, MAKE_UP, SERVICE_CREDIT, STRIKE, GoalOutcome, missed_goals
from sla.credit import NewCredit
from sla.standing import Figures, GoalFigures
from sla.strike import NewStrike
from storage import outcomes, owed


def follow_missed_goals(
    session: Session, agreement: Agreement, told: Figures, now: datetime, *, opening: datetime
) -> None:
    """What follows from each goal that the closed period of these figures missed; told at the opening."""
    terms, floods = agreement.terms, Floods(session, agreement, told.at)
    for missed in missed_goals(terms, told.goals, STRIKE):
        flood = floods.of(told.period) if floods.swamps(told.period, missed) else None
        if flood is None:
            _strike(session, agreement, told, missed, now, opening=opening)
        else:
            charge(session, agreement, flood, missed.rule, now, opening=opening)
    for missed in missed_goals(terms, told.goals, MAKE_UP):
        open_plan(session, agreement, told, missed, now, opening=opening)
    for missed in missed_goals(terms, told.goals, SERVICE_CREDIT):
        give_credit(session, agreement, missed.rule, _credit(agreement, told, missed), now, not_before=opening)
    for missed in missed_goals(terms, told.goals, ESCALATE):
        _escalate(session, agreement, told, missed, now, opening=opening)


def _strike(
    session: Session, agreement: Agreement, told: Figures, missed: GoalOutcome, now: datetime, *, opening: datetime
) -> None:
    goal = missed.goal
    new = NewStrike(
        cause=_cause(told, missed),
        party=goal.party,
        rule=missed.rule.when,
        period=told.period.name,
        metric=goal.metric.value,
        tier=goal.tier,
        people=answers(session, agreement, goal.party),
        promise=goal_promise(GoalFigures(goal, missed.pace), told.period),
        on=told.period.last_day,
        opened_at=told.at,
        diagnosis_due_at=diagnosis_due(agreement.terms, missed.rule, max(now, opening)),
        decay=missed.rule.decay,
    )
    strike = outcomes.open_strike(session, agreement, new)
    if strike is not None:
        tell(session, agreement, strike, now, not_before=opening)


def _credit(agreement: Agreement, told: Figures, missed: GoalOutcome) -> NewCredit:
    goal = missed.goal
    return NewCredit(
        cause=_cause(told, missed),
        payer=goal.party,
        rule=missed.rule.when,
        period=told.period.name,
        promise=goal_promise(GoalFigures(goal, missed.pace), told.period),
        on=told.period.last_day,
        given_at=told.at,
        metric=goal.metric.value,
        tier=goal.tier,
    )


def _escalate(
    session: Session, agreement: Agreement, told: Figures, missed: GoalOutcome, now: datetime, *, opening: datetime
) -> None:
    goal = missed.goal
    owed.escalation(
        session,
        agreement,
        party=goal.party,
        rule=missed.rule.when,
        cause=":".join(_cause(told, missed)),
        now=now,
        not_before=opening,
        args={"period": told.period.name, "metric": goal.metric.value, "tier": goal.tier or ""},
    )


def _cause(told: Figures, missed: GoalOutcome) -> tuple[str, ...]:
    goal = missed.goal
    return told.period.name, goal.party, missed.rule.when, goal.metric.value, goal.tier or ""
