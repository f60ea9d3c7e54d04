"""The review of a period that still runs."""

from dataclasses import replace
from decimal import Decimal

from messages import review, review_so_far
from messages.validate import check
from sla.period import Period
from sla.rates import Counts, Funnel, Review
from sla.reevaluation import reevaluation
from tests.makers import company_x
from tests.messages.pushed import figures_of
from tests.moments import at

FUNNEL = Funnel(20, 4, Decimal(400))
COUNTED = Review(Period.named("2026-10"), at("2026-10-13 09:00"), False, Counts(FUNNEL, FUNNEL, Decimal(400)))


def test_it_says_that_it_is_so_far_and_proposes_nothing() -> None:
    message = review_so_far.so_far(company_x(), figures_of(company_x()), reevaluation(company_x(), COUNTED))
    check(message)
    assert "review of October 2026, so far" in message.text and "close rate *20%*" in message.text
    assert "Proposal" not in message.text and not [block for block in message.blocks if block["type"] == "actions"]


def test_an_agreement_without_leads_has_no_rates() -> None:
    terms = replace(company_x(), title="Paper")
    for message in (review_so_far.so_far(terms, figures_of(terms), None), review.review(terms, figures_of(terms), [])):
        check(message)
        assert "Rates" not in message.text
