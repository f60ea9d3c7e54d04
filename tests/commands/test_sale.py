"""Sales that marketing did not bring: by `/sla won -`, and by the form."""

from decimal import Decimal

import pytest

from sla.period import Period
from storage.standing import standing
from tests.bot_world import BotWorld
from tests.commands.acting import handed_off, opened, outcome, told


def other_revenue(world: BotWorld) -> Decimal:
    """What sales without a lead have brought in October."""
    with world.reading() as session:
        return standing(session, world.agreement(), Period.named("2026-10"), world.now()).total.other_revenue


def test_a_sale_without_a_lead_counts_in_total_revenue_alone(world: BotWorld) -> None:
    before = other_revenue(world)
    said = told(world, "rita", "won - $120")
    assert "A sale that marketing did not bring: 120, closed on Monday 5 October." in said
    assert f"such sales brought {before + 120} in October 2026 so far" in said
    assert other_revenue(world) == before + 120
    assert "sales: customers*: *0* of 50" in told(world, "rita", "status")


def test_it_may_have_closed_on_another_day_and_the_slug_may_come_first(world: BotWorld) -> None:
    before = other_revenue(world)
    assert "closed on Friday 2 October" in told(world, "amy", "won company-x - 80 EUR on 2026-10-02")
    assert other_revenue(world) == before + 80


@pytest.mark.parametrize(
    ("words", "sentence"),
    {
        "- 12k": "is not an amount",
        "- -5": "from 0 up",
        "-": "is not an amount",
        "- 5 on 2026-10-09": "still to come",
        "- 5 on 2026-09-30": "company-x begins on Thursday 1 October 2026",
        "nowhere - 5": "There is no agreement called “nowhere” here.",
    }.items(),
)
def test_what_is_wrong_with_such_a_sale_is_said(world: BotWorld, words: str, sentence: str) -> None:
    before = other_revenue(world)
    assert sentence in told(world, "rita", f"won {words}")
    assert other_revenue(world) == before


def test_only_those_who_sell_and_the_contacts_record_one(world: BotWorld) -> None:
    assert "Only the contact and members of sales" in told(world, "joan", "won - 5")
    assert "A sale that marketing did not bring" in told(world, "josh", "won - 5")


def test_the_form_takes_a_dash_in_the_place_of_a_lead(world: BotWorld) -> None:
    handed_off(world, "Somebody Else, Acme")
    before = other_revenue(world)
    form = opened(world, "rita", "won")
    assert "Write “-” for a sale that marketing did not bring." in form.words
    assert "still to come" in form.submit(other_lead="-", amount="40", on="2026-10-20").errors["on"]
    assert form.submit(other_lead="-", amount="40", on="2026-10-05").result == "updated"
    assert "did not bring: 40" in outcome(world, "rita") and other_revenue(world) == before + 40
