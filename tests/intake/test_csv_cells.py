"""Cells: each is read in one way, or refused."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from intake.csv_cells import Instants, amount, flag
from intake.csv_errors import BadRow
from sla.calendar import Calendar, Opening
from sla.hours import BusinessHours
from tests.moments import at

SAO_PAULO = "America/Sao_Paulo"


def instants(zone: str = "Europe/Rome") -> Instants:
    return Instants(BusinessHours(Calendar(zone, ((Opening(540, 1080),),) * 7, {}, {})))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-02-26", "2018-02-26 00:00"),
        ("2018-02-26 19:58:54", "2018-02-26 19:58:54"),
        ("2018-02-26T19:58:54", "2018-02-26 19:58:54"),
        ("2018-02-26T19:58", "2018-02-26 19:58"),
        ("2018-02-26 19:58:54.5", "2018-02-26 19:58:54.500000"),
        ("2018-07-26T19:58:54.123456789", "2018-07-26 19:58:54.123456"),
    ],
)
def test_an_instant_without_an_offset_is_local(text: str, expected: str) -> None:
    assert instants().read(text) == at(expected)


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-26T19:58:54Z",
        "2018-02-26 19:58:54 UTC",
        "2018-02-26 19:58:54+00",
        "2018-02-26T16:58:54-03:00",
        "2018-02-26T16:58:54-0300",
        "2018-02-26 16:58:54 -0300",
    ],
)
def test_an_instant_with_an_offset_is_that_instant(text: str) -> None:
    assert instants().read(text) == datetime(2018, 2, 26, 19, 58, 54, tzinfo=UTC)


def test_a_date_on_which_the_clocks_change_at_midnight_starts_after_the_gap() -> None:
    assert instants(SAO_PAULO).read("2017-10-15") == at("2017-10-15 01:00", SAO_PAULO)


@pytest.mark.parametrize(
    "text",
    ["", "26/02/2018", "02/26/2018", "26.02.2018", "2018/02/26", "2018-2-6", "20180226", "2018-W09-1", "43157",
     "1519675134", "1519675134000", "2018-02-30", "2018-13-01", "2018-02-26 24:00", "2018-02-26 19:60", "1900-01-01",
     "1970-01-01", "2100-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "2018-02-26 7 PM", "yesterday",
     "２０１８-02-26", "2018-02-26T19:58:54+25:00", "2018-02-26\t19:58", "2018-02-26 19:58:54,5", "-2018-02-26", "NaT"],
)  # fmt: skip
def test_an_odd_date_is_refused_and_never_shifted(text: str) -> None:
    with pytest.raises(BadRow):
        instants().read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("100", "100"), ("100.0", "100"), ("50000000.0", "50000000"), ("0", "0"), ("12.34", "12.34"), ("0.1250", "0.125"),
     ("$5000", "5000"), ("0.125", "0.125")],
)  # fmt: skip
def test_an_amount_is_exact(text: str, expected: str) -> None:
    assert amount(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["1,5", "1.234,50", "5,000", "5.000", "1e5", "NaN", "inf", "ten", "1.2.3", "0x10"])
def test_an_amount_that_means_two_things_is_refused(text: str) -> None:
    with pytest.raises(BadRow):
        amount(text)


def test_an_empty_amount_is_none() -> None:
    assert amount("") is None


@pytest.mark.parametrize(("text", "said"), [("True", True), ("yes", True), ("1", True), ("false", False), ("", False)])
def test_a_flag_says_yes_or_no(text: str, said: bool) -> None:
    assert flag(text) is said


def test_another_word_is_no_flag() -> None:
    with pytest.raises(BadRow, match="maybe"):
        flag("maybe")
