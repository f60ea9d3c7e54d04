"""The page without a mouse: writing with completion, walking messages, menus."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_bolt import Ack, Respond

from tests.sandbox.page.conftest import Sit
from tests.slack_world import World, app_for, connected


@pytest.fixture(scope="module", autouse=True)
def ran(world: World) -> Iterator[list[str]]:
    """A small app; the list holds the shortcuts and commands that reached it."""
    ran: list[str] = []
    app = app_for(world)
    app.command("/ticket")(lambda ack, command: (ran.append(f"/ticket {command['text']}"), ack()))
    app.action("count")(count)
    app.shortcut("open_ticket")(lambda ack: (ran.append("open_ticket"), ack()))
    app.shortcut("ticket_of")(lambda ack, shortcut: (ran.append(shortcut["message"]["text"]), ack()))
    with connected(app, world):
        yield ran


def count(ack: Ack, respond: Respond, action: dict[str, Any]) -> None:
    """Shows the button with the next number."""
    ack()
    respond(text="counted", blocks=button(int(action["value"]) + 1), replace_original=True)


def button(number: int) -> list[dict[str, Any]]:
    text = {"type": "plain_text", "text": f"Pressed {number}"}
    return [
        {"type": "actions", "elements": [{"type": "button", "action_id": "count", "value": str(number), "text": text}]}
    ]


def composer(page: Page) -> Locator:
    return page.get_by_label("Message", exact=True)


def options(page: Page) -> Locator:
    return page.locator("#completion [role=option]")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def walk_to(page: Page, text: str) -> Locator:
    """Tab to the messages, then up to one of them."""
    page.locator("#messages").focus()
    message = page.locator("#messages article", has_text=text)
    for _ in range(20):
        press(page, "ArrowUp")
        if message.evaluate("(one) => one === document.activeElement"):
            return message
    raise AssertionError(f"{text} was not reached")


def test_a_command_is_completed_with_tab_and_its_words_with_the_arrows(sit: Sit, world: World, ran: list[str]) -> None:
    amy = sit("amy")
    composer(amy).press_sequentially("/t")
    expect(options(amy)).to_have_text(["/ticket new | list | closeTickets", "/teaTea"])
    press(amy, "Tab")
    expect(composer(amy)).to_have_value("/ticket ")
    expect(options(amy)).to_have_count(3)
    press(amy, "ArrowDown", "ArrowDown", "Enter")
    expect(composer(amy)).to_have_value("/ticket list ")
    press(amy, "Enter")
    world.until(lambda: "/ticket list" in ran, "the command did not reach the app")


def test_enter_sends_a_command_although_words_are_offered(sit: Sit, world: World, ran: list[str]) -> None:
    amy = sit("amy")
    composer(amy).press_sequentially("/ticket ")
    expect(options(amy)).to_have_count(3)
    press(amy, "Enter")
    expect(composer(amy)).to_have_value("")
    world.until(lambda: "/ticket " in ran, "the command did not reach the app")


def test_a_person_is_completed_in_the_middle_of_a_line(sit: Sit) -> None:
    amy = sit("amy")
    composer(amy).press_sequentially("ask @ros")
    expect(options(amy)).to_contain_text(["Rosa Ricci"])
    press(amy, "Enter")
    composer(amy).press_sequentially("about #sm")
    expect(options(amy)).to_contain_text(["#smarketing"])
    press(amy, "Tab")
    expect(composer(amy)).to_have_value("ask @rosa about #smarketing ")


def test_what_is_typed_while_a_person_is_completed_is_kept(sit: Sit) -> None:
    amy = sit("amy")
    composer(amy).press_sequentially("ask @ros")
    expect(options(amy)).to_contain_text(["Rosa Ricci"])
    press(amy, "Enter")
    amy.keyboard.insert_text("about #sm")
    expect(composer(amy)).to_have_value("ask @rosa about #sm")
    expect(options(amy)).to_contain_text(["#smarketing"])


def test_escape_closes_the_list_and_keeps_the_words(sit: Sit) -> None:
    amy = sit("amy")
    composer(amy).press_sequentially("@r")
    expect(options(amy)).to_have_count(3)
    press(amy, "Escape")
    expect(options(amy).first).to_be_hidden()
    expect(composer(amy)).to_have_value("@r")


def test_shift_and_enter_begin_a_new_line(sit: Sit) -> None:
    amy = sit("amy")
    composer(amy).press_sequentially("one")
    press(amy, "Shift+Enter")
    composer(amy).press_sequentially("two")
    expect(composer(amy)).to_have_value("one\ntwo")


def test_a_draft_waits_in_its_place(sit: Sit) -> None:
    amy = sit("amy")
    composer(amy).press_sequentially("not yet")
    amy.locator("[data-place]", has_text="general").press("Enter")
    expect(composer(amy)).to_have_value("")
    amy.locator("[data-place]", has_text="smarketing").press("Enter")
    expect(composer(amy)).to_have_value("not yet")


def test_a_shortcut_runs_on_a_message(sit: Sit, world: World, ran: list[str]) -> None:
    world.say("josh", "#smarketing", "the lamp flickers")
    amy = sit("amy")
    walk_to(amy, "the lamp flickers")
    press(amy, "Tab", "Tab", "Enter", "Tab", "Enter")
    world.until(lambda: "the lamp flickers" in ran, "the shortcut did not reach the app")


def test_a_thread_is_opened_written_in_and_closed(sit: Sit, world: World) -> None:
    world.say("josh", "#smarketing", "lunch?")
    amy = sit("amy")
    message = walk_to(amy, "lunch?")
    press(amy, "Tab", "Enter")
    expect(amy.get_by_label("Reply", exact=True)).to_be_focused()
    amy.keyboard.type("yes")
    press(amy, "Enter")
    expect(message.locator(".replies")).to_contain_text("1 reply")
    press(amy, "Escape")
    expect(amy.locator("#thread")).to_be_hidden()


def test_a_button_keeps_the_focus_when_its_message_changes(sit: Sit, world: World) -> None:
    world.web_client().chat_postMessage(channel="#smarketing", text="count", blocks=button(0))
    amy = sit("amy")
    amy.get_by_role("button", name="Pressed 0").focus()
    for number in (1, 2):
        press(amy, "Enter")
        expect(amy.get_by_role("button", name=f"Pressed {number}")).to_be_focused()


def test_a_shortcut_runs_from_anywhere(sit: Sit, world: World, ran: list[str]) -> None:
    amy = sit("amy")
    amy.get_by_label("Shortcuts").press("Enter")
    press(amy, "Tab", "Enter")
    world.until(lambda: "open_ticket" in ran, "the shortcut did not reach the app")


def test_on_a_phone_the_places_are_behind_a_button(sit: Sit) -> None:
    amy = sit("amy", width=390, height=844)
    general = amy.locator("[data-place]", has_text="general")
    expect(general).to_be_hidden()
    amy.get_by_label("Places").first.press("Enter")
    general.press("Enter")
    expect(amy.locator("#place")).to_have_text("#general")
    expect(general).to_be_hidden()
