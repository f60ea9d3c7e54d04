"""How a deficit is made up: spread exactly, paid off oldest first, never changing the promise."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.agreement import Goal, Metric, Rule
from sla.make_up import Payment, Plan, deficit, periods_of, settle, spread, surplus, told, unit_of, with_make_up
from sla.pacing import Pace, Verdict
from sla.standing import GoalFigures

LEADS = Goal("marketing", Metric.LEADS, Decimal(100))
SPEED = Goal("sales", Metric.SPEED, Decimal(3600))
AMOUNTS = st.integers(1, 10**7).map(lambda units: Fraction(units, 10_000))
UNITS = st.sampled_from([Fraction(1), Fraction(1, 100)])


def plan(short: int = 25, over: int = 1, number: int = 1) -> Plan:
    opened_at = datetime(2026, 11, 1, tzinfo=UTC)
    return Plan(number, 1, 1, "marketing", "leads", None, "2026-10", Fraction(short), over, opened_at)


def paid(told: Plan, *amounts: int) -> Plan:
    """The plan once periods have paid so much, one after the other."""
    return replace(told, payments=tuple(Payment("2026-11", Fraction(amount)) for amount in amounts))


def figures(actual: int | None, verdict: Verdict = Verdict.MISSED, goal: Goal = LEADS) -> GoalFigures:
    came = None if actual is None else Fraction(actual)
    line = Fraction(50)
    return GoalFigures(goal, Pace(Fraction(goal.target), came, line, None, verdict, None, None, ended=True))


@pytest.mark.parametrize(
    ("amount", "over", "parts"),
    [(25, 2, [13, 12]), (12, 1, [12]), (10, 3, [4, 3, 3]), (2, 4, [1, 1, 0, 0]), (7, 7, [1] * 7)],
)
def test_a_deficit_is_spread_in_whole_units_larger_parts_first(amount: int, over: int, parts: list[int]) -> None:
    assert spread(Fraction(amount), over, Fraction(1)) == parts


def test_money_is_spread_in_hundredths() -> None:
    assert spread(Fraction(100), 3, unit_of("revenue")) == [Fraction("33.34"), Fraction("33.33"), Fraction("33.33")]


@given(AMOUNTS, st.integers(1, 24), UNITS)
def test_the_parts_add_up_exactly_and_never_grow(amount: Fraction, over: int, unit: Fraction) -> None:
    parts = spread(amount, over, unit)
    assert sum(parts) == amount
    assert len(parts) == over and parts == sorted(parts, reverse=True) and parts[-1] >= 0


@given(st.lists(st.integers(1, 1000), max_size=6), st.integers(0, 5000))
def test_what_there_is_goes_to_the_oldest_first_and_none_gets_more_than_it_needs(needs: list[int], amount: int) -> None:
    plans = [plan(need) for need in needs]
    given_ = settle(plans, Fraction(amount))
    assert sum(given_) == min(sum(needs), amount)
    assert all(0 <= gets <= need for gets, need in zip(given_, needs, strict=True))
    short = [gets < need for gets, need in zip(given_, needs, strict=True)]
    assert all(not gets for is_short, gets in zip(short, given_[1:], strict=False) if is_short)


def test_what_a_period_does_not_make_up_falls_to_the_ones_after_it() -> None:
    first = plan(25, over=2)
    second = paid(first, 3)
    third = paid(first, 3, 0)
    assert (first.portion, second.portion, third.portion) == (13, 22, 22)


def test_what_a_period_makes_up_ahead_is_off_the_next_one() -> None:
    assert paid(plan(25, over=2), 20).portion == 5


def test_a_deficit_is_what_the_target_was_missed_by() -> None:
    assert deficit(figures(88)) == 12
    assert deficit(figures(None)) is None


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.BEHIND])
def test_without_a_miss_there_is_no_deficit(verdict: Verdict) -> None:
    running = GoalFigures(LEADS, Pace(Fraction(100), Fraction(88), None, None, verdict, None, None, ended=False))
    assert deficit(running) is None


def test_a_mean_cannot_be_made_up() -> None:
    assert deficit(figures(7200, Verdict.BEHIND, SPEED)) is None


def test_only_what_comes_beyond_the_target_makes_up() -> None:
    assert [surplus(figures(actual)) for actual in (88, 100, 107)] == [0, 0, 7]


def test_the_line_with_what_is_to_be_made_up_rises_with_the_goals_own() -> None:
    assert with_make_up(Fraction(50), Fraction(100), Fraction(12)) == 56
    assert with_make_up(None, Fraction(100), Fraction(12)) is None


def test_a_rule_without_a_number_of_periods_means_the_next_one() -> None:
    assert [periods_of(Rule("goal_missed", ("make_up",), over=over)) for over in (None, 3)] == [1, 3]


def test_a_reader_is_told_what_each_plan_has_and_what_both_ask_of_the_period() -> None:
    plans = [plan(12), plan(10, over=2, number=2)]
    first, second = told(plans, [figures(115)], "2026-11")
    assert (first.due, first.made_up, second.due, second.made_up) == (12, 12, 5, 3)
    assert first.line == second.line == Fraction(50) * 117 / 100


def test_a_plan_of_another_tier_is_another_goals() -> None:
    assert (
        told([plan()], [GoalFigures(Goal("marketing", Metric.LEADS, Decimal(9), tier="ceo"), figures(1).pace)], "x")
        == ()
    )
