"""Why the goals of an agreement fit each other: what one goal brings towards another, and where it falls short."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final, Literal

from sla.agreement import CalculatorInputs, Duty, Goal, Metric, Terms

FEWEST: Final = {
    "week": {"week": 1},
    "month": {"week": 4, "month": 1},
    "quarter": {"week": 12, "month": 3},
    "year": {"week": 52, "month": 12},
}
"""How often at least a duty falls due in a period, by how often it is owed; a daily one depends on the calendar."""


@dataclass(frozen=True)
class Step:
    """One goal as it carries the next: so much of what it counts, times a factor, against what is wanted.

    `factor` is None where the terms don't say it (a close rate, for one); `goal` is the one to be reached, None where
    it is the revenue that the calculation starts from. `most` is the largest factor that the terms allow.
    """

    what: Literal["customers", "revenue", "lead_value", "deliveries"]
    amount: Fraction
    factor: Fraction | None
    wanted: Fraction
    goal: Goal | None = None
    most: Fraction | None = None

    @property
    def needed(self) -> Fraction:
        """The factor that it takes to reach what is wanted."""
        return self.wanted / self.amount

    @property
    def brings(self) -> Fraction | None:
        """What the amount brings at the agreed factor; customers are whole, and rounded up."""
        if self.factor is None:
            return None
        found = self.amount * self.factor
        return Fraction(ceil(found)) if self.what == "customers" else found

    @property
    def fits(self) -> bool:
        """Whether what is wanted is reached, or can be: a share is at most 1, a lead worth at most the best tier."""
        if self.brings is not None:
            return self.brings >= self.wanted
        return self.most is None or self.needed <= self.most

    @property
    def amount_needed(self) -> int | None:
        """How much of the amount it would take at the agreed factor; None where there is none."""
        return None if not self.factor else ceil(self.wanted / self.factor)


def steps(terms: Terms) -> tuple[Step, ...]:
    """How the goals of the terms carry each other, in the order in which a lead passes; empty where none does."""
    return (*_customers(terms), *_revenue(terms), *_lead_value(terms), *_deliveries(terms))


def _customers(terms: Terms) -> Iterator[Step]:
    leads, wanted = total(terms, Metric.LEADS), _whole_goal(terms, Metric.CUSTOMERS)
    if leads and wanted:
        inputs = _inputs(terms)
        rate = Fraction(inputs.close_rate) if inputs else None
        yield Step("customers", leads, rate, Fraction(wanted.target), wanted, Fraction(1))


def _revenue(terms: Terms) -> Iterator[Step]:
    inputs, customers = _inputs(terms), total(terms, Metric.CUSTOMERS)
    goal = _whole_goal(terms, Metric.REVENUE)
    if not customers or not (inputs or goal):
        return
    deal = Fraction(inputs.deal_size) if inputs else None
    wanted = Fraction(goal.target) if goal else None
    if wanted is None and inputs:
        wanted = Fraction(inputs.quota) * Fraction(inputs.marketing_share)
    if wanted:
        yield Step("revenue", customers, deal, wanted, goal)


def _lead_value(terms: Terms) -> Iterator[Step]:
    leads, goal = total(terms, Metric.LEADS), _whole_goal(terms, Metric.LEAD_VALUE)
    worth = [Fraction(tier.value) for tier in terms.tiers if tier.value is not None]
    if leads and goal and worth:
        yield Step("lead_value", leads, None, Fraction(goal.target), goal, max(worth))


def _deliveries(terms: Terms) -> Iterator[Step]:
    for goal in terms.goals:
        owed = [duty for duty in terms.duties if duty.giver == goal.party and duty.units]
        brought = sum((times(terms, duty) * Fraction(duty.units or 0) for duty in owed), Fraction(0))
        if goal.metric is Metric.DELIVERIES and brought:
            yield Step("deliveries", brought, Fraction(1), Fraction(goal.target), goal)


def times(terms: Terms, duty: Duty) -> int:
    """How often at least the duty falls due in a period; 0 where only the calendar tells."""
    return 1 if duty.every == "period" else FEWEST[terms.period].get(duty.every, 0)


def total(terms: Terms, metric: Metric) -> Fraction:
    """What all parties promise of a metric in a period: the goal for all tiers, else the sum of the tiers' goals."""
    whole = _whole_goal(terms, metric)
    if whole is not None:
        return Fraction(whole.target)
    return sum((Fraction(goal.target) for goal in terms.goals if goal.metric is metric), Fraction(0))


def _whole_goal(terms: Terms, metric: Metric) -> Goal | None:
    return next((goal for goal in terms.goals if goal.metric is metric and goal.tier is None), None)


def _inputs(terms: Terms) -> CalculatorInputs | None:
    """The figures of the first goal that was calculated."""
    return next((goal.calculate for goal in terms.goals if goal.calculate and goal.tier is None), None)
