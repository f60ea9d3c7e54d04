"""A tier's minimum: who is fit to be handed off, and what the others lack."""

from decimal import Decimal

import pytest

from sla.agreement import Tier
from sla.clauses import Minimum
from sla.errors import BadLead
from sla.lead import NewLead
from sla.minimum import Nurtured, is_fit, lacking, minimum_of, nurtured_number
from tests.makers import company_x
from tests.moments import at

ASKED = Minimum(score=50, activity=3)
TERMS = company_x(
    tiers=(Tier("ceo", Decimal(100), minimum=ASKED), Tier("director", minimum=Minimum(score=20)), Tier("manager"))
)


@pytest.mark.parametrize(
    ("tier", "score", "activity", "fit"),
    [
        ("ceo", 50, 3, True),
        ("ceo", 49, 3, False),
        ("ceo", 50, 2, False),
        ("director", 20, None, True),
        ("manager", None, None, True),
        (None, None, None, True),
    ],
)
def test_a_lead_is_fit_from_its_tier_s_minimum_on(
    tier: str | None, score: int | None, activity: int | None, fit: bool
) -> None:
    assert is_fit(TERMS, NewLead("Ada", tier=tier, score=score, activity=activity)) is fit


def test_what_the_tier_asks_for_has_to_be_said() -> None:
    with pytest.raises(BadLead, match="tier “ceo” need a score of 50 and an activity of 3; write activity:3"):
        is_fit(TERMS, NewLead("Ada", tier="ceo", score=60))


def test_what_a_lead_lacks_is_said_in_figures() -> None:
    assert lacking(ASKED, NewLead("Ada", score=40, activity=1)) == "score 40 of 50 and activity 1 of 3"
    assert minimum_of(TERMS, "manager") is None and minimum_of(TERMS, "nobody") is None


def test_a_nurtured_lead_s_short_id_is_read_back() -> None:
    lead = Nurtured(7, 1, NewLead("Ada"), at("2026-10-05 10:00"), at("2026-10-05 10:00"), None)
    assert lead.short_id.startswith("N-") and nurtured_number(lead.short_id.lower()) == 7
