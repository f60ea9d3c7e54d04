"""A chain of hand-offs that is none is refused, at its line and column."""

from datetime import date

import pytest

from intake.agreement_files import BadAgreementFile, read
from tests.bot_world import ROOT

TODAY = date(2026, 10, 1)
SOUND = (ROOT / "docs" / "examples" / "retention.yaml").read_text()
LEAD = "  - {from: marketing, to: sales, what: lead, window: 1h}"
CUSTOMER = "  - {from: sales, to: service, what: customer, window: 1d}"


def mistakes(old: str, new: str) -> str:
    """What is said of the chain once the file is spoilt."""
    assert old in SOUND
    with pytest.raises(BadAgreementFile) as refused:
        read(SOUND.replace(old, new), people=lambda _: "U0", channels=lambda _: "C0", today=TODAY)
    return str(refused.value)


def test_a_customer_of_a_party_that_closes_nothing_is_refused() -> None:
    said = mistakes(CUSTOMER, CUSTOMER.replace("from: sales", "from: marketing"))
    assert (
        "line 30, column 12" in said
        and "“marketing” closes no deals here; leads go to “sales”, so write that name." in said
    )


def test_a_customer_where_no_lead_is_handed_off_is_refused() -> None:
    assert "No lead is handed off, so nobody becomes a customer; add who hands leads to “sales”." in mistakes(LEAD, "")


def test_a_second_hand_off_of_the_same_kind_is_refused() -> None:
    said = mistakes(CUSTOMER, CUSTOMER.replace("what: customer", "what: lead"))
    assert "A lead is handed off once along the chain, and there is a rule for it already." in said


def test_the_ladder_of_leads_has_its_own_place() -> None:
    said = mistakes(LEAD, LEAD.replace("window: 1h", "alerts: [{at: 80%, tell: rep}]"))
    assert "write it under “alerts”, beside “hand_offs”" in said


def test_a_ladder_of_customers_tells_a_party_that_there_is() -> None:
    said = mistakes(CUSTOMER, CUSTOMER.replace("window: 1d", "alerts: [{at: 80%, tell: legal}]"))
    assert "There is no reader called “legal” here" in said
