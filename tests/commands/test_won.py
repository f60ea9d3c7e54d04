"""`/sla won`, its form and its button."""

from decimal import Decimal

import pytest

from sla.history import Attempt, Deal
from storage import leads
from tests.bot_world import BotWorld
from tests.commands.acting import handed_off, message_about, opened, outcome, press, told


def happened(world: BotWorld, short_id: str) -> list[object]:
    """Everything that happened to a lead."""
    with world.reading() as session:
        return list(leads.history(session, leads.find(session, world.workspace.id, short_id)))


def test_a_deal_makes_a_customer_and_logs_the_attempt_that_was_missing(world: BotWorld) -> None:
    lead = handed_off(world, "Untried, Acme")
    said = told(world, "rita", f"won {lead} $5,000")
    assert "is a customer: 5,000, closed on Monday 5 October." in said and "No attempt was on record" in said
    kinds = {type(each): each for each in happened(world, lead)}
    assert isinstance(kinds[Attempt], Attempt) and kinds[Attempt].connected
    assert isinstance(kinds[Deal], Deal) and kinds[Deal].revenue == Decimal(5000)


def test_a_deal_on_a_lead_that_was_tried_logs_nothing_more(world: BotWorld) -> None:
    lead = handed_off(world, "Tried, Acme")
    told(world, "rita", f"log {lead} call")
    assert "No attempt" not in told(world, "rita", f"won {lead} 5000 on 2026-10-05")
    assert len(happened(world, lead)) == 2


REFUSED = {
    "12k": "“12k”",
    "1.000,50": "is not an amount",
    "5.000": "can be read in two ways",
    "-5": "from 0 up",
    "5000 on someday": "“someday” is not a time",
    "5000 on 2026-10-09": "still to come",
    "5000 on 2026-10-01": "The lead was handed off on Monday 5 October",
    "": "is not an amount",
}


@pytest.mark.parametrize(("amount", "sentence"), REFUSED.items())
def test_what_is_wrong_with_a_deal_is_said(world: BotWorld, amount: str, sentence: str) -> None:
    lead = handed_off(world, f"Wrong {list(REFUSED).index(amount)}, Acme")
    assert sentence.strip("“”") in told(world, "rita", f"won {lead} {amount}")
    assert happened(world, lead) == []


def test_a_lead_is_won_once_and_who_did_it_is_told(world: BotWorld) -> None:
    lead = handed_off(world, "Once, Acme")
    told(world, "rita", f"won {lead} 5000")
    assert f"<@{world.person('rita')}> recorded that deal already" in told(world, "amy", f"won {lead} 6000")


def test_the_button_asks_for_the_amount(world: BotWorld) -> None:
    lead = handed_off(world, "Button, Acme")
    form = press(world, "rita", message_about(world, "rita", lead), "Won").form()
    assert "is not an amount" in form.submit(amount="12k").errors["amount"]
    assert form.submit(amount="5000").result == "updated"
    assert "is a customer" in outcome(world, "rita")
    assert "A customer since" in message_about(world, "rita", lead).words


def test_the_form_takes_one_of_ones_own_leads(world: BotWorld) -> None:
    lead = handed_off(world, "From List, Acme")
    form = opened(world, "rita", "won")
    assert form.submit(lead=f"{lead} From List, Acme", amount="100").result == "updated"
    assert any(isinstance(each, Deal) for each in happened(world, lead))


def test_the_form_says_that_a_day_to_come_is_too_early(world: BotWorld) -> None:
    handed_off(world, "Too Early, Acme")
    form = opened(world, "rita", "won")
    assert "still to come" in form.submit(other_lead="too early", amount="100", on="2026-10-20").errors["on"]


def test_of_two_who_win_a_lead_by_the_form_the_second_is_told(world: BotWorld) -> None:
    lead = handed_off(world, "Raced, Acme")
    form = press(world, "rita", message_about(world, "rita", lead), "Won").form()
    told(world, "amy", f"won {lead} 5000")
    assert f"{lead} became a customer" in form.submit(amount="6000").errors["amount"]


def test_a_lead_that_was_given_back_is_not_won(world: BotWorld) -> None:
    lead = handed_off(world, "Unfit, Acme")
    press(world, "rita", message_about(world, "rita", lead), "Not a fit").form().submit(reason="No budget")
    assert "given back" in told(world, "rita", f"won {lead} 5000")
