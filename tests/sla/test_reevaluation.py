"""The next period's goals, from what this one showed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.agreement import CalculatorInputs, Goal, Metric, Terms
from sla.period import Period
from sla.rates import Counts, Funnel, Review
from sla.reevaluation import Change, Revision, revised, revisions
from tests.makers import company_x
from tests.moments import at

OCTOBER = Period.named("2026-10")
LEADS, VALUE, SPEED, DEPTH, CUSTOMERS = company_x().goals


def review(leads: int, customers: int, revenue: int, total: int | None = None, *, tier: str | None = None) -> Review:
    """A month of so many leads, customers and revenue, by either way of counting."""
    funnel = Funnel(leads, customers, Decimal(revenue))
    counts = Counts(funnel, funnel, Decimal(revenue if total is None else total))
    return Review(OCTOBER, at("2026-11-01 00:00"), True, counts, {tier: counts} if tier else {})


def targets(terms: Terms, counted: Review) -> dict[str, Decimal]:
    return {each.goal.key: each.revised.target for each in revisions(terms, counted)}


def test_a_close_rate_that_fell_from_50_to_42_asks_for_20_more_leads() -> None:
    (found,) = revisions(company_x(), review(100, 42, 4200))
    assert (found.goal, found.revised.target, found.more) == (LEADS, 120, 20)
    assert found.changes == (Change("close_rate", Decimal("0.5"), Decimal("0.42")),)


def test_the_new_goal_keeps_the_figures_that_it_was_calculated_from() -> None:
    agreed = revised(company_x(), review(100, 42, 4200)).goals[0]
    assert agreed.calculate == CalculatorInputs(Decimal(5000), Decimal(1), Decimal(100), Decimal("0.42"))


def test_rates_as_agreed_change_nothing() -> None:
    assert revisions(company_x(), review(100, 50, 5000)) == []
    assert revised(company_x(), review(100, 50, 5000)) == company_x()


def test_a_better_close_rate_asks_for_fewer_leads() -> None:
    assert targets(company_x(), review(100, 60, 6000)) == {LEADS.key: Decimal(84)}


def test_the_customers_goal_follows_the_calculation_that_it_came_of() -> None:
    assert targets(company_x(), review(100, 50, 4000)) == {LEADS.key: Decimal(125), CUSTOMERS.key: Decimal(63)}


def test_a_customers_goal_of_its_own_stays() -> None:
    own = company_x(goals=(LEADS, replace(CUSTOMERS, target=Decimal(55))))
    assert targets(own, review(100, 50, 4000)) == {LEADS.key: Decimal(125)}


def test_sales_that_marketing_did_not_bring_lower_its_share() -> None:
    (found, _) = revisions(company_x(), review(100, 50, 5000, total=10000))
    assert (found.revised.target, found.changes) == (50, (Change("marketing_share", Decimal(1), Decimal("0.5")),))


def test_new_figures_are_rounded_so_that_anybody_can_work_the_goal_out_again() -> None:
    (found, *_) = revisions(company_x(), review(97, 41, 4241))
    inputs = found.revised.calculate
    assert inputs is not None and (inputs.close_rate, inputs.deal_size) == (Decimal("0.4227"), Decimal("103.44"))
    assert found.revised.target == ceil(Fraction(5000) / Fraction("103.44") / Fraction("0.4227"))


@pytest.mark.parametrize("few", [review(4, 4, 400), review(100, 0, 0), review(0, 0, 0, total=500)])
def test_too_few_numbers_propose_nothing(few: Review) -> None:
    assert revisions(company_x(), few) == []


def test_more_customers_than_leads_give_no_close_rate() -> None:
    assert revisions(company_x(), review(5, 9, 900)) == []


def test_a_cohort_that_is_not_complete_is_not_what_goals_are_made_from() -> None:
    cohort, closing = Funnel(100, 5, Decimal(500)), Funnel(100, 42, Decimal(4200))
    counts = Counts(cohort, closing, Decimal(4200), timedelta(days=20))
    assert targets(company_x(), Review(OCTOBER, at("2026-11-01 00:00"), True, counts)) == {LEADS.key: Decimal(120)}


def test_leads_without_a_calculation_are_held_against_the_customers_promised_with_them() -> None:
    plain = company_x(goals=(replace(LEADS, calculate=None), CUSTOMERS))
    (found,) = revisions(plain, review(100, 42, 4200))
    assert (found.revised.target, found.revised.calculate) == (120, None)
    assert found.changes == (Change("close_rate", Decimal("0.5"), Decimal("0.42")),)


def test_leads_without_customers_promised_with_them_stay() -> None:
    assert revisions(company_x(goals=(replace(LEADS, calculate=None), SPEED)), review(100, 42, 4200)) == []


def test_a_tiers_goal_is_made_from_its_own_leads_and_keeps_its_share() -> None:
    goal = replace(LEADS, tier="ceo", calculate=replace(LEADS.calculate, marketing_share=Decimal("0.4")))  # type: ignore[type-var]
    goal = replace(goal, target=Decimal(40))
    found = revisions(company_x(goals=(goal, CUSTOMERS)), review(40, 10, 1000, total=5000, tier="ceo"))
    assert [(each.goal.tier, each.revised.target, each.changes) for each in found] == [
        ("ceo", 80, (Change("close_rate", Decimal("0.5"), Decimal("0.25")),))
    ]


def test_a_calculated_revenue_goal_moves_with_the_share() -> None:
    goal = Goal("sales", Metric.REVENUE, Decimal(5000), calculate=LEADS.calculate)
    assert targets(company_x(goals=(goal,)), review(100, 50, 2500, total=5000)) == {goal.key: Decimal(2500)}


COUNTED = st.builds(review, st.integers(5, 500), st.integers(1, 500), st.integers(1, 10**6), st.integers(1, 10**7))


@given(COUNTED)
def test_a_revised_goal_is_what_its_own_figures_come_to(counted: Review) -> None:
    for each in revisions(company_x(), counted):
        inputs = each.revised.calculate
        if inputs is not None:
            revenue = Fraction(inputs.quota) * Fraction(inputs.marketing_share)
            exact = revenue / Fraction(inputs.deal_size) / Fraction(inputs.close_rate)
            assert each.revised.target == ceil(exact)


@given(COUNTED)
def test_what_is_adopted_is_what_was_proposed(counted: Review) -> None:
    proposed: list[Revision] = revisions(company_x(), counted)
    adopted = {goal.key: goal for goal in revised(company_x(), counted).goals}
    assert all(adopted[each.goal.key] == each.revised for each in proposed)
    assert revisions(replace(company_x(), goals=tuple(adopted.values())), counted) == []
