"""Verdicts and pacing figures, as the outside of the bot promises them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from sla.figures import fixed, plain
from sla.pacing import Day, Verdict, goal_line
from tests.sla.period_days import LATE_WEEK, OCTOBER, day_of, october, of_100


def written(value: Fraction | None) -> str | None:
    return None if value is None else fixed(value)


def test_october_2026_has_31_days_and_22_working_and_the_12th_is_the_8th() -> None:
    assert october(12) == Day(12, 31, 8, 22, ended=False, is_working=True)


def test_company_x_on_day_12_with_42_of_100() -> None:
    found = of_100(42, october(12))
    figures = [written(value) for value in (found.line, found.gap, found.needed_per_day, found.projected)]
    assert [plain(found.target), plain(Fraction(42)), *figures] == ["100", "42", "38.71", "3.29", "2.90", "108.50"]
    assert found.verdict == "ahead"


def test_company_x_on_day_12_by_working_days() -> None:
    found = of_100(42, october(12), "working_days")
    assert [written(value) for value in (found.line, found.gap)] == ["36.36", "5.64"]
    assert (found.needed_per_day, found.projected) == (Fraction(58, 15), Fraction(42 * 22, 8))


def test_the_daily_post_needs_the_rest_from_the_days_after_the_finished_one() -> None:
    assert of_100(42, october(12), finished=True).needed_per_day == Fraction(58, 19)
    assert of_100(42, october(12), "working_days", finished=True).needed_per_day == Fraction(58, 14)


def test_a_finished_day_changes_nothing_but_what_is_needed() -> None:
    found = of_100(42, october(12), finished=True)
    assert replace(found, needed_per_day=None) == replace(of_100(42, october(12)), needed_per_day=None)


def test_the_working_line_stays_flat_over_the_weekend() -> None:
    friday, saturday, sunday = (of_100(30, october(number), "working_days") for number in (9, 10, 11))
    assert friday.line == saturday.line == sunday.line == Fraction(700, 22)


def test_on_a_closed_day_only_the_working_days_to_come_are_left() -> None:
    assert of_100(30, october(10), "working_days").needed_per_day == Fraction(70, 15)
    assert of_100(30, october(10), "working_days", finished=True).needed_per_day == Fraction(70, 15)


@pytest.mark.parametrize(
    ("number", "actual", "verdict"),
    [
        (1, 0, "too_early"),
        (2, 99, "too_early"),
        (6, 0, "too_early"),
        (7, 0, "behind"),
        (7, "22.58", "on_pace"),
        (7, "22.59", "ahead"),
        (1, 100, "met"),
        (31, 99, "on_pace"),
        (31, 96, "behind"),
        (31, 100, "met"),
        (31, 101, "met"),
    ],
)
def test_the_verdict_while_the_period_runs(number: int, actual: str | int, verdict: str) -> None:
    assert of_100(actual, october(number)).verdict == verdict


@pytest.mark.parametrize("number", range(7, 32))
def test_a_goal_is_on_pace_from_the_line_of_the_day_before_up_to_the_days_own(number: int) -> None:
    before, today, sliver = Fraction(100 * (number - 1), 31), Fraction(100 * number, 31), Fraction(1, 10**9)
    verdicts = [of_100(str(actual), october(number)).verdict for actual in (before - sliver, before, today - sliver)]
    assert verdicts == ["behind", "on_pace", "on_pace"]


def test_exactly_on_the_line_is_ahead() -> None:
    assert of_100("1200/31", october(12)).verdict == "ahead"


def test_a_closed_day_leaves_the_portion_of_the_last_working_day_open() -> None:
    before, line = Fraction(600, 22), Fraction(700, 22)
    sunday = october(11)
    verdicts = [of_100(str(actual), sunday, "working_days").verdict for actual in (before - 1, before, line)]
    assert verdicts == ["behind", "on_pace", "ahead"]


@pytest.mark.parametrize(
    ("days_in_period", "first_with_a_verdict"), [(7, 2), (28, 6), (30, 6), (31, 7), (92, 19), (5, 1)]
)
def test_a_verdict_waits_until_a_fifth_of_the_days_has_begun(days_in_period: int, first_with_a_verdict: int) -> None:
    period = [True] * days_in_period
    early = [
        number for number in range(1, days_in_period + 1) if of_100(0, day_of(period, number)).verdict == "too_early"
    ]
    assert early == list(range(1, first_with_a_verdict))


def test_a_fifth_is_counted_in_calendar_days_for_a_working_day_line_too() -> None:
    late_start = [False] * 6 + [True] * 25
    assert of_100(0, day_of(late_start, 6), "working_days").verdict == "too_early"
    assert of_100(0, day_of(late_start, 7), "working_days").verdict == "on_pace"


def test_a_working_day_line_that_has_gone_far_is_still_too_early_by_the_calendar() -> None:
    early_rush = [True] * 6 + [False] * 24 + [True]
    assert of_100(0, day_of(early_rush, 6), "working_days").verdict == "too_early"


def test_before_the_first_working_day_there_is_no_projection() -> None:
    found = of_100(3, day_of(LATE_WEEK, 2), "working_days")
    assert (found.line, found.gap, found.projected) == (0, 3, None)
    assert (found.verdict, found.needed_per_day) == ("ahead", Fraction(97, 3))


def test_the_calendar_line_projects_from_the_first_day_on() -> None:
    assert of_100(3, day_of(LATE_WEEK, 1)).projected == 21


def test_a_goal_met_early_is_met_and_needs_nothing_more() -> None:
    found = of_100(100, october(3))
    assert (found.verdict, found.needed_per_day) == ("met", 0)


def test_a_goal_below_its_target_is_missed_only_once_the_period_has_ended() -> None:
    assert of_100(99, october(31)).verdict == "on_pace"
    assert of_100(99, october(31, ended=True)).verdict == "missed"


def test_on_the_last_day_all_that_is_missing_is_needed_today() -> None:
    assert of_100(90, october(31)).needed_per_day == 10


def test_with_no_day_left_nothing_can_be_needed() -> None:
    assert of_100(90, october(31), finished=True).needed_per_day is None
    assert of_100(90, october(31, ended=True)).needed_per_day is None


def test_with_no_working_day_left_nothing_can_be_needed() -> None:
    weekend = day_of(LATE_WEEK, 6)
    assert of_100(90, weekend, "working_days").needed_per_day is None
    assert of_100(90, weekend).needed_per_day == 5


def test_a_met_goal_needs_nothing_even_with_no_day_left() -> None:
    assert of_100(100, october(31, ended=True)).needed_per_day == 0


def test_a_closed_period_projects_what_it_came_to() -> None:
    assert of_100(90, october(31, ended=True)).projected == 90
    assert of_100(90, october(31, ended=True), "working_days").projected == 90


def test_a_period_without_a_working_day_is_due_whole_on_its_last_day() -> None:
    closed = [False] * 7
    assert goal_line(Fraction(100), closed, "working_days") == [0, 0, 0, 0, 0, 0, 100]
    before, last = (of_100(40, day_of(closed, number), "working_days") for number in (6, 7))
    assert (before.line, before.projected, before.needed_per_day) == (0, None, 60)
    assert (last.line, last.projected, last.needed_per_day, last.verdict) == (100, 40, 60, "on_pace")


def test_the_line_of_100_leads_in_31_days_ends_at_100_where_whole_portions_make_93_or_124() -> None:
    assert (3 * 31, 4 * 31) == (93, 124)
    assert goal_line(Fraction(100), OCTOBER, "calendar")[-1] == 100


def test_verdicts_are_the_words_of_the_json() -> None:
    words = ["met", "missed", "too_early", "ahead", "on_pace", "behind"]
    assert [str(verdict) for verdict in Verdict] == words
