"""Making up: how what a missed goal fell short by is spread over the periods that follow. All of it is exact."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil

from sla.agreement import Goal, Metric, Rule
from sla.lead import short_id
from sla.outcome_figures import MakeUpFigures
from sla.pacing import kept
from sla.standing import GoalFigures

_HEADS = (Metric.LEADS, Metric.CUSTOMERS, Metric.DELIVERIES)


@dataclass(frozen=True)
class Payment:
    """What one later period brought beyond its own target, and so paid off; nothing, perhaps."""

    period: str
    amount: Fraction


@dataclass(frozen=True)
class Plan:
    """The deficit of one missed goal and what has been made up of it; `over`: how many periods it is spread over.

    `payments` has one entry for each period that has closed since; instants are UTC. `times` counts how often it was
    made up, as a fact can take that back.
    """

    id: int
    agreement_id: int
    terms_id: int
    party: str
    metric: str
    tier: str | None
    period: str
    deficit: Fraction
    over: int
    opened_at: datetime
    payments: tuple[Payment, ...] = ()
    made_up_at: datetime | None = None
    made_up_in: str | None = None
    times: int = 0
    withdrawn_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Neither made up nor withdrawn."""
        return self.made_up_at is None and self.withdrawn_at is None

    @property
    def paid(self) -> Fraction:
        """What closed periods have made up."""
        return sum((payment.amount for payment in self.payments), Fraction(0))

    @property
    def remaining(self) -> Fraction:
        """What closed periods have left to make up."""
        return self.deficit - self.paid

    @property
    def portion(self) -> Fraction:
        """What falls to the period that runs now: an equal part of what remains, all of it once no period is left."""
        return _portion(self.remaining, self.over - len(self.payments), unit_of(self.metric))

    def is_for(self, goal: Goal) -> bool:
        """Whether the plan is for this goal, whatever its target is by now."""
        return (self.party, self.metric, self.tier) == (goal.party, goal.metric.value, goal.tier)


def unit_of(metric: str) -> Fraction:
    """What a deficit is parted into: whole heads and units; amounts of money and value into hundredths."""
    return Fraction(1) if metric in _HEADS else Fraction(1, 100)


def deficit(figures: GoalFigures) -> Fraction | None:
    """By how much a goal that adds up fell short in a period that is over; None when it did not, and for means."""
    goal, pace = figures.goal, figures.pace
    if goal.metric.is_mean or kept(pace) is not False or pace.actual is None:
        return None
    short = pace.target - pace.actual
    return short if short > 0 else None


def surplus(figures: GoalFigures) -> Fraction:
    """What has come in beyond the goal's own target, and so is there to make up for earlier periods."""
    actual = figures.pace.actual
    return max(Fraction(0), (actual or Fraction(0)) - figures.pace.target)


def periods_of(rule: Rule) -> int:
    """How many periods a deficit under this rule is spread over."""
    return rule.over or 1


def spread(amount: Fraction, over: int, unit: Fraction) -> list[Fraction]:
    """The amount in so many parts, as equal as whole units allow, larger ones first; they add up to it exactly."""
    parts = []
    for left in range(over, 0, -1):
        part = _portion(amount, left, unit)
        parts.append(part)
        amount -= part
    return parts


def settle(plans: Sequence[Plan], amount: Fraction) -> list[Fraction]:
    """What each plan gets of an amount there is to make up with: the oldest first, none more than it needs."""
    given = []
    for plan in plans:
        gets = min(plan.remaining, amount)
        given.append(gets)
        amount -= gets
    return given


def with_make_up(line: Fraction | None, target: Fraction, due: Fraction) -> Fraction | None:
    """Where a goal's line stands with what its period is to make up.

    That line rises as the goal's own does: on every day it stands above it by the same share, and it ends at the target
    with all that is due. The promise itself, and its verdict, stay as they are.
    """
    return None if line is None else line * (target + due) / target


def told(plans: Sequence[Plan], goals: Iterable[GoalFigures], period: str) -> tuple[MakeUpFigures, ...]:
    """What each goal's plans come to in the running period of this name, by how its goals stand."""
    return tuple(each for figures in goals for each in _of_goal(plans, figures, period))


def _of_goal(plans: Sequence[Plan], figures: GoalFigures, period: str) -> Iterator[MakeUpFigures]:
    theirs = [plan for plan in plans if plan.is_for(figures.goal)]
    due = sum((plan.portion for plan in theirs), Fraction(0))
    line = with_make_up(figures.pace.line, figures.pace.target, due)
    for plan, amount in zip(theirs, settle(theirs, surplus(figures)), strict=True):
        yield MakeUpFigures(
            id=plan_id(plan.id),
            party=plan.party,
            metric=plan.metric,
            tier=plan.tier,
            period=plan.period,
            deficit=plan.deficit,
            left=plan.remaining,
            due=plan.portion,
            made_up=plan.paid + amount,
            line=line,
            state="made_up" if plan.made_up_in == period else "open",
        )


def plan_id(number: int) -> str:
    """`M-4F7K` for the plan of this number."""
    return "M-" + short_id(number).removeprefix("L-")


def _portion(amount: Fraction, left: int, unit: Fraction) -> Fraction:
    if left <= 1:
        return amount
    return min(amount, ceil(amount / left / unit) * unit)
