"""Celebrations, thanks and milestones: what a goal that is reached calls for, each once in its period."""

from datetime import datetime
from fractions import Fraction
from itertools import groupby
from typing import Final

from sqlalchemy.orm import Session

from jobs.rule_age import holds_since
from sla.agreement import Agreement
from sla.consequences import has_rule
from sla.pacing import Verdict
from sla.praise import CELEBRATE, THANK_CONTACT, Feat, feats, has_reached, milestones
from sla.standing import Tally
from storage import owed, owed_outcomes, standing

HIGHER: Final = "A higher mark was reached at the same time."


def celebrate(
    session: Session,
    agreement: Agreement,
    told: Tally,
    now: datetime,
    *,
    at_close: bool = False,
    not_before: datetime | None = None,
) -> int:
    """Owes the channel what these figures call for: celebrations, thanks, milestones; returns how many are new."""
    terms = agreement.terms
    done = 0
    for feat in feats(terms, told.goals, CELEBRATE, at_close=at_close):
        if not _came_before(session, agreement, told, feat):
            goal = _goal(told, feat)
            done += owed.celebration(
                session,
                agreement,
                period=goal["period"],
                party=goal["party"],
                metric=goal["metric"],
                tier=goal["tier"],
                rule=goal["rule"],
                share=goal["share"],
                now=now,
                not_before=not_before,
            )
    for feat in feats(terms, told.goals, THANK_CONTACT, at_close=at_close):
        if not _came_before(session, agreement, told, feat):
            done += owed_outcomes.thanks(session, agreement, _goal(told, feat), now, not_before)
    return done + (0 if at_close else _mark(session, agreement, told, now))


def _mark(session: Session, agreement: Agreement, told: Tally, now: datetime) -> int:
    """Owes the highest milestone that each goal has passed, unless the goal is met by now; the others are on record."""
    done = 0
    for _, marks in groupby(milestones(agreement.terms, told.goals), key=lambda feat: (feat.rule, feat.goal.key)):
        highest, *lower = marks
        if highest.pace.verdict is Verdict.MET:
            lower = [highest, *lower]
        elif not _came_before(session, agreement, told, highest):
            done += owed_outcomes.milestone(session, agreement, _goal(told, highest), now)
        for feat in lower:
            owed_outcomes.passed_milestone(session, agreement, _goal(told, feat), now, HIGHER)
    return done


def _goal(told: Tally, feat: Feat) -> dict[str, str]:
    goal = feat.goal
    return {
        "period": told.period.name,
        "party": goal.party,
        "rule": feat.rule.when,
        "metric": goal.metric.value,
        "tier": goal.tier or "",
        "share": str(feat.share),
    }


def _came_before(session: Session, agreement: Agreement, told: Tally, feat: Feat) -> bool:
    """Whether the goal stood there already when its rule, or the goal as it is now, was made."""
    if feat.goal.metric.is_mean:
        return False
    made_at = holds_since(session, agreement, lambda terms: has_rule(terms, feat.rule, feat.goal))
    if made_at <= told.period.starts_at(agreement.terms.timezone):
        return False
    then = standing.tally(session, agreement, made_at, period=told.period).goal(feat.goal.key)
    return then is not None and has_reached(then, Fraction(feat.share))
