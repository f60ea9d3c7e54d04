"""Pauses: what they take from a window, and when they leave it without a due instant."""

from datetime import timedelta
from fractions import Fraction

from sla.window import Pause
from tests.moments import at
from tests.sla.clocks import office

HOUR = timedelta(hours=1)
SPLIT = "09:00-13:00 14:00-18:00"


def pause(starts: str, ends: str | None) -> Pause:
    return Pause(at(starts), at(ends) if ends else None)


def test_a_start_inside_a_pause_waits_for_its_end() -> None:
    paused = [pause("2026-10-05 09:00", "2026-10-05 12:00")]
    assert office().due(at("2026-10-05 10:00"), HOUR, paused) == at("2026-10-05 13:00")


def test_a_pause_over_the_lunch_break_takes_only_its_open_part() -> None:
    paused = [pause("2026-10-05 12:30", "2026-10-05 14:30")]
    assert office(SPLIT).due(at("2026-10-05 12:00"), HOUR, paused) == at("2026-10-05 15:00")


def test_a_pause_that_a_pause_moved_into_reach_counts() -> None:
    paused = [
        pause("2026-10-05 10:30", "2026-10-05 11:30"),
        pause("2026-10-05 11:45", "2026-10-05 12:45"),
    ]
    assert office().due(at("2026-10-05 10:00"), HOUR, paused) == at("2026-10-05 13:00")


def test_a_pause_that_starts_at_the_due_instant_changes_nothing() -> None:
    for ends in ("2026-10-05 15:00", None):
        assert office().due(at("2026-10-05 10:00"), HOUR, [pause("2026-10-05 11:00", ends)]) == at("2026-10-05 11:00")


def test_a_pause_without_an_end_leaves_no_due_instant() -> None:
    assert office().due(at("2026-10-05 10:00"), HOUR, [pause("2026-10-05 10:59", None)]) is None


def test_a_pause_without_an_end_that_starts_at_night_leaves_none_either() -> None:
    paused = [pause("2026-10-05 20:00", None)]
    assert office().due(at("2026-10-05 17:30"), HOUR, paused) is None


def test_a_pause_without_an_end_after_a_due_close_changes_nothing() -> None:
    paused = [pause("2026-10-05 20:00", None)]
    assert office().due(at("2026-10-05 17:00"), HOUR, paused) == at("2026-10-05 18:00")


def test_nothing_elapses_in_a_pause_without_an_end() -> None:
    paused = [pause("2026-10-05 11:00", None)]
    assert office().elapsed(at("2026-10-05 10:00"), at("2026-10-09 10:00"), paused) == HOUR


def test_a_pause_that_is_over_before_the_start_changes_nothing() -> None:
    paused = [pause("2026-10-01 09:00", "2026-10-02 18:00")]
    assert office().due(at("2026-10-05 10:00"), HOUR, paused) == at("2026-10-05 11:00")


def test_a_share_of_the_window_waits_for_the_pause_too() -> None:
    paused = [pause("2026-10-05 10:30", "2026-10-05 11:30")]
    due = [office().share_due(at("2026-10-05 10:00"), HOUR, Fraction(*share), paused) for share in ((1, 2), (4, 5))]
    assert due == [at("2026-10-05 10:30"), at("2026-10-05 11:48")]
