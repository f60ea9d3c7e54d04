"""The page in a browser: who one is, what arrives, what one writes."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_bolt import App
from slack_sdk import WebClient

from tests.sandbox.page.conftest import Sit
from tests.slack_world import World, app_for, connected


@pytest.fixture(scope="module")
def app(world: World) -> Iterator[App]:
    """A small app that answers, so that gestures have an end."""
    app = app_for(world)
    app.command("/ticket")(lambda ack, command: ack(f"You asked for {command['text'] or 'nothing'}."))
    app.shortcut("open_ticket")(lambda ack, shortcut, client: (ack(), opened(client, shortcut)))
    app.shortcut("ticket_of")(lambda ack, shortcut, client: (ack(), made(client, shortcut)))
    with connected(app, world):
        yield app


def opened(client: WebClient, shortcut: dict[str, Any]) -> None:
    client.chat_postMessage(channel=shortcut["user"]["id"], text="A ticket was opened.")


def made(client: WebClient, shortcut: dict[str, Any]) -> None:
    place, ts = shortcut["channel"]["id"], shortcut["message"]["ts"]
    client.chat_postMessage(channel=place, thread_ts=ts, text="A ticket was made.")


def composer(page: Page) -> Locator:
    return page.get_by_label("Message", exact=True)


def write(page: Page, text: str) -> None:
    composer(page).fill(text)
    composer(page).press("Enter")


def row(page: Page, text: str) -> Locator:
    return page.locator("#messages article.message", has_text=text)


def place(page: Page, title: str) -> Locator:
    return page.locator("[data-place]", has_text=title)


def be(page: Page, name: str) -> None:
    switch = page.get_by_label("The person you are")
    switch.select_option(switch.locator("option", has_text=name).get_attribute("value"))


def test_what_somebody_writes_arrives_at_others_without_a_reload(sit: Sit) -> None:
    amy, josh = sit("amy"), sit("josh")
    write(amy, "Hello @josh, see #general")
    expect(row(josh, "Hello @josh, see #general")).to_be_visible()
    expect(row(josh, "Hello @josh").locator(".name")).to_have_text("Amy Sallow")
    expect(composer(amy)).to_have_value("")


def test_what_looks_like_a_tag_is_shown_as_it_was_written(sit: Sit) -> None:
    amy = sit("amy")
    write(amy, "<img src=x onerror=alert(1)> & <b>bold</b>")
    expect(row(amy, "<img src=x onerror=alert(1)> & <b>bold</b>")).to_be_visible()


def test_an_edit_and_a_deletion_arrive(sit: Sit, world: World) -> None:
    slack = world.web_client()
    posted = slack.chat_postMessage(channel="#smarketing", text="first words")
    amy = sit("amy")
    slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="better words")
    edited = row(amy, "better words")
    expect(edited.locator(".edited")).to_be_visible()
    expect(edited.locator(".app")).to_have_text("APP")
    slack.chat_delete(channel=posted["channel"], ts=posted["ts"])
    expect(edited).to_have_count(0)


def test_a_place_with_something_new_is_marked_until_one_goes_there(sit: Sit, world: World) -> None:
    amy = sit("amy")
    world.say("josh", "#general", "news for everybody")
    mark = place(amy, "general")
    expect(mark).to_have_class("unread")
    mark.click()
    expect(row(amy, "news for everybody")).to_be_visible()
    expect(mark).not_to_have_class("unread")


def test_a_direct_message_of_the_app_is_counted(sit: Sit, world: World) -> None:
    rosa = sit("rosa")
    for text in ("one", "two"):
        world.web_client().chat_postMessage(channel=world.person("rosa"), text=text)
    expect(place(rosa, "Helper App").locator(".badge")).to_contain_text("2")
    place(rosa, "Helper App").click()
    expect(row(rosa, "two")).to_be_visible()
    expect(place(rosa, "Helper App").locator(".badge")).to_have_count(0)


def test_two_people_write_to_each_other_and_nobody_else_reads_it(sit: Sit) -> None:
    amy, rita = sit("amy", "@rita"), sit("rita")
    write(amy, "between us")
    expect(place(rita, "Amy Sallow").locator(".badge")).to_contain_text("1")
    place(rita, "Amy Sallow").click()
    expect(row(rita, "between us")).to_be_visible()
    be(rita, "Remo Rossi")
    expect(row(rita, "between us")).to_have_count(0)


def test_one_sees_what_the_person_would_see(sit: Sit, world: World) -> None:
    world.post("new_channel", {"name": "board", "members": ["amy"], "is_private": True})
    world.say("amy", "#board", "a secret")
    page = sit("amy", "board")
    expect(row(page, "a secret")).to_be_visible()
    be(page, "Cora Colley")
    expect(place(page, "board")).to_have_count(0)
    expect(row(page, "a secret")).to_have_count(0)


def test_a_colleague_who_is_not_in_a_channel_looks_and_joins(sit: Sit, world: World) -> None:
    world.say("josh", "#smarketing", "open to all")
    cora = sit("cora", "smarketing")
    expect(row(cora, "open to all")).to_be_visible()
    expect(composer(cora)).to_be_hidden()
    cora.get_by_role("button", name="Join channel").click()
    write(cora, "here I am")
    expect(row(cora, "here I am")).to_be_visible()


def test_an_answer_for_one_person_is_seen_by_that_person_alone(sit: Sit, app: App) -> None:
    amy, josh = sit("amy"), sit("josh")
    write(amy, "/ticket secret")
    answer = row(amy, "You asked for secret.")
    expect(answer).to_contain_text("Only visible to you")
    write(amy, "after it")
    expect(row(josh, "after it")).to_be_visible()
    expect(row(josh, "You asked for secret.")).to_have_count(0)


def test_a_command_that_the_app_does_not_have_is_a_sentence(sit: Sit) -> None:
    amy = sit("amy")
    write(amy, "/nothing")
    expect(amy.locator("#notices")).to_contain_text("/nothing is not a valid command.")


def test_an_app_that_does_not_answer_is_a_sentence(sit: Sit, world: World, app: App) -> None:
    world.post("settings", {"ack_seconds": 0.2})
    amy = sit("amy")
    write(amy, "/tea")
    expect(amy.locator("#notices")).to_contain_text("The app did not acknowledge within 0.2 seconds.")
    expect(amy.locator("#notices")).to_contain_text("operation_timeout")
    world.post("settings", {"ack_seconds": 3.0})


def test_a_reply_opens_a_thread_beside_the_channel(sit: Sit, world: World) -> None:
    world.say("josh", "#smarketing", "who brings cake?")
    amy = sit("amy")
    parent = row(amy, "who brings cake?")
    parent.hover()
    parent.get_by_label("Reply in thread").click()
    amy.get_by_label("Reply", exact=True).fill("I do")
    amy.get_by_label("Reply", exact=True).press("Enter")
    expect(amy.locator("#thread article", has_text="I do")).to_be_visible()
    expect(parent.locator(".replies")).to_contain_text("1 reply")
    expect(amy.locator("#messages article", has_text="I do")).to_have_count(0)
    amy.get_by_label("Close the thread").click()
    expect(amy.locator("#thread")).to_be_hidden()


def test_a_shortcut_runs_on_a_message(sit: Sit, world: World, app: App) -> None:
    world.say("josh", "#smarketing", "the printer smokes")
    amy = sit("amy")
    message = row(amy, "the printer smokes")
    message.hover()
    message.get_by_label("More actions").click()
    amy.get_by_role("button", name="Make a ticket of it").and_(amy.locator(":visible")).click()
    expect(message.locator(".replies")).to_contain_text("1 reply")


def test_a_shortcut_runs_from_anywhere(sit: Sit, app: App) -> None:
    josh = sit("josh")
    josh.get_by_label("Shortcuts").click()
    josh.get_by_role("button", name="Open a ticket").click()
    expect(place(josh, "Helper App").locator(".badge")).to_contain_text("1")


def test_a_message_s_json_is_copied(sit: Sit, world: World) -> None:
    world.say("josh", "#smarketing", "to be copied")
    amy = sit("amy")
    message = row(amy, "to be copied")
    message.hover()
    message.get_by_label("More actions").click()
    amy.get_by_role("button", name="Copy message as JSON").and_(amy.locator(":visible")).click()
    expect(amy.locator("#notices")).to_contain_text("clipboard")
    assert '"text": "to be copied"' in amy.evaluate("navigator.clipboard.readText()")


def test_a_reload_keeps_who_one_is_and_where(sit: Sit, world: World) -> None:
    world.say("josh", "#general", "still there")
    page = sit("amy")
    be(page, "Rita Repetto")
    place(page, "general").click()
    page.wait_for_url("**in=general*")
    page.reload()
    expect(page.locator("#place")).to_have_text("#general")
    expect(page.get_by_label("The person you are").locator("option:checked")).to_contain_text("Rita Repetto")


def test_the_app_has_a_home_and_messages(sit: Sit, world: World) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Welcome *home*"}}]
    world.web_client().views_publish(user_id=world.person("sara"), view={"type": "home", "blocks": blocks})
    sara = sit("sara")
    place(sara, "Helper App").click()
    expect(sara.locator("#home")).to_contain_text("Welcome home")
    sara.get_by_role("button", name="Messages", exact=True).click()
    expect(sara.locator("#home")).to_be_hidden()
    write(sara, "hello app")
    expect(row(sara, "hello app")).to_be_visible()


def test_earlier_messages_are_shown_when_asked_for(sit: Sit, world: World) -> None:
    for number in range(65):
        world.say("jim", "#paper-for-company-x", f"ream {number}.")
    jim = sit("jim", "paper-for-company-x")
    expect(row(jim, "ream 64.")).to_be_in_viewport()
    expect(row(jim, "ream 4.")).to_have_count(0)
    jim.get_by_role("button", name="Show earlier messages").click()
    expect(row(jim, "ream 0.")).to_have_count(1)
    expect(jim.get_by_role("button", name="Show earlier messages")).to_be_hidden()


def test_a_browser_that_goes_away_in_the_middle_breaks_nothing(sit: Sit, world: World) -> None:
    amy = sit("amy")
    write(amy, "/tea")
    amy.close()
    world.say("josh", "#smarketing", "life goes on")
    expect(row(sit("rita"), "life goes on")).to_be_visible()
