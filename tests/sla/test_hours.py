"""The rules of the business clock, one by one."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sla.errors import NeverOpen, TooFarAway, UnknownZone
from sla.hours import BusinessHours
from sla.window import Window
from tests.moments import at, on
from tests.sla.clocks import calendar, office

MICROSECOND = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
SPLIT = "09:00-13:00 14:00-18:00"


def test_a_lead_handed_off_on_friday_evening_is_due_on_monday() -> None:
    assert office().due(at("2026-10-02 17:30"), Window.parse("1h")) == at("2026-10-05 09:30")


def test_a_lead_handed_off_exactly_at_close_waits_for_the_next_opening() -> None:
    assert office().due(at("2026-10-05 18:00"), HOUR) == at("2026-10-06 10:00")


def test_a_window_that_ends_exactly_at_close_is_due_at_close() -> None:
    assert office().due(at("2026-10-05 17:00"), HOUR) == at("2026-10-05 18:00")


def test_a_window_that_ends_at_the_lunch_break_is_due_before_lunch() -> None:
    assert office(SPLIT).due(at("2026-10-05 12:00"), HOUR) == at("2026-10-05 13:00")


def test_one_microsecond_more_than_the_day_holds_is_due_after_the_next_opening() -> None:
    due = office().due(at("2026-10-05 17:00"), HOUR + MICROSECOND)
    assert due == at("2026-10-06 09:00") + MICROSECOND


def test_microseconds_are_kept() -> None:
    start = at("2026-10-05 10:00:00.000001")
    assert office().due(start, timedelta(microseconds=1_500_001)) == at("2026-10-05 10:00:01.500002")
    assert office().elapsed(start, at("2026-10-05 10:00:01.500002")) == timedelta(microseconds=1_500_001)


def test_a_window_of_nothing_is_due_at_once() -> None:
    assert office().due(at("2026-10-03 17:00"), timedelta(0)) == at("2026-10-03 17:00")


def test_a_due_instant_is_in_utc_whatever_zone_the_start_was_in() -> None:
    due = office().due(datetime(2026, 10, 5, 14, tzinfo=ZoneInfo("America/New_York")), HOUR)
    assert due == at("2026-10-06 10:00")
    assert due is not None and due.tzinfo is UTC


def test_a_start_without_a_zone_is_refused() -> None:
    naive = at("2026-10-05 10:00").replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        office().due(naive, HOUR)


def test_nothing_has_elapsed_when_the_end_is_before_the_start() -> None:
    assert office().elapsed(at("2026-10-05 12:00"), at("2026-10-05 10:00")) == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-10-05 09:00", True),
        ("2026-10-05 08:59:59.999999", False),
        ("2026-10-05 12:59:59.999999", True),
        ("2026-10-05 13:00", False),
        ("2026-10-03 12:00", False),
    ],
)
def test_an_interval_holds_its_opening_and_not_its_close(moment: str, is_open: bool) -> None:
    assert office(SPLIT).is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-10-05 10:17", "2026-10-05 10:17"),
        ("2026-10-05 09:00", "2026-10-05 09:00"),
        ("2026-10-05 13:00", "2026-10-05 14:00"),
        ("2026-10-02 18:00", "2026-10-05 09:00"),
        ("2026-12-31 18:00", "2027-01-01 09:00"),
    ],
)
def test_the_next_opening_is_now_when_it_is_open(moment: str, opening: str) -> None:
    assert office(SPLIT).next_opening(at(moment)) == at(opening)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UnknownZone, match="“Europe/Atlantis” is not a known time zone"):
        office(zone="Europe/Atlantis")


@pytest.mark.parametrize("year", [1, 202, 1899, 3000, 9999])
def test_an_instant_in_a_mistyped_year_is_refused(year: int) -> None:
    with pytest.raises(TooFarAway, match="check the year"):
        office().due(datetime(year, 6, 1, tzinfo=UTC), HOUR)


def test_both_edges_of_all_instants_are_refused() -> None:
    for edge in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        with pytest.raises(TooFarAway):
            office(zone="America/New_York").is_open(edge)


def test_a_local_time_in_the_gap_is_the_end_of_the_gap() -> None:
    assert office().instant(on("2026-03-29"), time(2, 30)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_local_time_that_comes_twice_is_the_first_whatever_its_fold() -> None:
    for fold in (0, 1):
        instant = office().instant(on("2026-10-25"), time(2, 30, fold=fold))
        assert instant == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_local_date_is_that_of_the_calendar() -> None:
    assert office().local_date(datetime(2026, 10, 5, 22, 30, tzinfo=UTC)) == on("2026-10-06")
    assert office(zone="America/New_York").local_date(datetime(2026, 10, 5, 2, tzinfo=UTC)) == on("2026-10-04")


def test_a_calendar_without_open_time_in_400_days_is_refused() -> None:
    with pytest.raises(NeverOpen, match="no open time in 400 days"):
        BusinessHours(calendar({})).check(on("2026-10-01"))


def test_one_opening_within_400_days_is_enough() -> None:
    hours = BusinessHours(calendar({}, exceptions={"2027-11-04": "09:00-09:01"}))
    hours.check(on("2026-10-01"))
    with pytest.raises(NeverOpen):
        hours.check(on("2026-09-30"))


def test_hours_that_lie_only_in_the_hour_that_is_skipped_are_none() -> None:
    hours = BusinessHours(calendar({}, exceptions={"2026-03-29": "02:10-02:50"}))
    with pytest.raises(NeverOpen):
        hours.check(on("2026-03-01"))


def test_the_search_ends_after_the_last_extra_day() -> None:
    hours = BusinessHours(calendar({}, exceptions={"2026-12-31": "22:00-02:00"}))
    assert hours.due(at("2026-10-01 10:00"), 4 * HOUR) == at("2027-01-01 02:00")
    with pytest.raises(NeverOpen):
        hours.due(at("2026-10-01 10:00"), 5 * HOUR)
    with pytest.raises(NeverOpen):
        hours.next_opening(at("2027-01-01 02:00"))
