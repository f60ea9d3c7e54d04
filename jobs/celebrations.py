"""Celebrations: goals that were met, each once in its period."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.rule_age import holds_since
from sla.agreement import Agreement
from sla.consequences import GoalOutcome, celebrations, has_rule
from sla.pacing import Verdict
from sla.standing import Figures
from storage import owed, standing


def celebrate(
    session: Session,
    agreement: Agreement,
    told: Figures,
    now: datetime,
    *,
    at_close: bool = False,
    not_before: datetime | None = None,
) -> int:
    """Owes the channel a celebration of each goal that these figures show as met; returns how many are new."""
    return sum(
        owed.celebration(
            session,
            agreement,
            period=told.period.name,
            party=met.goal.party,
            metric=met.goal.metric.value,
            tier=met.goal.tier,
            now=now,
            not_before=not_before,
        )
        for met in celebrations(agreement.terms, told.goals, at_close=at_close)
        if not _was_met_before(session, agreement, told, met)
    )


def _was_met_before(session: Session, agreement: Agreement, told: Figures, met: GoalOutcome) -> bool:
    """Whether the goal was met already when its rule, or the goal as it is now, was made."""
    if met.goal.metric.is_mean:
        return False
    made_at = holds_since(session, agreement, lambda terms: has_rule(terms, met.rule, met.goal))
    if made_at <= told.period.starts_at(agreement.terms.timezone):
        return False
    then = standing.figures(session, agreement, made_at, period=told.period).goal(met.goal.key)
    return then is not None and then.pace.verdict is Verdict.MET
