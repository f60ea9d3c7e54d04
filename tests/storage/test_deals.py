"""Deals: a lead becomes a customer once; other sales count in total revenue alone."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from sla.errors import AlreadyDone, BadAttempt, BadDeal
from sla.lead import LeadState
from storage import deals, facts, leads
from tests.makers import make_agreement
from tests.moments import at, on
from tests.storage.lead_steps import handed_off, rolled_up, row_of

CLOSED = at("2026-10-12 16:00")


def test_a_deal_makes_the_lead_a_customer_and_counts_its_revenue(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    deal = facts.close_deal(session, agreement, lead, revenue=Decimal("99.95"), closed_at=CLOSED, by="U0RITA")
    sums = rolled_up(session, agreement)
    assert (sums.customers, sums.revenue, sums.other_revenue) == (1, Decimal("99.95"), 0)
    assert deals.deal_of(session, lead.id) == deal
    assert leads.by_id(session, agreement.workspace_id, lead.id).state is LeadState.CUSTOMER


def test_a_deal_counts_on_the_local_date_of_its_closing(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    late = at("2026-10-13 00:30")
    assert facts.close_deal(session, agreement, lead, revenue=Decimal(1), closed_at=late, by=None).closed_on == on(
        "2026-10-13"
    )


def test_a_deal_ends_the_alerts_but_is_no_attempt(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    early = at("2026-10-05 10:20")
    facts.close_deal(session, agreement, lead, revenue=Decimal(1), closed_at=early, by=None)
    row = row_of(session, lead)
    assert (row.next_alert_at, row.attempts, row.first_attempt_at) == (None, 0, None)
    assert row.breach_due_at is not None


def test_a_sale_without_a_lead_counts_in_total_revenue_alone(session: Session) -> None:
    agreement = make_agreement(session)
    facts.close_deal(session, agreement, None, revenue=Decimal(70), closed_at=CLOSED, by=None)
    sums = rolled_up(session, agreement)
    assert (sums.customers, sums.revenue, sums.other_revenue) == (0, 0, 70)


def test_a_lead_becomes_a_customer_once_and_the_other_is_told_so(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.close_deal(session, agreement, lead, revenue=Decimal(5000), closed_at=CLOSED, by="U0RITA")
    with pytest.raises(AlreadyDone, match="<@U0RITA> recorded that deal already: 5,000, closed at 16:00 on 12 October"):
        facts.close_deal(session, agreement, lead, revenue=Decimal(100), closed_at=CLOSED, by="U0AMY", dedup_key="f:2")


def test_the_same_row_of_a_file_is_one_sale(session: Session) -> None:
    agreement = make_agreement(session)
    sale = {"revenue": Decimal(70), "closed_at": CLOSED, "by": None, "dedup_key": "file:1"}
    facts.close_deal(session, agreement, None, **sale)
    with pytest.raises(AlreadyDone):
        facts.close_deal(session, agreement, None, **sale)
    assert rolled_up(session, agreement).other_revenue == 70


@pytest.mark.parametrize("revenue", ["-1", "NaN", "Infinity", "1e30", "0.00001"])
def test_an_impossible_revenue_is_refused(session: Session, revenue: str) -> None:
    agreement = make_agreement(session)
    with pytest.raises(BadDeal):
        facts.close_deal(session, agreement, None, revenue=Decimal(revenue), closed_at=CLOSED, by=None)


def test_people_record_no_deal_that_is_still_to_come(session: Session) -> None:
    agreement = make_agreement(session)
    with pytest.raises(BadAttempt):
        facts.close_deal(
            session, agreement, None, revenue=Decimal(1), closed_at=CLOSED, by=None, now=at("2026-10-12 15:54")
        )
