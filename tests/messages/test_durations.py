"""Stretches of time in words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import durations


@pytest.mark.parametrize(
    ("length", "words"),
    [(0, "0 s"), (Fraction(59, 2), "30 s"), (60, "1 min"), (3600, "1 h"), (3601, "1 h 1 min"), (7800, "2 h 10 min")],
)
def test_a_mean_is_told_in_begun_minutes_and_seconds_only_below_one(length: int | Fraction, words: str) -> None:
    assert durations.seconds(length) == words


@given(st.integers(1, 500), st.fractions(Fraction(1, 1000), 10_000))
def test_a_mean_beyond_a_promise_of_whole_minutes_never_looks_kept(minutes: int, beyond: Fraction) -> None:
    assert durations.seconds(minutes * 60 + beyond) != durations.seconds(minutes * 60)
