"""How goals stand: Company X on day 12 of October 2026, and the odd cases."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from sla.agreement import Goal, HandOffRule, Metric
from sla.pacing import Day, Pace, Verdict
from sla.period import Period
from sla.standing import Standing, Sums
from sla.verdicts import day_of, goal_figures
from tests.makers import company_x
from tests.moments import at, on

OCTOBER = Period.named("2026-10")
NOW = at("2026-10-12 09:00")
TWELFTH = day_of(company_x(), OCTOBER, on("2026-10-12"), ended=False)


def standing(sums: Sums, tier: str | None = None) -> Standing:
    return Standing.of(OCTOBER, NOW, {tier: sums})


def stands(goal: Goal, sums: Sums, day: Day = TWELFTH, tier: str | None = None) -> Pace:
    terms = company_x(goals=(goal,), hand_offs=(HandOffRule("marketing", "sales"),))
    (found,) = goal_figures(terms, standing(sums, tier), day)
    return found.pace


def test_company_x_is_ahead_on_the_twelfth() -> None:
    pace = stands(Goal("marketing", Metric.LEADS, Decimal(100)), Sums(handed_off=44, returned=2))
    assert (pace.actual, pace.verdict) == (42, Verdict.AHEAD)
    assert (pace.line, pace.needed_per_day, pace.projected) == (
        Fraction(1200, 31),
        Fraction(58, 20),
        Fraction(42 * 31, 12),
    )


@pytest.mark.parametrize(
    ("metric", "actual"),
    [
        (Metric.LEADS, 9),
        (Metric.LEAD_VALUE, 480),
        (Metric.CUSTOMERS, 3),
        (Metric.REVENUE, Fraction(601, 2)),
        (Metric.DELIVERIES, 0),
    ],
)
def test_each_metric_counts_what_is_its_own(metric: Metric, actual: Fraction) -> None:
    sums = Sums(handed_off=10, returned=1, value=Decimal(480), customers=3, revenue=Decimal("300.5"))
    assert stands(Goal("sales", metric, Decimal(100)), sums).actual == actual


def test_sales_without_a_lead_do_not_count_towards_revenue() -> None:
    assert stands(Goal("sales", Metric.REVENUE, Decimal(5000)), Sums(other_revenue=Decimal(900))).actual == 0


def test_a_goal_with_a_tier_counts_that_tier_alone() -> None:
    goal = Goal("marketing", Metric.LEADS, Decimal(10), tier="ceo")
    assert stands(goal, Sums(handed_off=4), tier="ceo").actual == 4
    assert stands(goal, Sums(handed_off=4), tier="manager").actual == 0


def test_speed_is_the_mean_over_the_followed_up() -> None:
    sums = Sums(followed_up=2, speed_us=5_400_000_000)
    pace = stands(Goal("sales", Metric.SPEED, Decimal(3600)), sums)
    assert (pace.actual, pace.verdict, pace.line) == (2700, Verdict.AHEAD, None)


def test_depth_is_the_mean_over_the_unconnected() -> None:
    pace = stands(Goal("sales", Metric.DEPTH, Decimal(6)), Sums(unconnected=2, unconnected_attempts=11))
    assert (pace.actual, pace.verdict) == (Fraction(11, 2), Verdict.BEHIND)


@pytest.mark.parametrize("metric", [Metric.SPEED, Metric.DEPTH])
def test_a_party_that_no_leads_are_handed_to_has_nothing_to_average(metric: Metric) -> None:
    sums = Sums(followed_up=1, speed_us=1, unconnected=1, unconnected_attempts=1)
    own = (Goal("marketing", Metric.LEADS, Decimal(9)), Goal("marketing", metric, Decimal(6)))
    _, found = goal_figures(company_x(goals=own), standing(sums), TWELFTH)
    assert (found.pace.actual, found.pace.verdict) == (None, Verdict.TOO_EARLY)


def test_an_agreement_that_hands_nothing_over_has_nothing_to_average() -> None:
    goal = Goal("sales", Metric.SPEED, Decimal(3600))
    without = company_x(goals=(goal,))
    (found,) = goal_figures(without, standing(Sums(followed_up=1, speed_us=1)), TWELFTH)
    assert found.pace.verdict is Verdict.TOO_EARLY


def test_a_day_knows_its_number_and_the_working_days_so_far() -> None:
    assert Day(12, 31, 8, 22, ended=False, is_working=True) == TWELFTH


def test_before_the_period_no_day_has_begun() -> None:
    day = day_of(company_x(), OCTOBER, on("2026-09-30"), ended=False)
    assert (day.day, day.working_day, day.is_working) == (0, 0, False)


def test_after_the_period_all_its_days_have_passed() -> None:
    day = day_of(company_x(), OCTOBER, on("2026-11-20"), ended=True)
    assert (day.day, day.working_day, day.working_days, day.is_working) == (31, 22, 22, False)


def test_sums_add_up_and_take_away_each_by_itself() -> None:
    one, other = Sums(handed_off=3, value=Decimal("1.5")), Sums(handed_off=1, value=Decimal("0.5"), customers=2)
    assert one + other == Sums(handed_off=4, value=Decimal(2), customers=2)
    assert one - other == Sums(handed_off=2, value=Decimal(1), customers=-2)


def test_a_standing_of_no_tier_is_the_total() -> None:
    found = Standing.of(OCTOBER, NOW, {"ceo": Sums(handed_off=2), None: Sums(handed_off=3)})
    assert (found.of_tier(None).leads, found.of_tier("ceo").leads, found.of_tier("manager").leads) == (5, 2, 0)


def test_a_mean_over_nothing_is_none() -> None:
    nothing = Sums()
    assert (nothing.speed, nothing.speed_wall, nothing.depth) == (None, None, None)
    assert replace(nothing.follow_up(), handed_off=1).speed_seconds is None
