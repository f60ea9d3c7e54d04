"""From sales' quota to marketing's goal, and back from what happened to the next period's figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from sla.errors import BadCalculation
from sla.figures import Amount, percent, plain

ONE_POINT = Fraction(1, 100)


@dataclass(frozen=True)
class Inputs:
    """What a goal is calculated from, all over one and the same period. Raises BadCalculation on what gives none."""

    quota: Fraction
    marketing_share: Fraction
    deal_size: Fraction
    close_rate: Fraction

    def __post_init__(self) -> None:
        _refuse_nothing("quota", self.quota)
        _refuse_no_share("marketing share", self.marketing_share)
        _refuse_nothing("deal size", self.deal_size)
        _refuse_no_share("close rate", self.close_rate)


@dataclass(frozen=True)
class Calculation:
    """Marketing's goal for a period. People are whole: both counts are rounded up once, from the exact value."""

    inputs: Inputs
    revenue: Fraction
    customers_exact: Fraction
    leads_exact: Fraction

    @property
    def customers(self) -> int:
        """The customers needed, a whole number."""
        return ceil(self.customers_exact)

    @property
    def leads(self) -> int:
        """The leads needed, a whole number; from the exact customers, not from the rounded ones."""
        return ceil(self.leads_exact)


@dataclass(frozen=True)
class Counts:
    """What happened in one period; `customers` and `revenue` are those of marketing's leads."""

    leads: int
    customers: int
    revenue: Amount
    marketing_revenue: Amount
    total_revenue: Amount
    sales_cycle: timedelta | None = None


@dataclass(frozen=True)
class Rates:
    """What a period's counts say of the next; None where there was nothing to divide by."""

    close_rate: Fraction | None
    deal_size: Fraction | None
    marketing_share: Fraction | None


def calculate(inputs: Inputs) -> Calculation:
    """Marketing's goal: R = Q × m, N = R ÷ d, L = N ÷ c (the field guide, section 2), exact until the end."""
    revenue = inputs.quota * inputs.marketing_share
    customers = revenue / inputs.deal_size
    return Calculation(inputs, revenue, customers, customers / inputs.close_rate)


def one_point_more(worked_out: Calculation) -> Calculation | None:
    """The same with a close rate that is one point (of a hundred) higher; None where there is no such rate."""
    close_rate = worked_out.inputs.close_rate + ONE_POINT
    return calculate(replace(worked_out.inputs, close_rate=close_rate)) if close_rate <= 1 else None


def calculate_by_tier(inputs_by_tier: Mapping[str, Inputs]) -> dict[str, Calculation]:
    """Each tier's own goal, by the tier's name."""
    return {tier: calculate(inputs) for tier, inputs in inputs_by_tier.items()}


def lead_value(counts: Mapping[str, int], values: Mapping[str, Decimal]) -> Decimal:
    """The worth of the leads counted by tier, in the values' own currency.

    Raises BadCalculation on a tier without a value.
    """
    for tier in counts:
        if tier not in values:
            raise BadCalculation(f"Tier “{tier}” has no value; give it one among the agreement's tiers.")
    return sum((values[tier] * count for tier, count in counts.items()), Decimal(0))


def rates(counts: Counts) -> Rates:
    """Close rate, deal size and marketing share of one period (the field guide, section 2)."""
    return Rates(
        close_rate=_ratio(counts.customers, counts.leads),
        deal_size=_ratio(counts.revenue, counts.customers),
        marketing_share=_ratio(counts.marketing_revenue, counts.total_revenue),
    )


def reevaluate(inputs: Inputs, found: Rates) -> Inputs:
    """The next period's inputs: the same quota under the rates found; what was not found stays as it was.

    Raises BadCalculation when a rate found gives no goal, such as a close rate of 0%.
    """
    return replace(
        inputs,
        close_rate=inputs.close_rate if found.close_rate is None else found.close_rate,
        deal_size=inputs.deal_size if found.deal_size is None else found.deal_size,
        marketing_share=inputs.marketing_share if found.marketing_share is None else found.marketing_share,
    )


def _refuse_nothing(name: str, value: Fraction) -> None:
    if value <= 0:
        raise BadCalculation(f"The {name} is {plain(value)}, and must be more than 0; write it as 5000 or $5,000.")


def _refuse_no_share(name: str, value: Fraction) -> None:
    if not 0 < value <= 1:
        raise BadCalculation(
            f"The {name} is {percent(value)}, and must be more than 0 and at most 100%; write it as 50% or 0.5."
        )


def _ratio(part: Amount, total: Amount) -> Fraction | None:
    return Fraction(part) / Fraction(total) if total else None
