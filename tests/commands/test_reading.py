"""`/sla status`, `leads`, `why`, `help`, `health`: what only reads."""

import pytest

from messages.help import ENTRIES
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, answered, handed_off, press, told


def test_status_tells_both_sides_to_the_asker_alone(world: BotWorld) -> None:
    seen = answered(world, "joan", "status")
    assert seen.is_ephemeral
    assert "*marketing: leads*:" in seen.text and "*sales: customers*: *0* of 50" in seen.text


def test_status_here_tells_everyone(world: BotWorld) -> None:
    world.command("josh", HERE, "/sla status here").reply()
    assert any("marketing: leads" in seen.text for seen in world.messages(HERE))


def test_status_by_its_slug_is_for_those_who_are_part_of_it(world: BotWorld) -> None:
    assert "Smarketing at Company X" in told(world, "josh", "status company-x", "#general")
    assert "Only people in the agreement's channel" in told(world, "cora", "status company-x", "#general")


def test_status_where_no_agreement_lives_says_where_yours_does(world: BotWorld) -> None:
    assert "or type `/sla status company-x`" in told(world, "josh", "status", "#general")
    assert "`/sla agreement new` sets one up." in told(world, "cora", "status", "#general")


def test_status_of_something_else_is_refused(world: BotWorld) -> None:
    assert "“<!nope>” is no agreement here".replace("<", "&lt;").replace(">", "&gt;") in told(
        world, "josh", "status <!nope>"
    )


@pytest.mark.parametrize("word", ["strikes", "agreement"])
def test_a_slug_that_there_is_not_is_refused_where_another_agreement_lives(world: BotWorld, word: str) -> None:
    assert f"“compani-x” is no agreement here. Write `/sla {word}`" in told(world, "josh", f"{word} compani-x")


def test_status_counts_what_was_followed_up(fresh: BotWorld) -> None:
    lead = handed_off(fresh, "Counted, Acme")
    handed_off(fresh, "Waiting, Acme")
    told(fresh, "rita", f"log {lead} call")
    assert "Followed up: 1 of 2 leads; Within their window: 1 of 1; Windows that passed: none" in told(
        fresh, "amy", "status"
    )


def test_leads_lists_the_first_due_first_with_buttons_for_who_may_act(fresh: BotWorld) -> None:
    late, soon = handed_off(fresh, "Later, Acme"), handed_off(fresh, "Sooner, Acme", "remo", "tier:ceo")
    seen = answered(fresh, "rita", "leads")
    assert seen.text.index(soon) < seen.text.index(late) and seen.text.startswith("2 open leads")
    assert [block["type"] for block in seen.blocks].count("actions") == 1


def test_leads_mine_and_overdue_show_fewer(fresh: BotWorld) -> None:
    mine, other = handed_off(fresh, "Mine, Acme"), handed_off(fresh, "Other, Acme", "remo")
    assert mine in told(fresh, "rita", "leads mine") and other not in told(fresh, "rita", "leads mine")
    assert "No lead is overdue" in told(fresh, "rita", "leads overdue")
    fresh.advance(2 * 3600)
    assert other in told(fresh, "rita", "leads overdue")


def test_leads_of_another_kind_are_refused(world: BotWorld) -> None:
    assert "“cold” is no kind of leads" in told(world, "rita", "leads cold")


def test_a_press_in_the_list_shows_the_list_anew(fresh: BotWorld) -> None:
    lead = handed_off(fresh, "Listed, Acme")
    shown = press(fresh, "rita", answered(fresh, "rita", "leads mine"), "Called", HERE)
    replaced = next(one["message"] for one in shown.consequences() if one["kind"] == "replaced")
    assert "Logged a call" in replaced["text"] and f"{lead} *Listed*" in replaced["text"]


def test_more_leads_than_fit_are_counted(fresh: BotWorld) -> None:
    for number in range(22):
        handed_off(fresh, f"Lead {number}, Acme")
    seen = answered(fresh, "rita", "leads")
    assert seen.text.startswith("22 open leads, the first 20 of them") and len(seen.blocks) <= 50


def test_no_leads_is_said_too(fresh: BotWorld) -> None:
    assert "No open leads" in told(fresh, "rita", "leads")


def test_why_shows_every_interval_that_counted(fresh: BotWorld) -> None:
    lead = handed_off(fresh, "Clocked, Acme", more="tier:manager")
    fresh.advance(to="2026-10-05T14:30:00+02:00")
    said = told(fresh, "rita", f"why {lead}")
    assert "First follow-up due Mon 5 Oct 15:00" in said
    assert "• Mon 5 Oct 10:00–13:00: 3 h" in said and "• Mon 5 Oct 14:00–14:30: 30 min" in said
    assert f"• assigned → first attempt: <@{fresh.person('rita')}>, 3 h 30 min so far" in said


def test_why_tells_pauses_and_who_did_what(fresh: BotWorld) -> None:
    lead = handed_off(fresh, "Paused, Acme")
    told(fresh, "rita", f"hold {lead} until tomorrow 9:00 on a train")
    fresh.advance(to="2026-10-06T09:30:00+02:00")
    told(fresh, "rita", f"log {lead} call")
    said = told(fresh, "rita", f"why {lead}")
    assert "on hold from Mon 5 Oct 10:00 until Tue 6 Oct 09:00: on a train" in said
    assert "the promise was kept" in said and "called" in said


def test_why_of_nothing_is_refused(world: BotWorld) -> None:
    assert "Which lead?" in told(world, "rita", "why")
    assert "No open lead goes by “L-ZZZZ”" in told(world, "rita", "why L-ZZZZ")


@pytest.mark.parametrize("typed", ["", "help", "help me please", "HELP"])
def test_help_tells_every_word(world: BotWorld, typed: str) -> None:
    said = told(world, "rita", typed)
    assert all(f"`/sla {entry.word}" in said for entry in ENTRIES)


@pytest.mark.parametrize(
    ("typed", "guess"),
    {"stauts": "/sla status", "laeds": "/sla leads", "strike": "/sla strikes", "agremeent": "/sla agreement"}.items(),
)
def test_a_word_that_there_is_not_gets_the_nearest(world: BotWorld, typed: str, guess: str) -> None:
    assert f"There is no word “{typed}” here. Did you mean `{guess}`?" in told(world, "rita", typed)


@pytest.mark.parametrize("typed", ["report", "whatif"])
def test_a_word_of_later_is_not_offered(world: BotWorld, typed: str) -> None:
    said = told(world, "rita", typed)
    assert (
        f"There is no word “{typed.split(maxsplit=1)[0]}” here." in said and said.count(typed.split(maxsplit=1)[0]) <= 2
    )


@pytest.mark.parametrize("typed", ["<!channel>", "x" * 10_000, "*x*", "\u202eabc", "$\\frac{", "&lt;"])
def test_a_hostile_word_comes_out_as_plain_text(world: BotWorld, typed: str) -> None:
    seen = answered(world, "rita", typed)
    assert "There is no word" in seen.text and "<!" not in seen.words and "\u202e" not in seen.words
    assert len(seen.text) < 4_000


@pytest.mark.parametrize("typed", ["help lead", "HELP Lead", "help lead please"])
def test_help_for_a_word_tells_that_word_alone(world: BotWorld, typed: str) -> None:
    said = told(world, "rita", typed)
    assert "`/sla lead NAME, COMPANY @rep tier:TIER id:EXT`: hand a lead off: by a form, or at once." in said
    assert "/sla status" not in said


def test_help_for_a_word_that_there_is_not_gets_the_nearest(world: BotWorld) -> None:
    assert "There is no word “laed” here. Did you mean `/sla lead`?" in told(world, "rita", "help laed")


def test_help_where_no_agreement_lives_says_so(world: BotWorld) -> None:
    assert "No agreement lives in this channel" in told(world, "cora", "help", "#general")


def test_health_takes_nothing_more(world: BotWorld) -> None:
    assert "`/sla health` takes nothing more; leave out “x”." in told(world, "ada", "health x")


def test_health_tells_an_admin_more(world: BotWorld) -> None:
    assert "A workspace admin sees more here." in told(world, "rita", "health")
    assert "The bot is well" in told(world, "ada", "health") and "In doubt: 0" in told(world, "ada", "health")
