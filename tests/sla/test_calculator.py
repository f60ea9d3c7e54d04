"""The calculator gives the field guide's worked examples exactly, and never a person too many."""

from dataclasses import FrozenInstanceError, fields
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.calculator import (
    Calculation,
    Counts,
    Inputs,
    Rates,
    calculate,
    calculate_by_tier,
    lead_value,
    one_point_more,
    rates,
    reevaluate,
)
from sla.errors import BadCalculation

VALUES = {"ceo": Decimal(100), "director": Decimal(50), "manager": Decimal(40)}
AMOUNTS = st.fractions(min_value=Fraction(1, 100), max_value=10**7, max_denominator=100)
SHARES = st.integers(1, 1000).map(lambda mills: Fraction(mills, 1000))
INPUTS = st.builds(Inputs, AMOUNTS, SHARES, AMOUNTS, SHARES)


def inputs(quota: str = "5000", share: str = "1", deal: str = "100", rate: str = "0.5") -> Inputs:
    return Inputs(Fraction(quota), Fraction(share), Fraction(deal), Fraction(rate))


def figures_of(calculation: Calculation) -> tuple[Fraction, int, int]:
    return calculation.revenue, calculation.customers, calculation.leads


def test_company_x_needs_50_customers_and_100_leads() -> None:
    assert figures_of(calculate(inputs("5000", "1", "100", "0.5"))) == (5000, 50, 100)


def test_21_customers_at_35_percent_need_60_leads_not_61() -> None:
    assert ceil(21 / 0.35) == 61
    assert calculate(inputs("2100", "1", "100", "0.35")).leads == 60


def test_7_percent_of_300_dollars_needs_3_leads_not_4() -> None:
    assert ceil(300 * 0.07 / 100 / 0.07) == 4
    assert calculate(inputs("300", "0.07", "100", "0.07")).leads == 3


def test_leads_come_from_the_exact_customers_not_from_the_rounded_ones() -> None:
    calculation = calculate(inputs("300", "0.07", "100", "0.07"))
    assert (calculation.customers_exact, calculation.customers) == (Fraction(21, 100), 1)
    assert (calculation.leads_exact, calculation.leads) == (3, 3)


def test_people_are_whole_and_rounded_up() -> None:
    assert figures_of(calculate(inputs("1001", "0.5", "100", "0.3"))) == (Fraction("500.5"), 6, 17)


def test_all_39501_pairs_of_customers_and_whole_percent_come_out_right_where_floats_miss_43() -> None:
    pairs = [(customers, percent) for customers in range(1, 400) for percent in range(1, 100)]
    right = {pair: -(-pair[0] * 100 // pair[1]) for pair in pairs}
    missed_by_floats = [pair for pair in pairs if ceil(pair[0] / (pair[1] / 100)) != right[pair]]
    missed_by_us = [
        (customers, percent)
        for customers, percent in pairs
        if calculate(Inputs(Fraction(customers), Fraction(1), Fraction(1), Fraction(percent, 100))).leads
        != right[customers, percent]
    ]
    assert (len(pairs), len(missed_by_floats), missed_by_us) == (39_501, 43, [])


@given(INPUTS)
def test_the_leads_are_the_fewest_that_reach_the_revenue(given_inputs: Inputs) -> None:
    calculation = calculate(given_inputs)
    worth = given_inputs.close_rate * given_inputs.deal_size
    assert calculation.leads * worth >= calculation.revenue > (calculation.leads - 1) * worth


@given(INPUTS)
def test_the_customers_are_the_fewest_that_reach_the_revenue(given_inputs: Inputs) -> None:
    calculation = calculate(given_inputs)
    size = given_inputs.deal_size
    assert calculation.customers * size >= calculation.revenue > (calculation.customers - 1) * size


@given(INPUTS)
def test_a_goal_never_needs_fewer_leads_than_customers(given_inputs: Inputs) -> None:
    calculation = calculate(given_inputs)
    assert calculation.leads >= calculation.customers >= 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"quota": "0"}, "The quota is 0, and must be more than 0; write it as 5000 or $5,000."),
        ({"quota": "-5"}, "The quota is -5, and must be more than 0; write it as 5000 or $5,000."),
        ({"deal": "0"}, "The deal size is 0, and must be more than 0; write it as 5000 or $5,000."),
        (
            {"share": "0"},
            "The marketing share is 0%, and must be more than 0 and at most 100%; write it as 50% or 0.5.",
        ),
        (
            {"share": "1.2"},
            "The marketing share is 120%, and must be more than 0 and at most 100%; write it as 50% or 0.5.",
        ),
        (
            {"rate": "50"},
            "The close rate is 5000%, and must be more than 0 and at most 100%; write it as 50% or 0.5.",
        ),
        ({"rate": "-0.5"}, "The close rate is -50%, and must be more than 0 and at most 100%; write it as 50% or 0.5."),
    ],
)
def test_inputs_that_give_no_goal_are_refused_in_a_sentence(wrong: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadCalculation) as refusal:
        inputs(**wrong)
    assert str(refusal.value) == sentence


def test_inputs_never_change() -> None:
    with pytest.raises(FrozenInstanceError):
        inputs().quota = Fraction(1)  # type: ignore[misc]


def test_each_tier_gets_its_own_goal() -> None:
    by_tier = calculate_by_tier({"ceo": inputs("1000", rate="0.5"), "manager": inputs("4000", rate="0.1")})
    assert {tier: calculation.leads for tier, calculation in by_tier.items()} == {"ceo": 20, "manager": 400}


def test_12_ceos_30_directors_and_25_managers_are_worth_3700() -> None:
    assert lead_value({"ceo": 12, "director": 30, "manager": 25}, VALUES) == 3700


def test_no_leads_are_worth_nothing() -> None:
    assert lead_value({}, VALUES) == 0


def test_a_tier_without_a_value_is_refused() -> None:
    with pytest.raises(BadCalculation, match="Tier “intern” has no value; give it one"):
        lead_value({"intern": 1}, VALUES)


def test_a_months_counts_give_25_percent_120_and_50_percent() -> None:
    counts = Counts(120, 30, Decimal(3600), Decimal(4500), Decimal(9000))
    assert rates(counts) == Rates(Fraction("0.25"), Fraction(120), Fraction("0.5"))


@pytest.mark.parametrize(
    ("counts", "missing"),
    [
        (Counts(0, 0, 0, 0, 0), {"close_rate", "deal_size", "marketing_share"}),
        (Counts(120, 0, 0, 0, 9000), {"deal_size"}),
        (Counts(120, 30, 3600, 0, Decimal("0.00")), {"marketing_share"}),
    ],
)
def test_a_rate_over_nothing_is_none(counts: Counts, missing: set[str]) -> None:
    found = rates(counts)
    assert {field.name for field in fields(found) if getattr(found, field.name) is None} == missing


def test_a_month_without_customers_closed_0_percent() -> None:
    assert rates(Counts(120, 0, 0, 0, 9000)).close_rate == 0


def test_the_rates_found_propose_the_next_periods_goal() -> None:
    found = rates(Counts(120, 30, 3600, 4500, 9000))
    assert figures_of(calculate(reevaluate(inputs(), found))) == (2500, 21, 84)


def test_what_a_period_does_not_tell_stays_as_it_was() -> None:
    assert reevaluate(inputs(), rates(Counts(0, 0, 0, 0, 0))) == inputs()


def test_a_close_rate_of_zero_proposes_no_goal() -> None:
    with pytest.raises(BadCalculation, match="The close rate is 0%"):
        reevaluate(inputs(), rates(Counts(120, 0, 0, 4500, 9000)))


def test_one_more_point_of_close_rate_takes_fewer_leads() -> None:
    more = one_point_more(calculate(inputs()))
    assert more is not None
    assert (more.inputs.close_rate, more.leads_exact, more.leads) == (Fraction(51, 100), Fraction(5000, 51), 99)


def test_there_is_no_point_above_the_whole() -> None:
    assert one_point_more(calculate(inputs(rate="1"))) is None
    assert one_point_more(calculate(inputs(rate="0.99"))) is not None
