"""Instants as people write them, read on Monday 5 October 2026, 10:00, in Rome."""

import pytest

from commands import instants
from commands.errors import BadInstant
from sla.hours import BusinessHours
from tests.makers import make_calendar
from tests.moments import at, on

HOURS = BusinessHours(make_calendar())
NOW = at("2026-10-05 10:00")

READ = {
    "today 15:00": "2026-10-05 15:00",
    "tomorrow 10:00": "2026-10-06 10:00",
    "Tomorrow at 9:05": "2026-10-06 09:05",
    "tomorrow": "2026-10-06 00:00",
    "friday 9:00": "2026-10-09 09:00",
    "fri 9.30": "2026-10-09 09:30",
    "monday": "2026-10-12 00:00",
    "tue": "2026-10-06 00:00",
    "2026-10-12": "2026-10-12 00:00",
    "2026-10-12 15:00": "2026-10-12 15:00",
    "2026-10-12T15:00": "2026-10-12 15:00",
    "2026-1-2 7:00": "2026-01-02 07:00",
    "15:00": "2026-10-05 15:00",
    "in 2h": "2026-10-05 12:00",
    "in 90m": "2026-10-05 11:30",
    "in 1h30m": "2026-10-05 11:30",
    "in 1h 30min": "2026-10-05 11:30",
    "+2d": "2026-10-07 10:00",
    "+1d2h": "2026-10-06 12:00",
    "in 20d": "2026-10-25 10:00",
}

REFUSED = (
    "",
    "soon",
    "in",
    "in a while",
    "+",
    "2h",
    "2026-02-30",
    "2026-13-01 10:00",
    "25:00",
    "next week",
    "in 500d",
    "in 0h",
    "12.10.2026",
    "١٢:٠٠",
    "x" * 10_000,
)


@pytest.mark.parametrize(("written", "meant"), READ.items())
def test_an_instant_is_read_in_the_agreements_zone(written: str, meant: str) -> None:
    assert instants.exactly(written, HOURS, NOW) == at(meant)


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_instant_gets_a_short_sentence_with_examples(written: str) -> None:
    with pytest.raises(BadInstant) as refused:
        instants.exactly(written, HOURS, NOW)
    assert len(str(refused.value)) < 150


def test_the_words_after_an_instant_are_given_back() -> None:
    found = instants.read("friday 9:00 on holiday until then", HOURS, NOW)
    assert (found.at, found.rest, found.has_time) == (at("2026-10-09 09:00"), "on holiday until then", True)


def test_a_day_alone_is_its_start_and_says_that_it_has_no_time() -> None:
    found = instants.read("monday they are away", HOURS, NOW)
    assert (found.rest, found.has_time) == ("they are away", False)


def test_a_span_ends_at_the_first_word_that_is_none() -> None:
    assert instants.read("in 2h 15m call back", HOURS, NOW).rest == "call back"


def test_words_after_an_instant_are_too_much_where_there_is_only_one() -> None:
    with pytest.raises(BadInstant):
        instants.exactly("tomorrow 10:00 please", HOURS, NOW)


def test_days_keep_the_local_time_when_the_clocks_change() -> None:
    before = at("2026-10-24 10:00")
    assert instants.exactly("+1d", HOURS, before) == at("2026-10-25 10:00")
    assert (at("2026-10-25 10:00") - before).total_seconds() == 25 * 3600


def test_a_time_that_the_clocks_jump_over_is_the_first_after_the_gap() -> None:
    assert instants.exactly("2027-03-28 02:30", HOURS, NOW) == at("2027-03-28 03:00")


@pytest.mark.parametrize(
    ("written", "meant"), {"today": "2026-10-05", "2026-10-12": "2026-10-12", "friday": "2026-10-09"}.items()
)
def test_a_date_is_read_as_a_day(written: str, meant: str) -> None:
    assert instants.day(written, HOURS, NOW) == on(meant)


@pytest.mark.parametrize("written", ["15:00", "in 2h", "friday 9:00 sharp", "someday"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(BadInstant):
        instants.day(written, HOURS, NOW)


@pytest.mark.parametrize("written", ["in " + "1h " * 5000, "+" + "9" * 10_000, "friday " * 3000])
def test_ten_thousand_characters_are_refused_too(written: str) -> None:
    with pytest.raises(BadInstant):
        instants.exactly(written, HOURS, NOW)
