"""Working days: in windows, in a period, before and after a date."""

from datetime import date, timedelta

import pytest

from sla.errors import NeverOpen
from sla.hours import BusinessHours
from sla.window import Window
from tests.moments import at, on
from tests.sla.clocks import always, calendar, office

HOUR = timedelta(hours=1)
SPLIT = "09:00-13:00 14:00-18:00"


def test_a_working_day_is_the_open_time_of_the_weekday() -> None:
    assert office(SPLIT).due(at("2026-10-05 10:00"), Window.parse("1d")) == at("2026-10-06 10:00")


def test_it_is_the_day_on_which_the_clock_starts_to_run() -> None:
    hours = BusinessHours(calendar({"fri": "09:00-13:00", "mon": "09:00-18:00", "tue": "09:00-18:00"}))
    assert hours.window_time(at("2026-10-02 12:00"), Window.parse("1d")) == 4 * HOUR
    assert hours.window_time(at("2026-10-02 13:00"), Window.parse("1d")) == 9 * HOUR


def test_a_half_day_does_not_shorten_it() -> None:
    hours = office(exceptions={"2026-12-24": "09:00-13:00"})
    assert hours.window_time(at("2026-12-24 09:00"), Window.parse("2d")) == 18 * HOUR


def test_on_an_extra_day_it_is_that_of_the_next_weekday_with_hours() -> None:
    hours = office(exceptions={"2026-10-03": "09:00-13:00"})
    assert hours.window_time(at("2026-10-03 09:00"), Window.parse("1d")) == 9 * HOUR


def test_in_a_week_without_hours_it_is_that_of_the_date() -> None:
    hours = BusinessHours(calendar({}, exceptions={"2026-10-03": "09:00-13:00"}))
    assert hours.window_time(at("2026-10-01 09:00"), Window.parse("1d")) == 4 * HOUR


def test_past_midnight_it_is_that_of_the_night_shift() -> None:
    hours = BusinessHours(calendar({"mon": "22:00-06:00", "tue": "09:00-13:00"}))
    assert hours.window_time(at("2026-10-06 02:00"), Window.parse("1d")) == 8 * HOUR
    assert hours.window_time(at("2026-10-06 06:00"), Window.parse("1d")) == 4 * HOUR


def test_a_change_of_the_clocks_does_not_change_what_it_is_worth() -> None:
    assert always().window_time(at("2026-10-25 00:00"), Window.parse("1d")) == 24 * HOUR


def test_hours_and_days_add_up() -> None:
    assert office().window_time(at("2026-10-05 10:00"), Window.parse("1d2h")) == 11 * HOUR


def test_october_2026_has_twenty_two() -> None:
    assert office().working_days(on("2026-10-01"), on("2026-10-31")) == 22


def test_both_ends_are_counted_and_the_wrong_order_counts_none() -> None:
    assert office().working_days(on("2026-10-05"), on("2026-10-05")) == 1
    assert office().working_days(on("2026-10-06"), on("2026-10-05")) == 0


def test_they_are_counted_over_the_turn_of_the_year() -> None:
    assert office(closed=["2027-01-01"]).working_days(on("2026-12-28"), on("2027-01-04")) == 5


def test_holidays_are_none_and_extra_days_are() -> None:
    hours = office(closed=["2026-10-05"], exceptions={"2026-10-03": "09:00-10:00", "2026-10-06": ""})
    working = [day for day in range(1, 8) if hours.is_working_day(date(2026, 10, day))]
    assert working == [1, 2, 3, 7]


def test_a_date_that_does_not_exist_is_none() -> None:
    assert not always("Pacific/Apia").is_working_day(on("2011-12-30"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-10-02", "2026-10-02"), ("2026-10-03", "2026-10-05"), ("2026-12-31", "2027-01-04")],
)
def test_the_next_one_is_the_day_itself_or_a_later_one(day: str, expected: str) -> None:
    hours = office(closed=["2026-12-31", "2027-01-01"])
    assert hours.next_working_day(on(day)) == on(expected)


def test_the_one_before_is_the_day_itself_or_an_earlier_one() -> None:
    assert office().previous_working_day(on("2026-10-04")) == on("2026-10-02")
    assert office().previous_working_day(on("2026-10-02")) == on("2026-10-02")


def test_there_is_none_before_the_first_extra_day() -> None:
    hours = BusinessHours(calendar({}, exceptions={"2026-10-03": "09:00-10:00"}))
    assert hours.previous_working_day(on("2026-10-02")) is None
    assert hours.previous_working_day(on("2027-11-07")) == on("2026-10-03")
    assert hours.previous_working_day(on("2027-11-08")) is None


def test_there_is_none_after_the_last_extra_day() -> None:
    hours = BusinessHours(calendar({}, exceptions={"2026-10-03": "09:00-10:00"}))
    assert hours.next_working_day(on("2025-01-01")) == on("2026-10-03")
    with pytest.raises(NeverOpen, match="give at least one day its hours"):
        hours.next_working_day(on("2026-10-04"))
