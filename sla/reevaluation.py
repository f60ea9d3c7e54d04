"""The next period's goals from what a period's counts say, each with the rates that changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from sla.agreement import CalculatorInputs, Goal, Metric, Terms
from sla.calculator import Calculation, Inputs, calculate
from sla.errors import BadCalculation
from sla.rates import Review

SHARE_UNIT, AMOUNT_UNIT = Decimal("0.0001"), Decimal("0.01")
"""What new inputs are rounded to, so that everybody can work the new goal out again from them: 42.27 %, 103.45."""


_COMES_OF = {
    Metric.LEADS: ("close_rate", "deal_size", "marketing_share"),
    Metric.CUSTOMERS: ("deal_size", "marketing_share"),
    Metric.REVENUE: ("marketing_share",),
}


class Choice(StrEnum):
    """What a party's contact decides on a review's proposal."""

    ADOPTED = "adopted"
    KEPT = "kept"


@dataclass(frozen=True)
class Decision:
    """What was decided on which lines of a proposal, by whom and when (UTC); adopted, the terms that were proposed."""

    choice: Choice
    proposed: tuple[str, ...]
    by: str
    at: datetime
    terms_id: int | None = None


@dataclass(frozen=True)
class Change:
    """An input of a goal that a period showed otherwise: `close_rate`, `deal_size` or `marketing_share`."""

    name: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Revision:
    """A goal as a period's rates would have it, and which of them changed."""

    goal: Goal
    revised: Goal
    changes: tuple[Change, ...]

    @property
    def more(self) -> Decimal:
        """By how much the target rises; below 0 where it falls."""
        return self.revised.target - self.goal.target


@dataclass(frozen=True)
class Reevaluation:
    """What a period says of the next: the counts, the goals that would change, and what was decided on that.

    `tiers` are those that have a calculated goal of their own.
    """

    counted: Review
    revisions: tuple[Revision, ...] = ()
    tiers: tuple[str, ...] = ()
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a proposal to decide on: of a period that is over, and nobody has yet."""
        return self.counted.is_over and bool(self.revisions) and self.decision is None


def reevaluation(terms: Terms, review: Review, decision: Decision | None = None) -> Reevaluation:
    """What the period says of the goals of these terms."""
    tiers = dict.fromkeys(goal.tier for goal in terms.goals if goal.tier is not None and goal.calculate is not None)
    return Reevaluation(review, tuple(revisions(terms, review)), tuple(tiers), decision)


def revisions(terms: Terms, review: Review) -> list[Revision]:
    """The goals whose target the period's rates would change; none stands on too few numbers.

    A calculated goal is calculated again: close rate and deal size as the review's view counts them, the marketing
    share from the revenue that closed (but for a tier, whose share is its own). A goal for customers or revenue that
    is what the same calculation came to follows it. Where nothing was calculated, leads are held against the
    customers that were promised with them.
    """
    return [each for each in _all(terms, review) if each.more]


def revised(terms: Terms, review: Review) -> Terms:
    """The terms with the goals that the rates ask for."""
    found = {each.goal.key: each.revised for each in _all(terms, review)}
    return replace(terms, goals=tuple(found.get(goal.key, goal) for goal in terms.goals))


def _all(terms: Terms, review: Review) -> Iterator[Revision]:
    for goal in terms.goals:
        inputs = goal.calculate or _shared(terms, goal)
        found = _recalculated(goal, inputs, review) if inputs else _held_against(terms, goal, review)
        if found is not None:
            yield found


def _shared(terms: Terms, goal: Goal) -> CalculatorInputs | None:
    """The inputs of another goal of the tier, where this goal's target is what they come to."""
    others = (other.calculate for other in terms.goals if other.tier == goal.tier and other.calculate is not None)
    return next((inputs for inputs in others if _target(goal, _worked_out(inputs)) == goal.target), None)


def _recalculated(goal: Goal, inputs: CalculatorInputs, review: Review) -> Revision | None:
    changed = _changed(goal, inputs, review)
    target = _target(goal, _worked_out(changed))
    if changed == inputs or target is None:
        return None
    kept = None if goal.calculate is None else changed
    return Revision(goal, replace(goal, target=target, calculate=kept), _changes(goal.metric, inputs, changed))


def _held_against(terms: Terms, goal: Goal, review: Review) -> Revision | None:
    """A leads goal without calculation: so many as it takes to win the customers that the agreement promises."""
    close_rate = _share(review.of_tier(goal.tier).of(review.view).close_rate)
    won = next((each for each in terms.goals if each.metric is Metric.CUSTOMERS and each.tier == goal.tier), None)
    if goal.metric is not Metric.LEADS or won is None or close_rate is None:
        return None
    target = Decimal(ceil(Fraction(won.target) / Fraction(close_rate)))
    promised = _rounded(Fraction(won.target) / Fraction(goal.target), SHARE_UNIT)
    return Revision(goal, replace(goal, target=target), (Change("close_rate", promised, close_rate),))


def _changed(goal: Goal, inputs: CalculatorInputs, review: Review) -> CalculatorInputs:
    """The inputs with the rates that the period has enough numbers for."""
    counts = review.of_tier(goal.tier)
    funnel = counts.of(review.view)
    if not funnel.has_enough:
        return inputs
    deal_size = _rounded(funnel.deal_size or Fraction(0), AMOUNT_UNIT)
    share = None if goal.tier else _share(counts.marketing_share)
    return replace(
        inputs,
        close_rate=_share(funnel.close_rate) or inputs.close_rate,
        deal_size=deal_size or inputs.deal_size,
        marketing_share=share or inputs.marketing_share,
    )


def _changes(metric: Metric, before: CalculatorInputs, after: CalculatorInputs) -> tuple[Change, ...]:
    """What changed of the inputs that a goal of this metric comes of."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in _COMES_OF[metric])
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)


def _worked_out(inputs: CalculatorInputs) -> Calculation | None:
    figures = (inputs.quota, inputs.marketing_share, inputs.deal_size, inputs.close_rate)
    try:
        return calculate(Inputs(*map(Fraction, figures)))
    except BadCalculation:
        return None


def _target(goal: Goal, worked_out: Calculation | None) -> Decimal | None:
    """What the calculation comes to for what the goal counts."""
    if worked_out is None:
        return None
    revenue = worked_out.revenue
    targets = {
        Metric.LEADS: Decimal(worked_out.leads),
        Metric.CUSTOMERS: Decimal(worked_out.customers),
        Metric.REVENUE: Decimal(revenue.numerator) / Decimal(revenue.denominator),
    }
    return targets.get(goal.metric)


def _share(found: Fraction | None) -> Decimal | None:
    """A share that a goal can be calculated with: more than nothing, at most the whole."""
    if found is None or not 0 < found <= 1:
        return None
    return _rounded(found, SHARE_UNIT) or None


def _rounded(value: Fraction, unit: Decimal) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(unit, ROUND_HALF_UP)
