"""What a period's counts say of the next: rates by hand-off cohort and by closing, and when they say too little.

A rate stands on five leads and one customer at least: with fewer leads one deal more or less moves the close rate by
more than twenty points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sla.period import Period

FEWEST_LEADS = 5
SHORT_CYCLE = Fraction(1, 10)


class View(StrEnum):
    """How customers are counted: those of the leads handed off in the period, or those closed in it."""

    BY_HAND_OFF = "by_hand_off"
    BY_CLOSING = "by_closing"


@dataclass(frozen=True)
class Funnel:
    """Leads handed off in a period and not returned, customers by one way of counting, and what these brought."""

    leads: int = 0
    customers: int = 0
    revenue: Decimal = Decimal(0)

    @property
    def has_enough(self) -> bool:
        """Whether rates can stand on these numbers."""
        return self.leads >= FEWEST_LEADS and self.customers > 0

    @property
    def close_rate(self) -> Fraction | None:
        """Customers ÷ leads (the field guide, section 2); None with too few of either."""
        return Fraction(self.customers, self.leads) if self.has_enough else None

    @property
    def deal_size(self) -> Fraction | None:
        """Revenue ÷ customers (the field guide, section 2); None without customers."""
        return Fraction(self.revenue) / self.customers if self.customers else None


@dataclass(frozen=True)
class Counts:
    """The five counts of a period and the average sales cycle, as of an instant: for all leads, or for those of a tier.

    `marketing_revenue` and `total_revenue` closed in the period; `cycle` is from hand-off to closing, over the
    customers that closed in it.
    """

    by_hand_off: Funnel = Funnel()
    by_closing: Funnel = Funnel()
    total_revenue: Decimal = Decimal(0)
    cycle: timedelta | None = None

    @property
    def marketing_revenue(self) -> Decimal:
        """What marketing's leads brought that closed in the period."""
        return self.by_closing.revenue

    @property
    def marketing_share(self) -> Fraction | None:
        """Marketing-sourced ÷ total revenue closed (the field guide, section 2); None without any."""
        return Fraction(self.marketing_revenue) / Fraction(self.total_revenue) if self.total_revenue else None

    def of(self, view: View) -> Funnel:
        """The counts in one way of counting."""
        return self.by_hand_off if view is View.BY_HAND_OFF else self.by_closing


@dataclass(frozen=True)
class Review:
    """The counts of a period as of an instant: of everything, and by tier (None for leads without one)."""

    period: Period
    at: datetime
    is_over: bool
    total: Counts
    tiers: Mapping[str | None, Counts] = field(default_factory=dict)

    @property
    def length(self) -> timedelta:
        """How long the period is."""
        return timedelta(days=self.period.days)

    @property
    def outlasts(self) -> bool:
        """Whether an average sale takes longer than the period, so that its leads close in later ones."""
        return self.total.cycle is not None and self.total.cycle > self.length

    @property
    def view(self) -> View:
        """The way of counting that new goals are made from.

        By hand-off, as the field guide says it, where a sale takes at most a tenth of the period; else most of the
        leads that are still on their way would count as lost, and what closed in the period tells more.
        """
        cycle = self.total.cycle
        is_short = cycle is None or _seconds(cycle) <= _seconds(self.length) * SHORT_CYCLE
        return View.BY_HAND_OFF if is_short else View.BY_CLOSING

    def of_tier(self, tier: str | None) -> Counts:
        """The counts of the tier of this name; of everything for None."""
        return self.total if tier is None else self.tiers.get(tier, Counts())


def _seconds(length: timedelta) -> Fraction:
    return Fraction(length // timedelta(microseconds=1), 1_000_000)
