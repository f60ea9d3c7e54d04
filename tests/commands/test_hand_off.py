"""`/sla lead`, its form, and both shortcuts."""

import re

import pytest

from storage import leads
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, answered, handed_off, opened, outcome, told


def test_a_lead_is_handed_off_at_once_and_its_rep_is_told(fresh: BotWorld) -> None:
    said = told(fresh, "josh", "lead Ada Lovelace, Analytical Engines @rita tier:director id:EXT-1")
    assert "*Ada Lovelace*, Analytical Engines, director is with" in said and "5 Oct 2026, 09:00 UTC" in said
    fresh.expect_messages((HERE, "Handed off"), ("@rita", "Ada Lovelace, Analytical Engines"))


def test_a_lead_without_a_rep_goes_to_who_has_the_fewest(fresh: BotWorld) -> None:
    handed_off(fresh, "Ada, Acme", "rita")
    handed_off(fresh, "Bea, Acme", "remo")
    said = told(fresh, "josh", "lead Cleo, Acme")
    assert f"<@{fresh.person('rosa')}>, who has the fewest open leads" in said


def test_a_bare_handle_and_a_user_id_name_a_rep_too(world: BotWorld) -> None:
    rita = world.person("rita")
    assert f"is with <@{rita}>" in told(world, "josh", f"lead Bare Handle, Acme <@{rita}>")


REFUSED = {
    "lead , Acme": "A lead needs a name.",
    "lead Jane, Acme @nobody": "Slack knows nobody by “nobody”",
    "lead Jane, Acme @rita @remo": "A lead goes to one rep",
    "lead Jane, Acme @cora": "is not in sales",
    "lead Jane, Acme tier:emperor": "no tier “emperor”",
    "lead Jane, Acme id: CRM-7": "Nothing follows “id",
    "lead Jane, Acme value:12k": "is not an amount",
    "lead Jane, Acme value:1.000,50": "is not an amount",
}


@pytest.mark.parametrize(("typed", "sentence"), REFUSED.items())
def test_what_is_wrong_with_a_lead_is_said(world: BotWorld, typed: str, sentence: str) -> None:
    before = _count(world)
    assert sentence in told(world, "josh", typed)
    assert _count(world) == before


def test_a_known_external_id_is_handed_off_once(world: BotWorld) -> None:
    first = handed_off(world, "Known, Acme", more="id:KNOWN-1")
    assert f"{first} was handed off to <@{world.person('rita')}>" in told(world, "josh", "lead Again, Acme id:KNOWN-1")


HOSTILE = ("<!channel>", "*bold* _name_", "&lt;!here&gt;", "\u202egnp.exe\u202c", "$\\frac{a}", "x" * 200)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_out_as_plain_text(world: BotWorld, name: str) -> None:
    seen = answered(world, "josh", f"lead {name}, Acme @rosa")
    assert "Handed off" in seen.text
    assert not re.search(r"<!(?!date)", seen.words) and "\u202e" not in seen.words and "*bold*" not in seen.text
    assert len(seen.text) < 4_000


def test_everyone_in_the_channel_hands_off_where_the_party_lists_no_members(world: BotWorld) -> None:
    assert "Handed off" in told(world, "joan", "lead From Joan, Acme")


def test_nobody_hands_off_where_no_agreement_lives(world: BotWorld) -> None:
    assert "No agreement lives in this channel" in told(world, "cora", "lead Jane, Acme", "#general")


def test_the_form_hands_off(fresh: BotWorld) -> None:
    form = opened(fresh, "josh", "lead")
    shown = form.submit(name="Grace Hopper", company="Navy", email="grace@navy.example", tier="ceo", rep="rosa")
    assert shown.result == "updated" and "*Grace Hopper*, Navy, ceo is with" in outcome(fresh, "josh")
    fresh.expect_messages(("@rosa", "Grace Hopper, Navy, ceo"))


def test_the_form_says_at_each_field_what_is_wrong_and_keeps_what_is_right(world: BotWorld) -> None:
    form = opened(world, "josh", "lead")
    shown = form.submit(name="Jane Form", email="jane at acme", value="12k")
    assert set(shown.errors) == {"email", "value"}
    assert world.forms("josh")[-1].value("name")["value"] == "Jane Form"
    assert form.submit(email="jane@acme.example", value="120").result == "updated"


def test_the_global_shortcut_hands_off_from_anywhere(world: BotWorld) -> None:
    form = world.shortcut("josh", "hand_off").form()
    assert form.submit(name="From Anywhere").result == "updated"
    assert "From Anywhere" in outcome(world, "josh")


def test_the_global_shortcut_tells_who_is_part_of_nothing(world: BotWorld) -> None:
    assert "You are part of no agreement yet" in world.shortcut("cora", "hand_off").form().words


def test_the_message_shortcut_knows_what_the_message_says(world: BotWorld) -> None:
    said = world.say("josh", HERE, "Mary Somerville, Royal Society mary@royal.example\nmet her at the fair")
    form = world.message_shortcut("josh", HERE, said, "hand_off_message").form()
    values = {name: form.value(name)["value"] for name in ("name", "company", "email")}
    assert values == {"name": "Mary Somerville", "company": "Royal Society", "email": "mary@royal.example"}
    assert form.submit().result == "updated"


def _count(world: BotWorld) -> int:
    with world.reading() as session:
        return len(leads.open_leads(session, world.workspace.id, [world.agreement().id], limit=1000))
