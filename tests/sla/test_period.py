"""Months, quarters, ISO weeks and years: their names, days, neighbours and instants."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.errors import BadPeriod, UnknownZone
from sla.period import Kind, Period
from tests.moments import on

KINDS: tuple[Kind, ...] = ("month", "quarter", "week", "year")
DAYS = st.dates(date(1901, 1, 1), date(2998, 1, 1))


@pytest.mark.parametrize(
    ("name", "kind", "first_day", "last_day", "days"),
    [
        ("2026-10", "month", "2026-10-01", "2026-10-31", 31),
        ("2026-12", "month", "2026-12-01", "2026-12-31", 31),
        ("2028-02", "month", "2028-02-01", "2028-02-29", 29),
        ("2026-Q1", "quarter", "2026-01-01", "2026-03-31", 90),
        ("2026-Q4", "quarter", "2026-10-01", "2026-12-31", 92),
        ("2026-W45", "week", "2026-11-02", "2026-11-08", 7),
        ("2026-W01", "week", "2025-12-29", "2026-01-04", 7),
        ("2026-W53", "week", "2026-12-28", "2027-01-03", 7),
        ("2026", "year", "2026-01-01", "2026-12-31", 365),
    ],
)
def test_a_period_is_found_by_its_name(name: str, kind: Kind, first_day: str, last_day: str, days: int) -> None:
    period = Period.named(name)
    assert period == Period(kind, on(first_day), on(last_day))
    assert (period.name, period.days) == (name, days)


def test_a_name_may_be_typed_in_small_letters() -> None:
    assert Period.named(" 2026-q4 ") == Period.named("2026-Q4")


@pytest.mark.parametrize(
    "name", ["", "2026-1", "2026-Q5", "2026-Q0", "october", "2026-10-01", "26-10", "٢٠٢٦", "x" * 99]
)
def test_what_is_no_period_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(BadPeriod, match="is not a period; write it as 2026-10, 2026-Q4, 2026-W45 or 2026"):
        Period.named(name)


@pytest.mark.parametrize("name", ["2026-13", "2026-00", "2026-W00", "2025-W53", "2026-W54"])
def test_a_number_that_the_year_does_not_have_is_refused(name: str) -> None:
    with pytest.raises(BadPeriod, match=f"There is no period “{name}”"):
        Period.named(name)


@pytest.mark.parametrize("name", ["0000", "0001-W01", "0202-10", "9999-12"])
def test_a_mistyped_year_is_refused(name: str) -> None:
    with pytest.raises(BadPeriod, match="between 1900 and 2999"):
        Period.named(name)


@given(st.sampled_from(KINDS), DAYS)
def test_every_day_lies_in_the_period_that_its_name_gives_back(kind: Kind, day: date) -> None:
    period = Period.of(kind, day)
    assert Period.named(period.name) == period
    assert 1 <= period.day_number(day) <= period.days


@given(st.sampled_from(KINDS), DAYS)
def test_periods_follow_each_other_without_a_hole(kind: Kind, day: date) -> None:
    period = Period.of(kind, day)
    assert period.next().previous() == period == period.previous().next()
    assert period.day_number(period.next().first_day) == period.days + 1
    assert period.day_number(period.previous().last_day) == 0


def test_a_week_of_new_year_bears_its_iso_year() -> None:
    assert Period.of("week", on("2027-01-01")).name == "2026-W53"


@pytest.mark.parametrize(
    ("name", "zone", "starts", "ends"),
    [
        ("2026-10", "Europe/Rome", "2026-09-30T22:00Z", "2026-10-31T23:00Z"),
        ("2026-W36", "America/Santiago", "2026-08-31T04:00Z", "2026-09-07T03:00Z"),
        ("2011-12", "Pacific/Apia", "2011-12-01T10:00Z", "2011-12-31T10:00Z"),
    ],
)
def test_a_period_lasts_from_local_midnight_to_local_midnight(name: str, zone: str, starts: str, ends: str) -> None:
    period = Period.named(name)
    assert period.starts_at(zone) == datetime.fromisoformat(starts)
    assert period.ends_at(zone) == datetime.fromisoformat(ends) == period.next().starts_at(zone)


def test_a_period_starts_after_a_midnight_that_is_skipped() -> None:
    day = Period("week", on("2026-09-06"), on("2026-09-12"))
    assert day.starts_at("America/Santiago") == datetime(2026, 9, 6, 4, tzinfo=UTC)


def test_a_period_starts_at_the_first_of_two_midnights() -> None:
    day = Period("week", on("2026-11-01"), on("2026-11-07"))
    assert day.starts_at("America/Havana") == datetime(2026, 11, 1, 4, tzinfo=UTC)


def test_a_period_asks_for_a_zone_that_exists() -> None:
    with pytest.raises(UnknownZone):
        Period.named("2026").starts_at("Europe/Atlantis")
