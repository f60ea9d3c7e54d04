"""`/sla log`, its form, and the buttons *Called*, *E-mailed*, *Connected*."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sla.history import Attempt
from sla.lead import Channel
from storage import leads
from tests.bot_world import BotWorld
from tests.commands.acting import handed_off, message_about, opened, outcome, press, told


def attempts(world: BotWorld, short_id: str) -> list[Attempt]:
    """What was tried on a lead."""
    with world.reading() as session:
        lead = leads.find(session, world.workspace.id, short_id)
        return [each for each in leads.history(session, lead) if isinstance(each, Attempt)]


@pytest.mark.parametrize(
    ("words", "channel", "connected"),
    [
        ("call", Channel.CALL, False),
        ("email", Channel.EMAIL, False),
        ("e-mail connected", Channel.EMAIL, True),
        ("MEETING Connected", Channel.MEETING, True),
        ("other", Channel.OTHER, False),
    ],
)
def test_an_attempt_is_logged_by_its_channel(world: BotWorld, words: str, channel: Channel, connected: bool) -> None:
    lead = handed_off(world, f"Tried {words}, Acme")
    assert "It is the first, within its window." in told(world, "rita", f"log {lead} {words}")
    assert [(each.channel, each.connected) for each in attempts(world, lead)] == [(channel, connected)]


def test_a_lead_goes_by_its_external_id_and_by_its_name(world: BotWorld) -> None:
    lead = handed_off(world, "Rosalind Franklin, Acme", more="id:CRM-77")
    assert lead in told(world, "rita", "log CRM-77 call")
    assert lead in told(world, "rita", "log rosalind  franklin email")


REFUSED = {
    "log L-ZZZZ call": "No open lead goes by",
    "log Nobody At All call": "No open lead goes by “Nobody At All”",
    "log CRM-1": "How did you try to reach CRM-1?",
    "log CRM-1 pigeon": "“pigeon” is no way to reach a lead",
    "log CRM-1 connected": "How did you connect?",
    "log call": "Which lead?",
    "log connected": "How did you connect?",
    "log <!channel> call": "No open lead goes by",
}


@pytest.mark.parametrize(("typed", "sentence"), REFUSED.items())
def test_what_is_wrong_with_an_attempt_is_said(world: BotWorld, typed: str, sentence: str) -> None:
    assert sentence in told(world, "rita", typed)


def test_a_name_that_two_leads_share_asks_for_the_id(world: BotWorld) -> None:
    first = handed_off(world, "Twin, Acme")
    handed_off(world, "Twin, Other")
    assert f"Several leads go by “Twin”. Use the id, such as {first}." in told(world, "rita", "log Twin call")


def test_only_the_rep_and_contacts_log_attempts(world: BotWorld) -> None:
    lead = handed_off(world, "Not Yours, Acme")
    assert "Only the lead's rep, or a contact" in told(world, "remo", f"log {lead} call")
    assert attempts(world, lead) == []


def test_a_contact_logs_for_the_rep(world: BotWorld) -> None:
    lead, rita = handed_off(world, "By Amy, Acme"), world.person("rita")
    assert f"for <@{rita}>" in told(world, "amy", f"log {lead} call")
    assert [(each.by, each.logged_by) for each in attempts(world, lead)] == [(rita, world.person("amy"))]


def test_a_lead_that_was_given_back_is_not_tried_again(world: BotWorld) -> None:
    lead = handed_off(world, "Given Back, Acme")
    press(world, "rita", message_about(world, "rita", lead), "Not a fit").form().submit(reason="No budget")
    assert "was given back as not a fit" in told(world, "rita", f"log {lead} call")


def test_one_logs_in_the_direct_message_with_the_bot_too(world: BotWorld) -> None:
    lead = handed_off(world, "In Private, Acme")
    assert "Logged a call" in told(world, "rita", f"log {lead} call", "dm")


def test_a_press_logs_an_attempt_and_the_message_shows_it(world: BotWorld) -> None:
    lead = handed_off(world, "Pressed, Acme")
    message = message_about(world, "rita", lead)
    assert press(world, "rita", message, "Called").error is None
    assert "Followed up by" in message_about(world, "rita", lead).words
    assert [each.channel for each in attempts(world, lead)] == [Channel.CALL]


def test_connected_is_pressed_once(world: BotWorld) -> None:
    lead = handed_off(world, "Connected, Acme")
    message = message_about(world, "rita", lead)
    press(world, "rita", message, "Connected")
    assert "Connected" not in message_about(world, "rita", lead).buttons()
    assert [(each.channel, each.connected) for each in attempts(world, lead)] == [(Channel.OTHER, True)]


def test_a_double_click_is_one_attempt_and_says_so(world: BotWorld) -> None:
    lead = handed_off(world, "Double, Acme")
    message = message_about(world, "rita", lead)
    press(world, "rita", message, "Called")
    said = press(world, "rita", message, "Called").reply().text
    assert f"<@{world.person('rita')}> logged a call on {lead} at 10:" in said and "nothing was added" in said
    assert len(attempts(world, lead)) == 1


def test_two_presses_minutes_apart_are_two_attempts(fresh: BotWorld) -> None:
    lead = handed_off(fresh, "Twice, Acme")
    message = message_about(fresh, "rita", lead)
    press(fresh, "rita", message, "Called")
    fresh.advance(120)
    press(fresh, "rita", message, "Called")
    assert len(attempts(fresh, lead)) == 2


def test_ten_presses_at_once_are_one_attempt(world: BotWorld) -> None:
    lead = handed_off(world, "At Once, Acme")
    message = message_about(world, "rita", lead)
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: press(world, "rita", message, "E-mailed"), range(10)))
    assert len(attempts(world, lead)) == 1


def test_the_form_logs_an_attempt_of_an_earlier_time(fresh: BotWorld) -> None:
    lead = handed_off(fresh, "Earlier, Acme")
    fresh.advance(1800)
    form = opened(fresh, "rita", "log")
    assert (
        form.submit(lead=f"{lead} Earlier, Acme", channel="Meeting", connected="yes", time="10:05").result == "updated"
    )
    assert "Logged a meeting that connected" in outcome(fresh, "rita")
    assert [f"{each.at:%H:%M}" for each in attempts(fresh, lead)] == ["08:05"]


def test_the_form_takes_another_lead_by_its_name(world: BotWorld) -> None:
    lead = handed_off(world, "Remos Lead, Acme", "remo")
    form = opened(world, "amy", "log")
    assert form.submit(other_lead="remos lead", channel="Call").result == "updated"
    assert len(attempts(world, lead)) == 1


def test_the_form_says_at_its_field_what_is_wrong(world: BotWorld) -> None:
    handed_off(world, "Some Lead, Acme")
    form = opened(world, "rita", "log")
    assert "Choose a lead" in form.submit(channel="Call").errors["lead"]
    assert "No open lead goes by" in form.submit(other_lead="nobody", channel="Call").errors["other_lead"]
    later = form.submit(lead=form.fields() and _first_lead(form.face), other_lead="", time="23:00").errors
    assert "still to come" in later["day"]


def test_the_form_wants_a_time_on_another_day(world: BotWorld) -> None:
    handed_off(world, "Yesterday, Acme")
    form = opened(world, "rita", "log")
    wrong = form.submit(lead=_first_lead(form.face), day="2026-10-04").errors
    assert wrong == {"time": "Say at what time it was on that day."}


def _first_lead(face: dict[str, object]) -> str:
    blocks: list[dict[str, dict[str, list[dict[str, str]]]]] = face["blocks"]  # type: ignore[assignment]
    return blocks[0]["element"]["options"][0]["value"]
