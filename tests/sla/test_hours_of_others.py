"""The mistakes that other clocks are known for, each with the case that shows it."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from sla.errors import NeverOpen
from sla.hours import BusinessHours
from sla.window import Pause, Window
from tests.moments import at, on
from tests.sla.clocks import WEEKDAYS, always, calendar, office

HOUR = timedelta(hours=1)


def test_a_closed_day_is_skipped_to_the_opening_and_not_to_the_same_time_of_day() -> None:
    assert office().due(at("2026-10-03 17:00"), HOUR) == at("2026-10-05 10:00")


def test_a_holiday_is_skipped_to_the_next_opening() -> None:
    assert office(closed=["2026-10-07"]).due(at("2026-10-07 16:30"), 2 * HOUR) == at("2026-10-08 11:00")


def test_all_the_openings_of_a_weekday_count_and_not_only_the_last() -> None:
    split = office("09:00-13:00 14:00-18:00")
    assert split.elapsed(at("2026-10-05 00:00"), at("2026-10-06 00:00")) == 8 * HOUR


@pytest.mark.parametrize("hours", ["09:00-14:00 13:00-18:00", "13:00-18:00 09:00-13:00", "09:00-18:00 10:00-11:00"])
def test_overlapping_and_touching_openings_are_counted_once(hours: str) -> None:
    assert office(hours).elapsed(at("2026-10-05 00:00"), at("2026-10-06 00:00")) == 9 * HOUR


def test_a_night_shift_runs_past_midnight_and_comes_back() -> None:
    nights = always(hours="22:00-06:00")
    assert nights.due(at("2026-10-05 23:00"), 3 * HOUR) == at("2026-10-06 02:00")
    assert nights.due(at("2026-10-06 05:00"), 2 * HOUR) == at("2026-10-06 23:00")


def test_a_night_shift_belongs_to_the_weekday_on_which_it_starts() -> None:
    fridays = BusinessHours(calendar({"fri": "22:00-06:00"}))
    assert fridays.elapsed(at("2026-10-03 00:00"), at("2026-10-04 00:00")) == 6 * HOUR


def test_a_holiday_closes_the_night_shift_that_starts_on_it_and_no_other() -> None:
    nights = BusinessHours(calendar(dict.fromkeys(WEEKDAYS, "22:00-06:00"), closed=["2026-10-07"]))
    assert nights.is_open(at("2026-10-07 05:00"))
    assert not nights.is_open(at("2026-10-07 23:00"))
    assert not nights.is_open(at("2026-10-08 05:00"))


def test_a_night_shift_of_new_years_eve_is_counted_once() -> None:
    nights = always(hours="00:00-02:00 22:00-06:00")
    assert nights.elapsed(at("2026-12-31 12:00"), at("2027-01-01 12:00")) == 8 * HOUR


def test_a_day_that_ends_at_24_neither_loses_nor_gains_a_minute() -> None:
    assert always().elapsed(at("2026-06-01 00:00"), at("2026-07-01 00:00")) == 720 * HOUR
    assert always().due(at("2026-10-05 23:30"), HOUR) == at("2026-10-06 00:30")


def test_a_month_of_elapsed_time_is_exact_to_the_microsecond() -> None:
    end = at("2026-10-01 09:00") + timedelta(microseconds=1)
    assert office().elapsed(at("2026-09-01 09:00"), end) == 198 * HOUR + timedelta(microseconds=1)


def test_a_sparse_week_is_searched_for_as_long_as_the_window_takes() -> None:
    mondays = BusinessHours(calendar({"mon": "09:00-09:30"}))
    assert mondays.due(at("2026-10-06 09:00"), 30 * HOUR) == at("2027-11-29 09:30")


def test_a_closure_of_a_month_is_passed() -> None:
    august = [f"2026-08-{day:02}" for day in range(1, 32)]
    assert office(closed=august).due(at("2026-07-31 17:30"), HOUR) == at("2026-09-01 09:30")


def test_an_empty_week_ends_in_a_sentence_and_not_never() -> None:
    with pytest.raises(NeverOpen, match="no open time"):
        BusinessHours(calendar({})).due(at("2026-10-05 10:00"), HOUR)


def test_an_attempt_exactly_at_the_deadline_is_within_the_window() -> None:
    due = office().due(at("2026-10-05 17:00"), HOUR)
    assert due is not None
    assert office().elapsed(at("2026-10-05 17:00"), due) == HOUR
    assert due <= at("2026-10-05 18:00")


def test_the_first_of_a_month_is_later_than_the_thirty_first() -> None:
    due = office().due(at("2026-08-31 17:30"), HOUR)
    assert due == at("2026-09-01 09:30")


@pytest.mark.parametrize(("day", "offset"), [("2026-01-12", 1), ("2026-07-13", 2)])
def test_each_season_has_its_own_offset(day: str, offset: int) -> None:
    hours, year, month, date = office(), *map(int, day.split("-"))
    assert hours.is_open(datetime(2026, 4, 1, 12, tzinfo=UTC))
    opening = hours.next_opening(datetime(year, month, date, tzinfo=UTC))
    assert opening == datetime(year, month, date, 9 - offset, tzinfo=UTC)


def test_four_hours_over_the_autumn_change_are_four_real_hours() -> None:
    assert always().due(at("2026-10-24 23:30"), 4 * HOUR) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_four_hours_over_the_spring_change_are_four_real_hours() -> None:
    assert always().due(at("2026-03-28 23:30"), 4 * HOUR) == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)


def test_an_interval_over_a_change_is_an_hour_longer_or_shorter() -> None:
    nights = always(hours="22:00-06:00")
    assert nights.elapsed(at("2026-10-24 22:00"), at("2026-10-25 06:00")) == 9 * HOUR
    assert nights.elapsed(at("2026-03-28 22:00"), at("2026-03-29 06:00")) == 7 * HOUR


def test_an_opening_in_the_skipped_hour_begins_after_it() -> None:
    early = always(hours="02:30-10:00")
    assert early.next_opening(at("2026-03-29 00:00")) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_interval_that_the_skipped_hour_empties_is_dropped() -> None:
    assert always(hours="02:10-02:50").next_opening(at("2026-03-28 12:00")) == at("2026-03-30 02:10")


def test_hours_that_close_in_the_repeated_hour_close_at_its_first_occurrence() -> None:
    late = always(hours="01:00-02:30")
    assert late.elapsed(at("2026-10-25 00:00"), at("2026-10-26 00:00")) == HOUR + HOUR / 2


def test_a_pause_takes_its_open_time_and_not_its_wall_time() -> None:
    weekend = Pause(at("2026-10-02 17:00"), at("2026-10-05 10:00"))
    assert office().due(at("2026-10-02 16:30"), HOUR, [weekend]) == at("2026-10-05 10:30")


def test_overlapping_pauses_are_taken_once() -> None:
    pauses = [
        Pause(at("2026-10-05 11:00"), at("2026-10-05 13:00")),
        Pause(at("2026-10-05 12:00"), at("2026-10-05 15:00")),
    ]
    assert office().due(at("2026-10-05 10:00"), 2 * HOUR, pauses) == at("2026-10-05 16:00")


def test_a_pause_in_closed_time_takes_nothing() -> None:
    night = Pause(at("2026-10-05 18:00"), at("2026-10-06 09:00"))
    assert office().due(at("2026-10-05 17:30"), HOUR, [night]) == at("2026-10-06 09:30")


def test_a_lead_that_is_taken_up_again_goes_on_where_it_stood() -> None:
    held = [Pause(at("2026-10-05 10:20"), at("2026-10-08 12:00"))]
    assert office().elapsed(at("2026-10-05 10:00"), at("2026-10-08 12:10"), held) == timedelta(minutes=30)


def test_other_hours_from_now_on_leave_the_clock_of_the_old_ones_alone() -> None:
    old, new = office(), office("09:00-12:00")
    start = at("2026-10-05 11:30")
    assert new.due(start, HOUR) == at("2026-10-06 09:30")
    assert old.due(start, HOUR) == at("2026-10-05 12:30")


def test_a_day_is_a_working_day_and_never_24_hours() -> None:
    assert office().due(at("2026-10-02 10:00"), Window.parse("1d")) == at("2026-10-05 10:00")


def test_a_holiday_is_a_local_date_of_the_calendar_wherever_the_lead_is() -> None:
    hours = always()
    closed = BusinessHours(calendar(dict.fromkeys(WEEKDAYS, "00:00-24:00"), closed=["2026-12-08"]))
    start = datetime(2026, 12, 7, 17, 30, tzinfo=UTC)
    assert hours.due(start, 6 * HOUR) == datetime(2026, 12, 7, 23, 30, tzinfo=UTC)
    assert closed.due(start, 6 * HOUR) == datetime(2026, 12, 8, 23, 30, tzinfo=UTC)


def test_a_holiday_does_not_begin_a_day_early() -> None:
    hours = office(zone="Pacific/Auckland", closed=["2026-12-25"])
    assert hours.is_open(at("2026-12-24 17:59", "Pacific/Auckland"))
    assert hours.next_opening(at("2026-12-24 18:00", "Pacific/Auckland")) == at("2026-12-28 09:00", "Pacific/Auckland")


def test_the_next_nudge_does_not_come_at_the_weekend() -> None:
    start = at("2026-10-02 17:45")
    alerts = [office().share_due(start, HOUR, Fraction(percent, 100)) for percent in (25, 80, 150)]
    assert alerts == [at("2026-10-02 18:00"), at("2026-10-05 09:33"), at("2026-10-05 10:15")]


def test_the_working_days_of_a_month_are_those_that_open() -> None:
    assert office(closed=["2026-12-08", "2026-12-25"]).working_days(on("2026-12-01"), on("2026-12-31")) == 21
