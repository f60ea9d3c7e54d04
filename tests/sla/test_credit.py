"""What a miss costs, up to its cap, and what runs up."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.agreement import Credit
from sla.credit import ServiceCredit, allowed, balances, cap, credit_id, worth

TENTH = Credit("USD", percent_of_fee=Decimal(10), fee=Decimal(2000), cap_percent=Decimal(30))
FIXED = Credit("USD", amount=Decimal(25))
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PERCENTS = st.integers(1, 10_000).map(lambda units: Decimal(units) / 100)


def owed(amount: int, payer: str = "supplier", currency: str = "USD", **changes: datetime) -> ServiceCredit:
    return ServiceCredit(
        1, 1, 1, payer, "customer", "duty_missed", "2026-10", None, None, "", currency, Decimal(amount),
        date(2026, 10, 5), NOW, **changes,
    )  # fmt: skip


def test_a_credit_is_an_amount_or_a_share_of_the_fee() -> None:
    assert (worth(FIXED), worth(TENTH)) == (25, 200)


def test_a_share_of_the_fee_is_rounded_to_the_cent_half_up() -> None:
    assert worth(Credit("USD", percent_of_fee=Decimal("12.5"), fee=Decimal("0.20"))) == Decimal("0.03")


@pytest.mark.parametrize(("given_so_far", "left"), [(0, 200), (400, 200), (500, 100), (600, 0), (700, 0)])
def test_the_cap_of_a_period_lets_through_what_is_left_of_it(given_so_far: int, left: int) -> None:
    assert cap(TENTH) == 600
    assert allowed(TENTH, Decimal(given_so_far)) == left


def test_without_a_cap_every_miss_costs_the_same() -> None:
    assert allowed(FIXED, Decimal(10**6)) == 25


@given(PERCENTS, PERCENTS, st.integers(1, 30))
def test_misses_never_cost_more_than_the_cap(percent: Decimal, most: Decimal, misses: int) -> None:
    told, total = Credit("USD", percent_of_fee=percent, fee=Decimal(1000), cap_percent=most), Decimal(0)
    for _ in range(misses):
        total += allowed(told, total)
    assert total == min(cap(told) or 0, misses * worth(told))


def test_the_balance_runs_up_by_who_owes_whom_and_currency() -> None:
    found = balances([owed(25), owed(200), owed(7, currency="EUR"), owed(9, payer="other")])
    assert [(each.payer, each.currency, each.amount, each.number) for each in found] == [
        ("supplier", "USD", 225, 2), ("supplier", "EUR", 7, 1), ("other", "USD", 9, 1),
    ]  # fmt: skip


def test_what_is_settled_or_withdrawn_is_not_in_the_balance() -> None:
    assert balances([owed(25, settled_at=NOW), owed(25, withdrawn_at=NOW)]) == []


def test_a_credit_stands_as_it_did_at_the_instant() -> None:
    later = datetime(2026, 11, 5, tzinfo=UTC)
    assert [owed(25, settled_at=later).state(at) for at in (NOW, later)] == ["open", "settled"]


def test_credits_have_short_ids_of_their_own() -> None:
    assert credit_id(1).startswith("C-")
