"""Goals that are due by a day of the period: their line ends there, and their verdict falls with it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.agreement import Goal, Metric
from sla.due_days import due_on, dues_over
from sla.pacing import Day, Due, Line, Pace, Verdict, goal_line, pace
from sla.period import Period
from sla.standing import Standing, Sums
from sla.verdicts import day_of, goal_figures
from tests.makers import company_x
from tests.moments import at, on
from tests.sla import period_days

OCTOBER = Period.named("2026-10")
GOAL = Goal("marketing", Metric.LEADS, Decimal(100), due_day=25)


def stands(goal: Goal, day: str, leads: int, *, by_due: int | None = None, finished: bool = False) -> Pace:
    """How the goal stands on a day of October with so many leads, and so many by the due day."""
    terms = company_x(goals=(goal,))
    counted = {None: Sums(handed_off=leads)}
    where = day_of(terms, OCTOBER, on(day), ended=False)
    then = {} if by_due is None else {on("2026-10-25"): _standing({None: Sums(handed_off=by_due)})}
    return goal_figures(terms, _standing(counted), where, finished=finished, by_due=then)[0].pace


def _standing(counted: dict[str | None, Sums]) -> Standing:
    return Standing.of(OCTOBER, at("2026-10-12 09:00"), counted)


def test_the_line_reaches_the_target_at_the_end_of_the_due_day_and_stays() -> None:
    line = goal_line(Fraction(100), period_days.OCTOBER, "calendar", 25)
    assert (line[0], line[11], line[24], line[30]) == (4, 48, 100, 100)


def test_the_working_line_reaches_it_with_the_last_working_day_before() -> None:
    line = goal_line(Fraction(100), period_days.OCTOBER, "working_days", 25)
    assert line[22] == line[24] == 100 and line[21] < 100


def test_the_line_of_the_twelfth_is_twelve_of_twenty_five_days() -> None:
    found = stands(GOAL, "2026-10-12", 50)
    assert (found.line, found.gap, found.verdict) == (48, 2, Verdict.AHEAD)


def test_what_is_needed_a_day_counts_the_days_to_the_due_day() -> None:
    assert stands(GOAL, "2026-10-12", 30).needed_per_day == Fraction(70, 14)
    assert stands(GOAL, "2026-10-12", 30, finished=True).needed_per_day == Fraction(70, 13)


def test_the_projection_is_of_the_due_day() -> None:
    assert stands(GOAL, "2026-10-12", 30).projected == Fraction(30 * 25, 12)


def test_on_the_due_day_itself_the_goal_is_still_open() -> None:
    found = stands(GOAL, "2026-10-25", 99)
    assert (found.verdict, found.needed_per_day) == (Verdict.ON_PACE, 1)


def test_with_the_end_of_the_due_day_it_is_missed() -> None:
    assert stands(GOAL, "2026-10-25", 99, by_due=99, finished=True).verdict is Verdict.MISSED
    assert stands(GOAL, "2026-10-26", 99, by_due=99).verdict is Verdict.MISSED


def test_what_comes_later_does_not_meet_it_any_more() -> None:
    found = stands(GOAL, "2026-10-28", 104, by_due=99)
    assert (found.verdict, found.actual, found.judged, found.needed_per_day) == (Verdict.MISSED, 104, 99, None)


def test_what_was_met_in_time_stays_met() -> None:
    assert stands(GOAL, "2026-10-28", 104, by_due=101).verdict is Verdict.MET


@pytest.mark.parametrize(("due_day", "verdict"), [(5, Verdict.ON_PACE), (25, Verdict.TOO_EARLY)])
def test_a_fifth_of_the_days_is_counted_up_to_the_due_day(due_day: int, verdict: Verdict) -> None:
    assert stands(replace(GOAL, due_day=due_day), "2026-10-01", 0).verdict is verdict


@pytest.mark.parametrize(
    ("period", "due_day", "due"),
    [
        ("2026-10", 25, date(2026, 10, 25)),
        ("2026-10", 31, None),
        ("2027-02", 27, date(2027, 2, 27)),
        ("2027-02", 31, None),
        ("2026-W45", 3, date(2026, 11, 4)),
        ("2026-Q4", 32, date(2026, 11, 1)),
        ("2026", 60, date(2026, 3, 1)),
    ],
)
def test_a_due_day_is_a_day_of_the_period_or_its_last(period: str, due_day: int, due: date | None) -> None:
    assert due_on(replace(GOAL, due_day=due_day), Period.named(period)) == due


def test_a_mean_has_no_due_day() -> None:
    assert due_on(replace(GOAL, metric=Metric.SPEED), OCTOBER) is None


def test_the_due_days_that_are_over_are_those_before_today() -> None:
    terms = company_x(goals=(GOAL, replace(GOAL, tier="ceo", due_day=10), replace(GOAL, tier="manager", due_day=10)))
    assert dues_over(terms, OCTOBER, on("2026-10-25")) == [on("2026-10-10")]
    assert dues_over(terms, OCTOBER, on("2026-10-25"), finished=True) == [on("2026-10-10"), on("2026-10-25")]


@given(st.lists(st.booleans(), min_size=2, max_size=92), st.sampled_from(["calendar", "working_days"]), st.data())
def test_a_goal_due_by_a_day_paces_as_one_of_a_period_that_ends_there(
    days: list[bool], line: Line, draw: st.DataObject
) -> None:
    due = draw.draw(st.integers(1, len(days) - 1))
    number = draw.draw(st.integers(1, due))
    seen = period_days.day_of(days, number).until(Due(due, sum(days[:due])))
    short = period_days.day_of(days[:due], number)
    assert seen == short
    assert pace(Fraction(9), Fraction(4), seen, line).line == goal_line(Fraction(9), days, line, due)[number - 1]


def test_the_due_day_on_which_a_day_is_finished_has_ended() -> None:
    day = Day(25, 31, 17, 22, ended=False, is_working=False)
    assert day.until(Due(25, 17), finished=True).ended and not day.until(Due(25, 17)).ended
