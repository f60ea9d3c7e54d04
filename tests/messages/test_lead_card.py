"""A lead's card says where the lead stands, who did what, and offers what is next."""

from dataclasses import replace
from typing import Any

import pytest

from messages import lead_card
from messages.lead_card import Deed, card, spoken, title
from messages.validate import problems
from sla.lead import Lead
from tests.messages.company_x import LEAD, TERMS
from tests.messages.hostile import HOSTILE, alive, markup
from tests.moments import at

NOW = at("2026-10-05 10:05")
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
        (replace(TRIED, due_at=TRIED.handed_off_at), "Followed up later than promised by <@U0RITA0001>"),
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


def written_by(text: str) -> list[dict[str, Any]]:
    lead = replace(LEAD, name=text, company=text, email=text, tier=text, rep=text, handed_off_by=text)
    return card(lead, TERMS, NOW, deeds=[Deed("returned it", text, NOW, note=text)])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_lead_does_nothing_in_its_card(text: str) -> None:
    blocks = written_by(text)
    assert problems(blocks) == []
    assert set(alive(blocks)) <= set(alive(written_by("Ada")))
    assert markup(title(replace(LEAD, name=text, company=text, tier=text))) == []
