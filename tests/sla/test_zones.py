"""Local times that do not exist, or exist twice, as instants."""

from datetime import UTC, date, datetime, time

import pytest

from sla.errors import UnknownZone
from sla.zones import instant, missing_dates, utc, wall, zone_named
from tests.moments import on


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Rome", "2026-03-29", "01:59", "2026-03-29T00:59Z"),
        ("Europe/Rome", "2026-03-29", "02:00", "2026-03-29T01:00Z"),
        ("Europe/Rome", "2026-03-29", "02:30", "2026-03-29T01:00Z"),
        ("Europe/Rome", "2026-03-29", "02:59:59.999999", "2026-03-29T01:00Z"),
        ("Europe/Rome", "2026-03-29", "03:00", "2026-03-29T01:00Z"),
        ("Europe/Rome", "2026-03-29", "03:30", "2026-03-29T01:30Z"),
        ("Europe/Rome", "2026-10-25", "02:30", "2026-10-25T00:30Z"),
        ("Europe/Rome", "2026-10-25", "03:00", "2026-10-25T02:00Z"),
        ("America/New_York", "2026-03-08", "02:15", "2026-03-08T07:00Z"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30Z"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45Z"),
        ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00Z"),
        ("America/Santiago", "2026-04-04", "23:30", "2026-04-05T02:30Z"),
        ("America/Santiago", "2026-04-05", "00:00", "2026-04-05T04:00Z"),
        ("Asia/Beirut", "2026-03-29", "00:30", "2026-03-28T22:00Z"),
        ("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00Z"),
        ("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00Z"),
        ("Antarctica/Troll", "2026-03-29", "02:30", "2026-03-29T01:00Z"),
        ("Asia/Kathmandu", "1986-01-01", "00:05", "1985-12-31T18:30Z"),
    ],
)
def test_a_local_time_is_the_first_instant_at_which_it_holds_or_is_past(
    zone: str, day: str, at: str, expected: str
) -> None:
    reading = wall(zone_named(zone), on(day), time.fromisoformat(at))
    assert instant(reading) == datetime.fromisoformat(expected)


def test_samoa_jumped_over_a_friday() -> None:
    assert missing_dates("Pacific/Apia", on("2011-12-25"), on("2012-01-05")) == [date(2011, 12, 30)]


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/Santiago", "Asia/Beirut", "Antarctica/Troll"])
def test_no_date_is_missing_where_only_an_hour_is(zone: str) -> None:
    assert missing_dates(zone, on("2026-01-01"), on("2026-12-31")) == []


@pytest.mark.parametrize("name", ["Europe/Atlantis", "", "../../etc/passwd", "Europe", "Rome\0", "x" * 300])
def test_a_zone_that_is_not_known_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(UnknownZone, match="is not a known time zone; write one such as Europe/Rome"):
        zone_named(name)


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        utc(datetime(2026, 10, 5, 10, tzinfo=UTC).replace(tzinfo=None))
