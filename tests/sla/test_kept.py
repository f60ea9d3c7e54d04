"""Promises on a mean, and what counts as kept."""

from fractions import Fraction

import pytest

from sla.pacing import Day, Mean, kept, pace_of_mean
from tests.sla.period_days import october, of_100


@pytest.mark.parametrize(
    ("metric", "actual", "verdict"),
    [
        ("speed", "3599", "ahead"),
        ("speed", "3600", "ahead"),
        ("speed", "3600.000001", "behind"),
        ("depth", "6", "ahead"),
        ("depth", "6.1", "ahead"),
        ("depth", "5.999", "behind"),
    ],
)
def test_a_promise_on_a_mean_is_kept_at_its_target(metric: Mean, actual: str, verdict: str) -> None:
    target = Fraction(3600 if metric == "speed" else 6)
    assert pace_of_mean(metric, target, Fraction(actual), ended=False).verdict == verdict


def test_with_nothing_to_average_it_is_too_early_even_at_the_close() -> None:
    assert pace_of_mean("depth", Fraction(6), None, ended=True).verdict == "too_early"


def test_a_goal_on_a_mean_has_no_line() -> None:
    found = pace_of_mean("speed", Fraction(3600), Fraction(2460), ended=False)
    assert [found.line, found.gap, found.needed_per_day, found.projected] == [None] * 4
    assert (found.target, found.actual) == (3600, 2460)


@pytest.mark.parametrize(
    ("actual", "ended", "is_kept"),
    [("60", True, True), ("61", True, False), (None, True, None), ("60", False, None), ("61", False, None)],
)
def test_a_mean_counts_as_met_or_missed_only_at_the_close(
    actual: str | None, ended: bool, is_kept: bool | None
) -> None:
    mean = None if actual is None else Fraction(actual)
    assert kept(pace_of_mean("speed", Fraction(60), mean, ended)) is is_kept


@pytest.mark.parametrize(
    ("actual", "day", "is_kept"),
    [
        (100, october(3), True),
        (100, october(31, ended=True), True),
        (99, october(31, ended=True), False),
        (99, october(31), None),
        (50, october(12), None),
        (0, october(2), None),
    ],
)
def test_a_count_is_kept_once_met_and_broken_once_missed(actual: int, day: Day, is_kept: bool | None) -> None:
    assert kept(of_100(actual, day)) is is_kept
