"""Openings as they are written, and the hours of a date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sla.calendar import Calendar, Opening, open_minutes
from sla.errors import BadCalendar, BadOpening
from tests.moments import on
from tests.sla.clocks import calendar, openings


@pytest.mark.parametrize(
    ("written", "opens", "closes"),
    [
        ("09:00-13:00", 540, 780),
        ("22:00-06:00", 1320, 360),
        ("00:00-24:00", 0, 1440),
        ("22:00-00:00", 1320, 0),
        (" 9:30 - 13:00 ", 570, 780),
    ],
)
def test_an_opening_is_read_as_minutes_of_the_day(written: str, opens: int, closes: int) -> None:
    assert Opening.parse(written) == Opening(opens, closes)


@pytest.mark.parametrize(
    "written",
    ["", "9-18", "09:00", "09:60-10:00", "24:00-06:00", "09:00-24:30", "25:00-26:00", "٠٩:00-13:00", "x" * 99],
)
def test_hours_that_can_not_be_read_are_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(BadOpening, match=r"write them as|leaves the day"):
        Opening.parse(written)


def test_minutes_beyond_the_day_are_refused() -> None:
    with pytest.raises(BadOpening):
        Opening(1440, 60)


@given(st.integers(0, 1439), st.integers(0, 1440))
def test_an_opening_is_written_as_it_is_read(opens: int, closes: int) -> None:
    assert Opening.parse(str(Opening(opens, closes))) == Opening(opens, closes)


def test_an_opening_that_closes_when_it_opens_lasts_a_day() -> None:
    assert Opening.parse("09:00-09:00").ends == 540 + 1440


def test_an_exception_wins_over_a_closed_date_and_over_the_week() -> None:
    ours = calendar({"thu": "09:00-18:00"}, closed=["2026-12-24"], exceptions={"2026-12-24": "09:00-13:00"})
    assert ours.openings_on(on("2026-12-24")) == openings("09:00-13:00")
    assert ours.why_closed(on("2026-12-24")) is None


def test_a_closed_date_has_no_hours_and_a_reason() -> None:
    ours = calendar({"thu": "09:00-18:00"}, closed=["2026-12-24"])
    assert ours.openings_on(on("2026-12-24")) == ()
    assert ours.why_closed(on("2026-12-24")) == "Holiday of 2026-12-24"


def test_an_exception_without_hours_closes_the_date() -> None:
    ours = calendar({"thu": "09:00-18:00"}, exceptions={"2026-12-31": ""})
    assert ours.why_closed(on("2026-12-31")) == "exception"
    assert ours.why_closed(on("2026-12-24")) is None


def test_a_week_without_seven_days_is_refused() -> None:
    with pytest.raises(BadCalendar, match="seven days"):
        Calendar("Europe/Rome", ((),), {}, {})


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("09:00-13:00 14:00-18:00", 480),
        ("09:00-13:00 12:00-18:00", 540),
        ("09:00-18:00 10:00-11:00", 540),
        ("22:00-06:00", 480),
        ("00:00-24:00", 1440),
        ("", 0),
    ],
)
def test_overlapping_openings_of_a_day_count_once(written: str, minutes: int) -> None:
    assert open_minutes(openings(written)) == minutes


def test_a_calendar_can_be_stored_and_read_back() -> None:
    ours = calendar({"mon": "09:00-13:00 22:00-06:00"}, closed=["2026-12-25"], exceptions={"2026-12-24": "09:00-13:00"})
    kind = TypeAdapter(Calendar)
    assert kind.validate_json(kind.dump_json(ours)) == ours
