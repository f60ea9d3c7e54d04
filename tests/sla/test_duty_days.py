"""When duties are owed: by day, week, month and period, off closed days, across changes of the clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla.agreement import Duty, Terms
from sla.calendar import Calendar
from sla.duty_days import Planned, owed, remind_at
from sla.zones import ONE_DAY
from tests.makers import company_x, make_calendar
from tests.moments import at, on

REPORT = Duty("Pipeline status report", "sales", "marketing", "week", "friday", time(17))


def under(duty: Duty, calendar: Calendar | None = None, **changes: object) -> Terms:
    """Company X's terms with this duty alone."""
    return replace(company_x(duties=(duty,)), calendar=calendar or make_calendar(), **changes)


def planned(every: str, falls: str, since: str, until: str, **changes: object) -> list[Planned]:
    """The times that a duty with this schedule is owed."""
    return owed(under(replace(REPORT, every=every, on=falls), **changes), at(since), at(until))


def days(found: list[Planned]) -> list[str]:
    return [each.on.isoformat() for each in found]


def test_a_weekly_report_is_due_every_friday_at_its_time() -> None:
    found = planned("week", "friday", "2026-10-01 00:00", "2026-10-17 00:00")
    assert [each.due_at for each in found] == [at("2026-10-02 17:00"), at("2026-10-09 17:00"), at("2026-10-16 17:00")]


def test_what_falls_on_a_closed_day_is_due_on_the_next_working_day() -> None:
    assert days(planned("week", "friday", "2026-12-21 00:00", "2027-01-06 00:00")) == ["2026-12-28", "2027-01-04"]


def test_a_duty_that_moved_off_a_long_closure_is_still_found_from_the_day_it_moved_to() -> None:
    closed = {on("2026-10-05") + number * ONE_DAY: "works" for number in range(26)}
    found = planned("week", "friday", "2026-11-02 00:00", "2026-11-03 00:00", calendar=make_calendar(closed=closed))
    assert [(each.cycle, each.on) for each in found] == [
        ("2026-W41", on("2026-11-02")),
        ("2026-W42", on("2026-11-02")),
        ("2026-W43", on("2026-11-02")),
        ("2026-W44", on("2026-11-02")),
    ]


def test_the_last_working_day_of_a_month_is_before_its_weekend() -> None:
    found = planned("month", "last_working_day", "2026-10-01 00:00", "2027-01-01 00:00")
    assert days(found) == ["2026-10-30", "2026-11-30", "2026-12-30"]


def test_the_last_working_day_of_a_week_is_mostly_its_friday() -> None:
    assert days(planned("week", "last_working_day", "2026-12-21 00:00", "2027-01-04 00:00")) == [
        "2026-12-24",
        "2026-12-30",
    ]


def test_a_number_past_the_end_of_a_month_is_its_last_day() -> None:
    assert days(planned("month", "31", "2027-02-02 00:00", "2027-04-01 00:00")) == ["2027-03-01", "2027-03-31"]


def test_a_duty_of_each_working_day_is_owed_on_those_alone() -> None:
    assert days(planned("day", "working_days", "2026-10-02 00:00", "2026-10-07 00:00")) == [
        "2026-10-02",
        "2026-10-05",
        "2026-10-06",
    ]


def test_a_duty_of_each_day_stays_on_closed_ones() -> None:
    assert days(planned("day", "day", "2026-10-02 00:00", "2026-10-05 00:00")) == [
        "2026-10-02",
        "2026-10-03",
        "2026-10-04",
    ]


@pytest.mark.parametrize(
    ("period", "first", "expected"),
    [
        ("quarter", "2026-10-01", ["2026-10-15", "2027-01-15"]),
        ("month", "2026-10-01", ["2026-10-15", "2026-11-16", "2026-12-15", "2027-01-15"]),
        ("year", "2026-10-01", ["2027-01-15"]),
    ],
)
def test_a_duty_of_each_period_is_owed_on_the_day_of_the_period(period: str, first: str, expected: list[str]) -> None:
    found = planned("period", "15", f"{first} 00:00", "2027-02-01 00:00", period=period)
    assert days(found) == expected


def test_a_monthly_duty_on_a_weekday_is_due_on_the_first_of_them() -> None:
    assert days(planned("month", "monday", "2026-10-01 00:00", "2026-12-01 00:00")) == ["2026-10-05", "2026-11-02"]


def test_a_deadline_in_the_gap_of_the_clocks_is_the_first_valid_instant_after_it() -> None:
    nightly = replace(REPORT, every="day", on="day", by=time(2, 30))
    found = owed(under(nightly), at("2026-03-29 00:00"), at("2026-03-30 00:00"))
    assert [each.due_at for each in found] == [datetime(2026, 3, 29, 1, tzinfo=UTC)]


def test_a_deadline_in_the_doubled_hour_is_its_first_occurrence() -> None:
    nightly = replace(REPORT, every="day", on="day", by=time(2, 30))
    found = owed(under(nightly), at("2026-10-25 00:00"), at("2026-10-26 00:00"))
    assert [each.due_at for each in found] == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_a_date_that_the_zone_jumped_over_moves_the_duty_to_the_next_working_day() -> None:
    week = make_calendar().week
    apia = Calendar("Pacific/Apia", week, {}, {})
    found = owed(
        replace(under(REPORT, apia), timezone="Pacific/Apia"),
        datetime(2011, 12, 26, tzinfo=UTC),
        datetime(2012, 1, 4, tzinfo=UTC),
    )
    assert days(found) == ["2012-01-02"]


def test_nothing_is_owed_where_no_working_day_comes() -> None:
    never = make_calendar(week=((),) * 7, exceptions={})
    assert planned("week", "friday", "2026-10-01 00:00", "2026-12-01 00:00", calendar=never) == []


def test_the_reminder_comes_as_the_day_opens() -> None:
    assert remind_at(company_x().hours, on("2026-10-09"), at("2026-10-09 17:00")) == at("2026-10-09 09:00")


def test_what_is_due_as_the_day_opens_is_reminded_of_the_working_day_before() -> None:
    assert remind_at(company_x().hours, on("2026-10-12"), at("2026-10-12 09:30")) == at("2026-10-09 09:00")


SCHEDULES = st.builds(
    Duty,
    st.just("Report"),
    st.just("sales"),
    st.just("marketing"),
    st.sampled_from(["day", "week", "month", "period"]),
    st.sampled_from(["day", "working_days", "last_working_day", "monday", "friday", "sunday", "1", "15", "31"]),
    st.times().map(lambda clock: time(clock.hour, clock.minute)),
)
STARTS = st.integers(0, 700 * 24).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@settings(max_examples=30)
@given(SCHEDULES, STARTS, st.integers(0, 90), st.integers(0, 90))
def test_two_stretches_of_time_owe_what_the_whole_of_them_owes(
    duty: Duty, since: datetime, first: int, second: int
) -> None:
    terms, middle = under(duty), since + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert owed(terms, since, middle) + owed(terms, middle, end) == owed(terms, since, end)


@settings(max_examples=30)
@given(SCHEDULES, STARTS)
def test_a_duty_is_owed_once_in_each_cycle_and_on_a_day_that_may_be(duty: Duty, since: datetime) -> None:
    terms = under(duty)
    found = owed(terms, since, since + timedelta(days=120))
    assert len({each.key for each in found}) == len(found)
    assert all(duty.on == "day" or terms.hours.is_working_day(each.on) for each in found)
    assert all(terms.hours.local_date(each.due_at) == each.on for each in found)


@settings(max_examples=30)
@given(SCHEDULES, STARTS)
def test_a_reminder_comes_before_the_deadline_and_within_hours_of_business(duty: Duty, since: datetime) -> None:
    terms = under(duty)
    for each in owed(terms, since, since + timedelta(days=40)):
        assert remind_at(terms.hours, each.on, each.due_at) < each.due_at


@settings(max_examples=20)
@given(st.sampled_from(["monday", "wednesday", "friday", "sunday"]), STARTS)
def test_a_weekly_duty_is_where_a_slow_search_finds_it(weekday: str, since: datetime) -> None:
    terms = under(replace(REPORT, on=weekday))
    until = since + timedelta(days=60)
    expected = sorted(_slowly(terms, weekday, since, until))
    assert sorted(each.due_at for each in owed(terms, since, until)) == expected


def _slowly(terms: Terms, weekday: str, since: datetime, until: datetime) -> list[datetime]:
    """Every date of two years, one by one."""
    found = []
    for number in range(1100):
        day = date(2025, 11, 1) + number * ONE_DAY
        if f"{day:%A}".lower() != weekday:
            continue
        while not terms.hours.is_working_day(day):
            day += ONE_DAY
        due_at = terms.hours.instant(day, time(17))
        found += [due_at] if since <= due_at < until else []
    return found
