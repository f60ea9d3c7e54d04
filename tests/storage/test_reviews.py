"""The counts of a review, from facts: by hand-off and by closing, with the sales cycle, on both databases."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.period import Period
from sla.rates import Counts, Funnel
from storage import facts, reviews
from tests.makers import make_agreement, make_workspace
from tests.moments import at
from tests.storage.lead_steps import handed_off
from tests.storage.test_plans import ABOUT, LIKE_IT, NUMBERS, about, plan

OCTOBER, NOVEMBER = Period.named("2026-10"), Period.named("2026-11")
CLOSE = "2026-11-01 00:00"


def won(session: Session, agreement: Agreement, handed: str, closed: str, revenue: int = 100, **lead: str) -> None:
    """A lead that became a customer."""
    known = handed_off(session, agreement, handed, f"{handed} {closed} {revenue}", **lead)
    facts.close_deal(session, agreement, known, revenue=Decimal(revenue), closed_at=at(closed), by=None)


def sold(session: Session, agreement: Agreement, closed: str, revenue: int) -> None:
    """A sale that marketing did not bring."""
    facts.close_deal(session, agreement, None, revenue=Decimal(revenue), closed_at=at(closed), by=None)


def counts(session: Session, agreement: Agreement, when: str = CLOSE, period: Period = OCTOBER) -> Counts:
    return reviews.review(session, agreement, period, at(when)).total


def test_without_facts_everything_is_nothing(session: Session) -> None:
    assert counts(session, make_agreement(session)) == Counts()


def test_the_five_counts_and_the_cycle_of_a_month(session: Session) -> None:
    agreement = make_agreement(session)
    for day in (5, 6, 7, 8):
        handed_off(session, agreement, f"2026-10-{day:02} 10:00", f"Open {day}")
    won(session, agreement, "2026-10-05 10:00", "2026-10-09 10:00", 150)
    won(session, agreement, "2026-10-05 10:00", "2026-10-07 10:00", 50)
    sold(session, agreement, "2026-10-20 10:00", 300)
    found = counts(session, agreement)
    assert found.by_hand_off == found.by_closing == Funnel(6, 2, Decimal(200))
    assert (found.marketing_revenue, found.total_revenue, found.marketing_share) == (200, 500, Fraction(2, 5))
    assert found.cycle == timedelta(days=3)


def test_a_customer_counts_in_the_month_of_the_hand_off_and_in_that_of_the_closing(session: Session) -> None:
    agreement = make_agreement(session)
    won(session, agreement, "2026-10-20 10:00", "2026-11-10 10:00")
    october = counts(session, agreement, "2026-12-01 00:00")
    november = counts(session, agreement, "2026-12-01 00:00", NOVEMBER)
    assert (october.by_hand_off.customers, october.by_closing.customers, october.cycle) == (1, 0, None)
    assert (november.by_hand_off.customers, november.by_closing.customers) == (0, 1)
    assert november.cycle == timedelta(days=21, hours=1)  # by the clock that went back in between


def test_what_closes_later_does_not_exist_at_the_close(session: Session) -> None:
    agreement = make_agreement(session)
    won(session, agreement, "2026-10-20 10:00", "2026-11-10 10:00")
    assert counts(session, agreement).by_hand_off == Funnel(1, 0, Decimal(0))


def test_the_review_of_a_running_period_counts_what_is_there_so_far(session: Session) -> None:
    agreement = make_agreement(session)
    won(session, agreement, "2026-10-05 10:00", "2026-10-07 10:00")
    won(session, agreement, "2026-10-06 10:00", "2026-10-27 10:00")
    found = reviews.review(session, agreement, OCTOBER, at("2026-10-12 09:00"))
    assert (found.is_over, found.total.by_hand_off) == (False, Funnel(2, 1, Decimal(100)))
    assert reviews.review(session, agreement, OCTOBER, at(CLOSE)).is_over


def test_a_returned_lead_is_none_of_the_period_s(session: Session) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement, "2026-10-05 10:00")
    lead = handed_off(session, agreement, "2026-10-05 10:00", "Bea")
    facts.give_back(session, lead, reason="no", by=None, at=at("2026-10-06 10:00"))
    assert counts(session, agreement).by_hand_off.leads == 1


def test_each_tier_has_counts_of_its_own(session: Session) -> None:
    agreement = make_agreement(session)
    won(session, agreement, "2026-10-05 10:00", "2026-10-07 10:00", 900, tier="ceo")
    won(session, agreement, "2026-10-05 10:00", "2026-10-06 10:00", 100, tier="manager")
    found = reviews.review(session, agreement, OCTOBER, at(CLOSE))
    assert found.of_tier("ceo").by_hand_off == Funnel(1, 1, Decimal(900))
    assert found.of_tier("ceo").cycle == timedelta(days=2)
    assert found.total.by_closing == Funnel(2, 2, Decimal(1000))


def test_another_agreement_s_deals_are_not_counted(session: Session) -> None:
    ours = make_agreement(session)
    theirs = make_agreement(session, workspace=make_workspace(session, "T0OTHER"))
    won(session, theirs, "2026-10-05 10:00", "2026-10-07 10:00")
    sold(session, theirs, "2026-10-07 10:00", 900)
    assert counts(session, ours) == Counts()


@pytest.mark.parametrize("statement", ["COHORT", "CYCLES"])
def test_a_review_reads_through_indexes(session: Session, statement: str) -> None:
    agreement = make_agreement(session)
    won(session, agreement, "2026-10-05 10:00", "2026-10-07 10:00")
    lead = handed_off(session, agreement, "2026-09-01 10:00", "Long ago")
    session.execute(text(LIKE_IT.format(numbers=NUMBERS[session.get_bind().dialect.name])), {"lead": lead.id})
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE lead"))
    assert ABOUT["first_day"] == OCTOBER.first_day
    steps = plan(session, getattr(reviews, statement), about(agreement))
    assert "SCAN lead" not in steps and "Seq Scan on lead" not in steps
