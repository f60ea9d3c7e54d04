"""What a period's counts say: two ways of counting, both told apart, and never a rate from too few."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from sla.period import Period
from sla.rates import Counts, Funnel, Review, View
from tests.moments import at

OCTOBER = Period.named("2026-10")
FUNNEL = Funnel(100, 42, Decimal(4200))


def review(**counts: object) -> Review:
    return Review(OCTOBER, at("2026-11-01 00:00"), True, Counts(FUNNEL, FUNNEL, Decimal(5000), **counts))  # type: ignore[arg-type]


def test_the_three_rates_of_the_field_guide() -> None:
    counts = Counts(FUNNEL, FUNNEL, Decimal(5000))
    assert counts.by_hand_off.close_rate == Fraction(42, 100)
    assert counts.by_hand_off.deal_size == 100
    assert counts.marketing_share == Fraction(84, 100)


def test_the_two_ways_of_counting_are_kept_apart() -> None:
    counts = Counts(Funnel(100, 10, Decimal(900)), Funnel(100, 42, Decimal(4200)), Decimal(4200))
    assert counts.of(View.BY_HAND_OFF).close_rate == Fraction(1, 10)
    assert counts.of(View.BY_CLOSING).close_rate == Fraction(42, 100)
    assert counts.marketing_revenue == 4200


@pytest.mark.parametrize(
    ("leads", "customers", "has_enough"), [(5, 1, True), (4, 4, False), (100, 0, False), (0, 0, False)]
)
def test_a_rate_stands_on_five_leads_and_a_customer_at_least(leads: int, customers: int, has_enough: bool) -> None:
    funnel = Funnel(leads, customers, Decimal(100 * customers))
    assert funnel.has_enough is has_enough
    assert (funnel.close_rate is not None) is has_enough


def test_over_nothing_there_is_no_rate() -> None:
    assert (Funnel().deal_size, Counts().marketing_share) == (None, None)


@pytest.mark.parametrize(
    ("cycle", "view"),
    [
        (None, View.BY_HAND_OFF),
        (timedelta(days=3, hours=2), View.BY_HAND_OFF),
        (timedelta(days=3, hours=3), View.BY_CLOSING),
        (timedelta(days=45), View.BY_CLOSING),
    ],
)
def test_goals_are_made_from_the_cohort_only_while_it_is_nearly_complete(cycle: timedelta | None, view: View) -> None:
    assert review(cycle=cycle).view is view


def test_a_sale_that_takes_longer_than_the_period_outlasts_it() -> None:
    assert review(cycle=timedelta(days=31, seconds=1)).outlasts
    assert not review(cycle=timedelta(days=31)).outlasts and not review().outlasts


def test_each_tier_has_counts_of_its_own() -> None:
    of_ceo = Counts(Funnel(10, 5, Decimal(1000)), Funnel(), Decimal(0))
    found = replace(review(), tiers={"ceo": of_ceo})
    assert (found.of_tier("ceo"), found.of_tier("manager"), found.of_tier(None)) == (of_ceo, Counts(), found.total)
