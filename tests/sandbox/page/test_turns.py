"""Where the clock's buttons turn to."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.page.turns import day, hour, month_end, working_morning

ROME = ZoneInfo("Europe/Rome")


def rome(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-10-01T08:30", "2026-10-01T09:00"),
        ("2026-10-01T09:00", "2026-10-02T09:00"),
        ("2026-10-02T12:00", "2026-10-05T09:00"),
        ("2026-10-03T08:00", "2026-10-05T09:00"),
        ("2026-10-23T18:00", "2026-10-26T09:00"),  # summer time ends on the Sunday between
    ],
)
def test_a_working_morning_is_the_next_nine_o_clock_of_a_weekday(now: str, morning: str) -> None:
    assert working_morning(rome(now).astimezone(UTC), ROME) == rome(morning)


def test_a_working_morning_is_one_of_the_viewer_s_zone() -> None:
    now = datetime(2026, 10, 1, 7, 30, tzinfo=UTC)
    assert working_morning(now, ROME) == datetime(2026, 10, 2, 7, tzinfo=UTC)
    assert working_morning(now, ZoneInfo("America/New_York")) == datetime(2026, 10, 1, 13, tzinfo=UTC)


@pytest.mark.parametrize("now", ["2026-10-01T00:01", "2026-10-31T23:59", "2026-10-15T12:00"])
def test_a_month_ends_a_minute_past_the_midnight_after_its_last_day(now: str) -> None:
    assert month_end(rome(now).astimezone(UTC), ROME) == rome("2026-11-01T00:01")


def test_a_month_that_has_just_begun_is_not_ended_again_at_once() -> None:
    assert month_end(rome("2026-11-01T00:01").astimezone(UTC), ROME) == rome("2026-12-01T00:01")


def test_a_day_on_keeps_the_time_of_day_when_summer_time_ends() -> None:
    assert day(rome("2026-10-24T09:00").astimezone(UTC), ROME) == rome("2026-10-25T09:00")


def test_an_hour_on_is_an_hour() -> None:
    assert hour(datetime(2026, 10, 1, 7, tzinfo=UTC), ROME) == datetime(2026, 10, 1, 8, tzinfo=UTC)
