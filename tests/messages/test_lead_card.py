"""A lead's card says where the lead stands, who did what, and offers what is next."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from messages import lead_card
from messages.lead_card import Deed, card, spoken, title
from messages.validate import problems
from sla.agreement import Goal, HandOffRule, Kind, Metric, Party, Person, Terms, Tier
from sla.calendar import Calendar
from sla.lead import Lead
from sla.window import Window
from tests.messages.hostile import HOSTILE, alive, markup
from tests.moments import at

NOW = at("2026-10-05 10:05")
TERMS = Terms(
    slug="company-x",
    title="Smarketing",
    kind=Kind.INTERNAL,
    channel="#smarketing",
    timezone="Europe/Rome",
    period="month",
    starts=date(2026, 10, 1),
    summary="",
    calendar=Calendar("Europe/Rome", ((),) * 7),
    parties=(
        Party("marketing", Person("@josh", "U0JOSH0001")),
        Party("sales", Person("@amy", "U0AMY00001"), (Person("@rita", "U0RITA0001"),)),
    ),
    goals=(Goal("marketing", Metric.LEADS, Decimal(100)),),
    tiers=(Tier("director", Decimal(50), Window.parse("1h")),),
    hand_offs=(HandOffRule("marketing", "sales"),),
)
LEAD = Lead(
    id=7,
    agreement_id=1,
    terms_id=1,
    name="Ada Lovelace",
    company="Analytical Engines",
    email="ada@engines.example",
    tier="director",
    value=Decimal(50),
    external_id=None,
    rep="U0RITA0001",
    passes=0,
    handed_off_at=at("2026-10-05 10:00"),
    handed_off_by="U0JOSH0001",
    due_at=at("2026-10-05 11:00"),
    alert_due_at=at("2026-10-05 11:00"),
    next_alert_at=None,
    first_attempt_at=None,
    first_attempt_by=None,
    attempts=0,
    connected_at=None,
    closed_at=None,
    returned_at=None,
    held_until=None,
    breached_at=None,
)
TRIED = replace(LEAD, first_attempt_at=at("2026-10-05 10:03"), first_attempt_by="U0RITA0001", attempts=1)


def pressed(lead: Lead, **options: Any) -> list[str]:
    rows = [block for block in card(lead, TERMS, NOW, **options) if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row["elements"]]


def test_a_waiting_lead_offers_all_seven_acts() -> None:
    assert pressed(LEAD) == [
        "act:called", "act:emailed", "act:connected", "act:won", "act:snooze", "act:pass_on", "act:not_a_fit",
    ]  # fmt: skip


def test_a_followed_up_lead_needs_no_snooze() -> None:
    assert "act:snooze" not in pressed(TRIED)


def test_a_connected_lead_is_not_connected_again() -> None:
    assert "act:connected" not in pressed(replace(TRIED, connected_at=NOW))


@pytest.mark.parametrize("done", ["closed_at", "returned_at"])
def test_a_lead_that_is_done_has_no_buttons(done: str) -> None:
    assert pressed(replace(TRIED, **{done: NOW})) == []


def test_who_passed_a_lead_on_has_no_buttons() -> None:
    assert pressed(LEAD, may_act=False) == []


def test_the_buttons_of_several_cards_are_told_apart() -> None:
    assert pressed(LEAD, number=2)[0] == "act:called:2"


def test_a_button_knows_the_lead_and_how_often_it_was_passed_on() -> None:
    [first, *_] = lead_card.buttons(replace(LEAD, passes=3))
    assert {element["value"] for element in first["elements"]} == {"7.3"}


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        (LEAD, "Waiting for a first attempt"),
        (replace(LEAD, due_at=at("2026-10-05 10:04")), "the first was promised by"),
        (replace(LEAD, held_until=at("2026-10-07 09:00")), "On hold until"),
        (replace(LEAD, due_at=None), "until further notice"),
        (TRIED, "Followed up by <@U0RITA0001>"),
        (replace(TRIED, attempts=4), "4 attempts so far"),
        (replace(TRIED, connected_at=NOW), "Connected since"),
        (replace(TRIED, closed_at=NOW), "A customer since"),
        (replace(LEAD, returned_at=NOW), "Given back as not a fit"),
    ],
)
def test_the_card_says_where_the_lead_stands(lead: Lead, words: str) -> None:
    assert words in spoken(lead, NOW)
    assert problems(card(lead, TERMS, NOW)) == []


def test_a_hold_that_has_ended_is_no_hold_any_more() -> None:
    assert "Waiting" in spoken(replace(LEAD, held_until=at("2026-10-05 10:00")), NOW)


def test_the_card_says_who_did_it_and_for_whom() -> None:
    deed = Deed("called", "U0AMY00001", NOW, rep="U0RITA0001")
    assert "<@U0AMY00001> called for <@U0RITA0001>" in spoken(TRIED, NOW, [deed])


def test_the_card_says_the_promise() -> None:
    [facts] = [block for block in card(LEAD, TERMS, NOW) if "fields" in block]
    assert "*Promised within*\n1 h of business hours" in [field["text"] for field in facts["fields"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_lead_does_nothing_in_its_card(text: str) -> None:
    lead = replace(LEAD, name=text, company=text, email=text, tier=text, rep=text, handed_off_by=text)
    deeds = [Deed("returned it", text, NOW, note=text)]
    blocks = card(lead, TERMS, NOW, deeds=deeds)
    found = [each for each in alive(blocks) if not each.startswith(("<!date^", "*", ":", "&"))]
    assert problems(blocks) == [] and found == []
    assert markup(title(lead)) == []
