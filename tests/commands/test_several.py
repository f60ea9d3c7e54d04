"""A channel with several agreements: a slug first, or a question with buttons."""

from collections.abc import Iterator

import pytest

from tests.bot_world import COMPANY_X, BotWorld
from tests.commands.acting import HERE, answered, opened, outcome, press, told


@pytest.fixture(scope="module")
def two(shared: BotWorld) -> Iterator[BotWorld]:
    """#smarketing with a second agreement."""
    text = COMPANY_X.read_text().replace("company-x", "outbound").replace("Smarketing at", "Outbound at")
    shared.apply(text)
    shared.settle()
    yield shared


def test_a_word_that_fits_both_asks_with_buttons(two: BotWorld) -> None:
    seen = answered(two, "josh", "status")
    assert "fits several agreements here" in seen.text and "`/sla status outbound`" in seen.text
    assert set(seen.buttons()) == {"Smarketing at Company X (company-x)", "Outbound at Company X (outbound)"}


def test_the_button_does_what_was_asked(two: BotWorld) -> None:
    seen = answered(two, "josh", "status")
    shown = press(two, "josh", seen, "Outbound at Company X (outbound)", HERE)
    replaced = next(one["message"] for one in shown.consequences() if one["kind"] == "replaced")
    assert "*Outbound at Company X*" in replaced["text"]


def test_the_button_hands_off_the_lead_that_was_typed(two: BotWorld) -> None:
    seen = answered(two, "josh", "lead Tom & Jerry, Acme @rita tier:ceo")
    press(two, "josh", seen, "Outbound at Company X (outbound)", HERE)
    assert "Tom &amp; Jerry" in told(two, "rita", "leads outbound mine")


def test_a_slug_first_is_enough(two: BotWorld) -> None:
    assert "*Outbound at Company X*" in told(two, "josh", "status outbound")
    assert "Handed off" in told(two, "josh", "lead OUTBOUND Slug First, Acme")


def test_a_lead_by_its_id_needs_no_slug(two: BotWorld) -> None:
    said = told(two, "josh", "lead outbound By Id, Acme @rita")
    lead = next(word for word in said.split() if word.startswith("L-"))
    assert "Logged a call" in told(two, "rita", f"log {lead} call")


def test_the_form_asks_in_its_first_field(two: BotWorld) -> None:
    form = opened(two, "josh", "lead")
    assert form.face["blocks"][0]["block_id"] == "agreement"
    shown = form.submit(agreement="Outbound at Company X (outbound)", name="Asked First", rep="rita")
    assert shown.result == "updated" and "Asked First" in outcome(two, "josh")
    assert "Asked First" in told(two, "rita", "leads outbound")


def test_the_global_form_asks_too(two: BotWorld) -> None:
    form = two.shortcut("josh", "hand_off").form()
    assert form.face["blocks"][0]["block_id"] == "agreement"


def test_help_tells_how_to_name_one(two: BotWorld) -> None:
    assert "2 agreements live here" in told(two, "rita", "help")


def test_an_agreement_without_leads_offers_no_words_about_them(two: BotWorld) -> None:
    paper = "#paper-for-company-x"
    two.apply((COMPANY_X.parent / "dunder-mifflin.yaml").read_text())
    assert "No leads are handed off under this agreement" in told(two, "jim", "lead Jane, Acme", paper)
    assert "No leads are handed off under this agreement" in told(two, "jim", "leads", paper)
    assert "/sla lead" not in told(two, "jim", "help", paper) + told(two, "jim", "status", paper)


def test_a_customer_agreement_says_what_is_delivered_and_what_a_miss_costs(two: BotWorld) -> None:
    two.apply((COMPANY_X.parent / "dunder-mifflin.yaml").read_text())
    said = told(two, "jim", "agreement", "#paper-for-company-x")
    assert "deliveries of 50 reams" in said
    assert "a service credit (10% of the fee of USD 2,000 each time; at most 30% of it in a period)" in said


def test_who_is_part_of_nothing_is_told_so_in_private(two: BotWorld) -> None:
    assert "You are part of no agreement yet" in told(two, "cora", "status", "dm")
