"""The buttons *Snooze*, *Pass on* and *Not a fit*, and `/sla hold`."""

import pytest

from sla.lead import Lead
from storage import leads
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, answered, handed_off, message_about, outcome, press, told
from tests.moments import at
from tests.slack_world import Json, Seen


def lead_of(world: BotWorld, short_id: str) -> Lead:
    """The lead as it stands."""
    with world.reading() as session:
        return leads.find(session, world.workspace.id, short_id)


@pytest.mark.parametrize(
    ("answers", "until"),
    [
        ({"until": "15m"}, "2026-10-05 10:30"),
        ({"until": "1h"}, "2026-10-05 11:00"),
        ({"until": "morning"}, "2026-10-06 09:00"),
        ({"until": "custom", "day": "2026-10-07", "time": "15:00"}, "2026-10-07 15:00"),
        ({"until": "custom", "day": "2026-10-07", "time": "20:00"}, "2026-10-08 09:00"),
    ],
)
def test_a_snooze_moves_the_next_reminder_and_never_the_promise(
    world: BotWorld, answers: dict[str, str], until: str
) -> None:
    short_id = handed_off(world, f"Snoozed {until} {answers}, Acme")
    due_at = lead_of(world, short_id).due_at
    form = press(world, "rita", message_about(world, "rita", short_id), "Snooze").form()
    assert form.submit(**answers).result == "updated" and "The promise stays" in outcome(world, "rita")
    lead = lead_of(world, short_id)
    assert lead.due_at == due_at and lead.next_alert_at is not None
    assert 0 <= (lead.next_alert_at - at(until)).total_seconds() < 600


def test_a_snooze_of_ones_own_needs_day_and_time_that_are_to_come(world: BotWorld) -> None:
    short_id = handed_off(world, "Snooze Wrong, Acme")
    form = press(world, "rita", message_about(world, "rita", short_id), "Snooze").form()
    assert set(form.submit(until="custom", day="2026-10-07").errors) == {"time"}
    assert "later instant" in form.submit(until="custom", day="2026-10-04", time="10:00").errors["day"]


def test_passing_on_tells_both_and_makes_the_old_message_old(fresh: BotWorld) -> None:
    short_id = handed_off(fresh, "Passed, Acme")
    message = message_about(fresh, "rita", short_id)
    fresh.settle()
    form = press(fresh, "rita", message, "Pass on").form()
    assert form.submit(member=fresh.person("remo")).result == "updated"
    assert lead_of(fresh, short_id).rep == fresh.person("remo")
    fresh.expect_messages(("@rita", "is now with"), ("@remo", "passed"))


def test_of_two_who_pass_a_lead_on_the_second_is_told_who_was_first(world: BotWorld) -> None:
    short_id = handed_off(world, "Raced, Acme")
    message = message_about(world, "rita", short_id)
    second = press(world, "rita", message, "Pass on").form()
    told_in_list = answered(world, "amy", "leads")
    first = world.press(
        "amy", HERE, told_in_list, _menu(told_in_list, short_id), f"pass_on.{lead_of(world, short_id).id}.0"
    ).form()
    assert first.submit(member=world.person("remo")).result == "updated"
    assert f"{short_id} on to remo" in second.submit(member=world.person("rosa")).errors["member"]
    assert lead_of(world, short_id).rep == world.person("remo")


def test_a_press_on_an_old_message_is_refused_with_who_passed_the_lead_on(world: BotWorld) -> None:
    short_id = handed_off(world, "Old, Acme")
    old_list = answered(world, "amy", "leads")
    value = f"{lead_of(world, short_id).id}.0"
    press(world, "rita", message_about(world, "rita", short_id), "Pass on").form().submit(member=world.person("remo"))
    called = next(block for block in old_list.blocks if _holds(block, value))["elements"][0]["action_id"]
    said = world.press("amy", HERE, old_list, called, value).reply().text
    assert f"<@{world.person('rita')}> passed {short_id} on to <@{world.person('remo')}>" in said
    assert lead_of(world, short_id).attempts == 0


def _menu(seen: Seen, short_id: str) -> str:
    """The menu in the row after the lead's line."""
    rows = [block for block in seen.blocks if block["type"] in ("section", "actions")]
    line = next(number for number, block in enumerate(rows) if short_id in str(block.get("text")))
    return str(rows[line + 1]["elements"][-1]["action_id"])


def _holds(block: Json, value: str) -> bool:
    return any(one.get("value") == value for one in block.get("elements", []))


def test_not_a_fit_gives_the_lead_back_and_tells_marketing_why(fresh: BotWorld) -> None:
    short_id = handed_off(fresh, "Unfit, Acme")
    message = message_about(fresh, "rita", short_id)
    fresh.settle()
    form = press(fresh, "rita", message, "Not a fit").form()
    assert form.submit(reason="No budget <!channel>").result == "updated"
    fresh.expect_messages(("@josh", "No budget &lt;!channel&gt;"))
    assert lead_of(fresh, short_id).returned_at is not None
    assert message_about(fresh, "rita", short_id).buttons() == {}


def test_a_hold_stops_the_clock_and_moves_the_promise(world: BotWorld) -> None:
    short_id = handed_off(world, "Held, Acme")
    said = told(world, "rita", f"hold {short_id} until friday 9:00 on holiday")
    assert "is on hold until" in said and ": on holiday." in said
    assert lead_of(world, short_id).due_at == at("2026-10-09 10:00")


HOLDS = {
    "until friday 9:00": "Why does the lead want to wait?",
    "friday 9:00 on holiday": "A hold needs a lead, until when, and why.",
    "until someday on holiday": "is not a time",
    "until 2026-10-01 on holiday": "A hold ends after now",
    "until 2026-11-30 on holiday": "five working days at most",
    "until 2026-02-30 on holiday": "no 2026-02-30 in the calendar",
}


@pytest.mark.parametrize(("words", "sentence"), HOLDS.items())
def test_what_is_wrong_with_a_hold_is_said(world: BotWorld, words: str, sentence: str) -> None:
    short_id = handed_off(world, f"Hold {len(words)} {len(sentence)}, Acme")
    assert sentence in told(world, "rita", f"hold {short_id} {words}")
    assert lead_of(world, short_id).held_until is None
