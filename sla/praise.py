"""What a goal that is reached calls for: celebrations, thanks, and milestones on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sla.agreement import Goal, Rule, Terms
from sla.pacing import Pace, Verdict, kept
from sla.standing import GoalFigures

CELEBRATE, THANK_CONTACT = "celebrate", "thank_contact"


@dataclass(frozen=True)
class Feat:
    """A rule that a goal brought into play by reaching a share of its target: 1 is all of it, 1.1 a tenth more."""

    rule: Rule
    goal: Goal
    pace: Pace
    share: Fraction


def feats(terms: Terms, goals: Iterable[GoalFigures], act: str, *, at_close: bool = False) -> list[Feat]:
    """The goals that were met, or exceeded by as much as a rule asks, for which a rule calls for this act.

    Goals that add up count as soon as they get there, means only once their period has closed.
    """
    told = list(goals)
    return [
        Feat(rule, each.goal, each.pace, _share(rule))
        for rule in terms.consequences
        if rule.when in ("goal_met", "goal_exceeded") and act in rule.then
        for each in told
        if has_reached(each, _share(rule), at_close=at_close)
    ]


def milestones(terms: Terms, goals: Iterable[GoalFigures]) -> list[Feat]:
    """The milestones that the goals have passed, of each goal the highest first; means have none."""
    told = list(goals)
    return [
        Feat(rule, each.goal, each.pace, Fraction(mark))
        for rule in terms.consequences
        if rule.when == "goal_met"
        for each in told
        for mark in sorted(rule.milestones, reverse=True)
        if has_reached(each, Fraction(mark))
    ]


def has_reached(figures: GoalFigures, share: Fraction, *, at_close: bool = False) -> bool:
    """Whether the goal stands at this share of its target, or beyond.

    A mean is judged once its period has closed. It is met when the promise is kept; it is exceeded by a tenth when a
    speed is a tenth below its target, a depth a tenth above it.
    """
    goal, pace = figures.goal, figures.pace
    if goal.metric.is_mean:
        return at_close and kept(pace) is True and (share <= 1 or _mean_reached(figures, share))
    if share == 1:
        return pace.verdict is Verdict.MET
    return pace.actual is not None and pace.actual >= pace.target * share


def _mean_reached(figures: GoalFigures, share: Fraction) -> bool:
    target, actual = figures.pace.target, figures.pace.actual
    if actual is None:
        return False
    return actual <= target * (2 - share) if figures.goal.metric == "speed" else actual >= target * share


def _share(rule: Rule) -> Fraction:
    return 1 + Fraction(rule.by or 0)
