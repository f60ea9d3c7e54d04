"""Figures are read exactly, and rounded once, half up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla import figures
from sla.errors import BadFigure, SlaError

FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5000", "5000"),
        ("$5,000", "5000"),
        ("  $5,000.50 ", "5000.5"),
        ("5,000 EUR", "5000"),
        ("€ 1,234,567.89", "1234567.89"),
        ("R$ 300", "300"),
        ("US$300", "300"),
        ("USD 12", "12"),
        ("5 000", "5000"),
        ("5\u202f000 €", "5000"),
        ("5'000 CHF", "5000"),
        ("-$5", "-5"),
        ("$-5", "-5"),
        ("0.125", "0.125"),
        ("5000.125", "5000.125"),
        ("0", "0"),
    ],
)
def test_money_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert figures.money(text) == Fraction(amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "$",
        "five",
        "5k",
        "5M",
        "5 mio",
        "50%",
        "5,00",
        "5.000,00",
        "50,00",
        "1,2345",
        "1,234 567",
        "0,500",
        "5..0",
        "1e3",
        "nan",
        "inf",
        "٥٠",
        "9" * 16,
        "9" * 10_000,
        "<!channel>",
        "$\\frac{1}{2}$",
    ],
)
def test_what_is_no_amount_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadFigure, match=r"is not an amount; write it as 5000, \$5,000 or 5000\.50\.$"):
        figures.money(text)


def test_five_point_000_is_refused_because_it_can_be_read_in_two_ways() -> None:
    with pytest.raises(BadFigure, match=r"^“\$5\.000” can be read in two ways; write 5000 or 5\.00\.$"):
        figures.money("$5.000")


def test_a_refusal_quotes_no_more_than_the_start_of_a_long_text() -> None:
    with pytest.raises(BadFigure) as refusal:
        figures.money("x" * 10_000)
    assert len(str(refusal.value)) < 120


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50%", "1/2"),
        ("50 %", "1/2"),
        ("0.5", "1/2"),
        ("100%", "1"),
        ("1", "1"),
        ("1%", "1/100"),
        ("33.3%", "333/1000"),
        ("150%", "3/2"),
        ("0%", "0"),
        ("-10%", "-1/10"),
    ],
)
def test_a_share_is_read_as_a_percentage_or_as_a_part_of_one(text: str, share: str) -> None:
    assert figures.share(text) == Fraction(share)


@pytest.mark.parametrize("text", ["", "%", "half", "0,5", "12,5%", "50%%", "$50", "50 percent"])
def test_what_is_no_share_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadFigure, match=r"is not a share; write it as 50% or 0\.5\.$"):
        figures.share(text)


@pytest.mark.parametrize(("text", "number"), [("100", "100"), ("1,000", "1000"), ("4.5", "4.5"), ("+6", "6")])
def test_a_number_is_read_exactly(text: str, number: str) -> None:
    assert figures.number(text) == Fraction(number)


@pytest.mark.parametrize("text", ["", "$5", "5%", "many", "1,00"])
def test_what_is_no_number_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadFigure, match=r"is not a number; write it as 100, 1,000 or 4\.5\.$"):
        figures.number(text)


@pytest.mark.parametrize("read", [figures.number, figures.money, figures.share])
def test_exact_values_are_taken_as_they_are(read) -> None:
    assert [read(5000), read(Decimal("0.35")), read(Fraction(1, 3))] == [5000, Fraction(7, 20), Fraction(1, 3)]


@pytest.mark.parametrize("value", [0.5, True, Decimal("nan"), Decimal("inf"), Decimal("1e999999999"), Decimal("1e-99")])
def test_inexact_and_boundless_values_are_refused(value) -> None:
    with pytest.raises(BadFigure):
        figures.number(value)


def test_a_bad_figure_is_an_error_for_people_with_a_sentence_of_its_own() -> None:
    assert isinstance(BadFigure(), SlaError)
    assert str(BadFigure()) == BadFigure.__doc__


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1200/31", "38.71"),
        ("102/31", "3.29"),
        ("2.9", "2.90"),
        ("108.5", "108.50"),
        ("800/22", "36.36"),
        ("0.005", "0.01"),
        ("2.675", "2.68"),
        ("1.005", "1.01"),
        ("-0.125", "-0.13"),
        ("-0.001", "0.00"),
        ("0", "0.00"),
        ("10000000000000000000000000000000.005", "10000000000000000000000000000000.01"),
    ],
)
def test_a_figure_has_two_decimals_half_up(value: str, text: str) -> None:
    assert figures.fixed(Fraction(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("100", "100"), ("42", "42"), ("0", "0"), ("2.5", "2.5"), ("38/11", "3.45"), ("-1.10", "-1.1"), ("1000", "1000")],
)
def test_a_target_prints_without_needless_zeros(value: str, text: str) -> None:
    assert figures.plain(Fraction(value)) == text


@pytest.mark.parametrize(("share", "text"), [("1/2", "50%"), ("1", "100%"), ("1/3", "33.33%"), ("0.125", "12.5%")])
def test_a_share_prints_as_a_percentage(share: str, text: str) -> None:
    assert figures.percent(Fraction(share)) == text


@pytest.mark.parametrize(("value", "seconds"), [("2460.5", 2461), ("2460.4999", 2460), ("0.5", 1), ("-0.5", -1)])
def test_seconds_are_whole_half_up(value: str, seconds: int) -> None:
    assert figures.whole(Fraction(value)) == seconds


@given(FRACTIONS)
def test_rounding_moves_a_value_by_half_a_hundredth_at_most(value: Fraction) -> None:
    assert abs(Fraction(figures.rounded(value)) - value) <= Fraction(1, 200)


@given(FRACTIONS)
def test_rounding_twice_is_rounding_once(value: Fraction) -> None:
    assert figures.rounded(figures.rounded(value)) == figures.rounded(value)


@given(FRACTIONS, FRACTIONS)
def test_rounding_keeps_the_order(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert figures.rounded(low) <= figures.rounded(high)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_written_with_thousands_is_read_back(amount: Decimal) -> None:
    assert figures.money(f"${amount:,}") == Fraction(amount)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    for read in (figures.number, figures.money, figures.share):
        try:
            assert isinstance(read(text), Fraction)
        except BadFigure as refusal:
            assert str(refusal).endswith(".")
