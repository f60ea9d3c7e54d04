"""Why goals fit: the field guide's figures, what falls short, and what can't be told."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sla.agreement import CalculatorInputs, Goal, Metric, Terms
from sla.fit import steps
from tests.makers import company_x

RATES = CalculatorInputs(Decimal(5000), Decimal(1), Decimal(100), Decimal("0.5"))


def terms(leads: int, customers: int, inputs: CalculatorInputs | None = RATES) -> Terms:
    goals = (
        Goal("marketing", Metric.LEADS, Decimal(leads), calculate=inputs),
        Goal("sales", Metric.CUSTOMERS, Decimal(customers)),
    )
    return company_x(goals=goals, tiers=(), duties=())


def test_a_hundred_leads_at_half_bring_the_fifty_customers_that_sales_promises() -> None:
    customers, revenue = steps(terms(100, 50))
    assert customers.fits and customers.brings == 50 == customers.wanted
    assert revenue.fits and revenue.brings == 5000 == revenue.wanted


def test_too_few_leads_do_not_fit_and_say_how_many_would() -> None:
    customers = steps(terms(80, 50))[0]
    assert not customers.fits and (customers.brings, customers.amount_needed) == (40, 100)
    assert customers.needed == Fraction(5, 8)


def test_without_a_rate_the_needed_one_is_told() -> None:
    customers = steps(terms(100, 50, None))[0]
    assert customers.fits and customers.brings is None and customers.needed == Fraction(1, 2)
    assert not steps(terms(40, 50, None))[0].fits


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(1, 100))
def test_what_it_would_take_always_fits(leads: int, customers: int, rate: int) -> None:
    inputs = replace(RATES, close_rate=Decimal(rate) / 100)
    step = steps(terms(leads, customers, inputs))[0]
    assert step.amount_needed is not None
    assert steps(terms(step.amount_needed, customers, inputs))[0].fits
