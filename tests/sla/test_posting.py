"""When the next post is due: one a local date, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla.errors import BadPostingDay, NeverOpen
from sla.hours import BusinessHours
from sla.posting import next_post
from tests.moments import at, on
from tests.sla.clocks import always, calendar, office

NINE = time(9)
DECEMBER = ["2026-12-08", "2026-12-25"]


def dates(hours: BusinessHours, after: datetime, rule: str, count: int, local: time = NINE) -> list[date]:
    found: list[date] = []
    for _ in range(count):
        day, after = next_post(hours, after, local, rule)
        found.append(day)
    return found


def days(written: str) -> list[date]:
    return [on(day) for day in written.split()]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("day", "2026-10-02 2026-10-03 2026-10-04 2026-10-05"),
        ("working_days", "2026-10-02 2026-10-06 2026-10-07 2026-10-08"),
        ("friday", "2026-10-02 2026-10-09 2026-10-16 2026-10-23"),
        ("mon", "2026-10-06 2026-10-12 2026-10-19 2026-10-26"),
        ("Sunday", "2026-10-06 2026-10-12 2026-10-19 2026-10-26"),
        ("1", "2026-11-02 2026-12-01 2027-01-01 2027-02-01"),
        ("15", "2026-10-15 2026-11-16 2026-12-15 2027-01-15"),
        ("31", "2026-11-02 2026-11-30 2026-12-31 2027-02-01"),
        ("last_working_day", "2026-10-30 2026-11-30 2026-12-31 2027-01-29"),
    ],
)
def test_posts_fall_on_their_days_and_move_from_closed_ones(rule: str, expected: str) -> None:
    assert dates(office(closed=["2026-10-05"]), at("2026-10-01 09:00"), rule, 4) == days(expected)


def test_the_instant_is_that_of_the_local_time() -> None:
    assert next_post(office(), at("2026-10-01 09:00"), NINE, "day") == (on("2026-10-02"), at("2026-10-02 09:00"))


def test_a_post_is_strictly_after_the_instant_asked_about() -> None:
    assert next_post(office(), at("2026-10-01 08:59:59.999999"), NINE, "day")[0] == on("2026-10-01")
    assert next_post(office(), at("2026-10-01 09:00"), NINE, "day")[0] == on("2026-10-02")


def test_two_posts_that_move_to_the_same_day_are_one() -> None:
    hours = office(closed=[f"2026-08-{day:02}" for day in range(10, 22)])
    assert dates(hours, at("2026-08-07 10:00"), "fri", 2) == days("2026-08-24 2026-08-28")


def test_a_moved_post_is_still_due_when_asked_on_a_closed_day() -> None:
    assert next_post(office(), at("2026-10-04 12:00"), NINE, "saturday")[0] == on("2026-10-05")


def test_the_last_working_day_comes_before_a_holiday_at_the_end() -> None:
    assert dates(office(closed=["2026-12-31"]), at("2026-12-01 09:00"), "last_working_day", 1) == days("2026-12-30")


def test_a_time_in_the_skipped_hour_is_posted_right_after_it() -> None:
    posts = [next_post(always(), at(f"2026-03-{day} 12:00"), time(2, 30), "day") for day in (27, 28, 29)]
    assert [post[1] for post in posts] == [
        at("2026-03-28 02:30"),
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        at("2026-03-30 02:30"),
    ]


def test_a_time_in_the_repeated_hour_is_posted_once() -> None:
    first = next_post(always(), at("2026-10-24 12:00"), time(2, 30), "day")
    assert first == (on("2026-10-25"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert next_post(always(), first[1], time(2, 30), "day")[0] == on("2026-10-26")
    assert next_post(always(), first[1] + timedelta(hours=1), time(2, 30), "day")[0] == on("2026-10-26")


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/Santiago", "Asia/Beirut", "America/Havana", "Africa/Cairo"])
@pytest.mark.parametrize("local", [time(0, 0), time(0, 30), time(23, 45)])
def test_no_day_of_the_year_is_left_out_or_posted_twice(zone: str, local: time) -> None:
    year = [on("2026-01-01") + timedelta(days=count) for count in range(365)]
    hours = always(zone)
    assert dates(hours, hours.instant(on("2025-12-31"), time(23, 50)), "day", 365, local) == year


def test_the_first_of_april_is_not_lost_where_midnight_is_skipped() -> None:
    hours = always("Africa/Cairo")
    assert dates(hours, at("2026-03-31 12:00", "Africa/Cairo"), "1", 2, time(0)) == days("2026-04-01 2026-05-01")


def test_a_date_that_does_not_exist_has_no_post() -> None:
    hours = always("Pacific/Apia")
    after = hours.instant(on("2011-12-28"), time(12))
    assert dates(hours, after, "day", 3) == days("2011-12-29 2011-12-31 2012-01-01")


def test_a_weekly_post_of_a_date_that_does_not_exist_moves_on() -> None:
    hours = always("Pacific/Apia")
    assert dates(hours, hours.instant(on("2011-12-28"), time(12)), "friday", 2) == days("2011-12-31 2012-01-06")


@pytest.mark.parametrize("rule", ["", "0", "32", "-1", "1.5", "٣", "sometimes", "m", "100000000", "x" * 99])
def test_what_is_no_day_to_post_on_is_refused_in_a_sentence(rule: str) -> None:
    with pytest.raises(BadPostingDay, match="is not a day to post on; write day, working_days"):
        next_post(office(), at("2026-10-01 09:00"), NINE, rule)


@pytest.mark.parametrize("rule", ["working_days", "friday", "15", "last_working_day"])
def test_a_place_that_never_opens_has_no_working_day_to_post_on(rule: str) -> None:
    with pytest.raises(NeverOpen):
        next_post(BusinessHours(calendar({})), at("2026-10-01 09:00"), NINE, rule)


@settings(max_examples=40, deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),  # noqa: DTZ001
    st.times(),
    st.sampled_from(["day", "working_days", "last_working_day", "wed", "30"]),
)
def test_no_post_lies_between_an_instant_and_its_next_post(after: datetime, local: time, rule: str) -> None:
    hours, asked = office(closed=DECEMBER), after.replace(tzinfo=UTC)
    day, posted_at = next_post(hours, asked, local, rule)
    assert posted_at > asked
    assert hours.instant(day, local) == posted_at
    assert next_post(hours, posted_at - timedelta(microseconds=1), local, rule) == (day, posted_at)
    assert next_post(hours, asked + (posted_at - asked) / 2, local, rule) == (day, posted_at)
