"""What holds of every goal line, and of every pace that stands on one."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sla.figures import fixed
from sla.pacing import Day, Line, goal_line, pace
from tests.sla.period_days import day_of

PERIODS = st.lists(st.booleans(), min_size=1, max_size=92)
LINES = st.sampled_from(["calendar", "working_days"])
TARGETS = st.fractions(min_value=Fraction(1, 100), max_value=10**6)
ACTUALS = st.fractions(min_value=0, max_value=10**6)


@st.composite
def days(draw: st.DrawFn) -> Day:
    period_days = draw(PERIODS)
    number = draw(st.integers(1, len(period_days)))
    return day_of(period_days, number, ended=number == len(period_days) and draw(st.booleans()))


@given(TARGETS, PERIODS, LINES)
def test_the_line_ends_exactly_at_the_goal(target: Fraction, period_days: list[bool], line: Line) -> None:
    assert goal_line(target, period_days, line)[-1] == target


@given(TARGETS, PERIODS, LINES)
def test_the_line_never_falls(target: Fraction, period_days: list[bool], line: Line) -> None:
    values = goal_line(target, period_days, line)
    assert values == sorted(values)
    assert len(values) == len(period_days)


@given(TARGETS, PERIODS.filter(any))
def test_the_working_line_rises_by_one_portion_on_working_days_alone(target: Fraction, period_days: list[bool]) -> None:
    values = [Fraction(0), *goal_line(target, period_days, "working_days")]
    portion = target / sum(period_days)
    rises = [after - before for before, after in pairwise(values)]
    assert rises == [portion * is_working for is_working in period_days]


@given(TARGETS, ACTUALS, PERIODS, LINES, st.data())
def test_the_pace_of_a_day_stands_on_the_goal_line(
    target: Fraction, actual: Fraction, period_days: list[bool], line: Line, draw: st.DataObject
) -> None:
    number = draw.draw(st.integers(1, len(period_days)))
    found = pace(target, actual, day_of(period_days, number), line)
    assert found.line == goal_line(target, period_days, line)[number - 1]


@given(TARGETS, ACTUALS, days(), LINES, st.booleans())
def test_the_gap_is_the_actual_less_the_line(
    target: Fraction, actual: Fraction, day: Day, line: Line, finished: bool
) -> None:
    found = pace(target, actual, day, line, finished=finished)
    assert found.line is not None
    assert found.gap == actual - found.line


@given(TARGETS, ACTUALS, days(), LINES)
def test_who_is_ahead_is_projected_to_reach_the_goal(target: Fraction, actual: Fraction, day: Day, line: Line) -> None:
    found = pace(target, actual, day, line)
    if found.verdict == "ahead" and found.projected is not None:
        assert found.projected >= target
    if found.verdict in ("on_pace", "behind") and found.projected is not None:
        assert found.projected < target


@given(TARGETS, ACTUALS, ACTUALS, days(), LINES)
def test_more_is_never_judged_worse(target: Fraction, one: Fraction, other: Fraction, day: Day, line: Line) -> None:
    order = ["missed", "too_early", "behind", "on_pace", "ahead", "met"]
    low, high = (pace(target, actual, day, line).verdict for actual in sorted((one, other)))
    assert order.index(low) <= order.index(high)


@given(TARGETS, ACTUALS, PERIODS.filter(any), LINES, st.data())
def test_keeping_to_what_is_needed_per_day_reaches_the_goal_exactly(
    target: Fraction, actual: Fraction, period_days: list[bool], line: Line, draw: st.DataObject
) -> None:
    number = draw.draw(st.integers(1, len(period_days)))
    found = pace(target, actual, day_of(period_days, number), line)
    to_come = period_days[number - 1 :]
    left = len(to_come) if line == "calendar" else sum(to_come)
    if found.needed_per_day:
        assert actual + found.needed_per_day * left == target


@given(TARGETS, ACTUALS, days(), LINES)
def test_figures_are_rounded_once_from_exact_values(target: Fraction, actual: Fraction, day: Day, line: Line) -> None:
    found = pace(target, actual, day, line)
    assert found.line is not None and found.gap is not None
    assert abs(Fraction(fixed(found.gap)) - (actual - found.line)) <= Fraction(1, 200)
    assert abs(Fraction(fixed(found.line)) - found.line) <= Fraction(1, 200)
