"""Blocks of a message in the browser: pressed, ticked, chosen, asked about; and the Home tab."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.shapes import OPTIONS, actions, answering, button, element, option, plain, posted
from tests.sandbox.page.showing import page, tab
from tests.slack_world import World, app_for, connected

__all__ = ["page", "tab"]
QUESTION = {"title": plain("Really?"), "text": plain("It is gone then."), "confirm": plain("Go"), "deny": plain("No")}
Json = dict[str, Any]


def choices(page: Page) -> Locator:
    return page.locator(".choices-popup").get_by_role("option")


def told(world: World, received: list[Json], count: int = 1) -> Json:
    world.until(lambda: len(received) >= count, "the app was not told")
    assert len(received) == count
    action: Json = received[-1]["actions"][0]
    return action


def test_a_button_tells_the_app_each_time_it_is_pressed(world: World, page: Page) -> None:
    with posted(world, page, actions(button("log", "Log a call", style="primary"))) as (message, received):
        message.get_by_role("button", name="Log a call").dblclick()
        assert told(world, received, 2)["value"] == "log"


def test_a_dangerous_button_asks_and_no_means_no(world: World, page: Page) -> None:
    with posted(world, page, actions(button("drop", "Drop", style="danger", confirm=QUESTION))) as (message, received):
        message.get_by_role("button", name="Drop").click()
        dialog = page.get_by_role("alertdialog")
        expect(dialog).to_contain_text("It is gone then.")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        message.get_by_role("button", name="Drop").click()
        expect(dialog.get_by_role("button", name="Go")).to_be_focused()
        page.keyboard.press("Enter")
        assert told(world, received)["action_id"] == "drop"


def test_a_button_with_an_address_opens_a_tab_and_tells_the_app(world: World, page: Page) -> None:
    with posted(world, page, actions(button("see", "See", url=f"{world.url}/_sandbox/clock"))) as (message, received):
        with page.context.expect_page() as opened:
            message.get_by_role("link", name="See").click()
        assert opened.value.url.endswith("/_sandbox/clock")
        assert told(world, received)["url"].endswith("/_sandbox/clock")
        opened.value.close()


def test_an_overflow_menu_is_walked_by_arrow_keys(world: World, page: Page) -> None:
    with posted(world, page, actions(element("overflow", "more", options=OPTIONS))) as (message, received):
        message.get_by_role("button", name="More actions").first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("menuitem", name="Hot")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert told(world, received)["selected_option"]["value"] == "warm"
        expect(page.get_by_role("menuitem", name="Hot")).to_be_hidden()


def test_options_stand_in_their_groups(world: World, page: Page) -> None:
    groups = [
        {"label": plain("Tiers"), "options": OPTIONS},
        {"label": plain("Others"), "options": [option("none", "None of these")]},
    ]
    with posted(world, page, actions(element("static_select", "tier", option_groups=groups))) as (message, received):
        message.locator("[data-action-id=tier]").click()
        expect(page.locator(".choices-popup .heading")).to_have_text(["Tiers", "Others"])
        choices(page).filter(has_text="None of these").click()
        assert told(world, received)["selected_option"]["value"] == "none"


def test_a_choice_that_is_taken_back_is_not_told(world: World, page: Page) -> None:
    chooser = element("static_select", "tier", options=OPTIONS, initial_option=OPTIONS[0], confirm=QUESTION)
    with posted(world, page, actions(chooser)) as (message, received):
        message.locator("[data-action-id=tier]").click()
        choices(page).filter(has_text="Cold").click()
        page.get_by_role("alertdialog").get_by_role("button", name="No").click()
        expect(message.locator(".chooser")).to_contain_text("Hot")
    assert not received


def test_of_several_choices_each_can_be_taken_away(world: World, page: Page) -> None:
    chooser = element("multi_static_select", "tiers", options=OPTIONS, initial_options=OPTIONS[:2])
    with posted(world, page, actions(chooser)) as (message, received):
        message.locator(".q-chip__icon--remove").first.click()
        assert [one["value"] for one in told(world, received)["selected_options"]] == ["warm"]
        message.locator("[data-action-id=tiers]").click()
        choices(page).filter(has_text="Cold").click()
        assert [one["value"] for one in told(world, received, 2)["selected_options"]] == ["warm", "cold"]
        page.keyboard.press("Escape")


def test_channels_and_conversations_are_those_that_one_may_see(world: World, page: Page) -> None:
    places = [element("channels_select", "channel"), element("conversations_select", "any", filter={"include": ["im"]})]
    with posted(world, page, actions(*places)) as (message, received):
        message.locator("[data-action-id=channel]").fill("smark")
        choices(page).filter(has_text="smarketing").click()
        assert told(world, received)["selected_channel"].startswith("C")
        message.locator("[data-action-id=any]").click()
        expect(choices(page).filter(has_text="#")).to_have_count(0)
        page.keyboard.press("Escape")


def test_boxes_are_ticked_and_one_of_several_is_picked(world: World, page: Page) -> None:
    boxes = element("checkboxes", "boxes", options=OPTIONS, initial_options=OPTIONS[:1])
    one = element("radio_buttons", "one", options=[option("yes"), option("no")])
    with posted(world, page, actions(boxes, one)) as (message, received):
        message.get_by_label("Cold").check()
        assert [each["value"] for each in told(world, received)["selected_options"]] == ["hot", "cold"]
        message.get_by_label("Hot").uncheck()
        assert [each["value"] for each in told(world, received, 2)["selected_options"]] == ["cold"]
        message.get_by_label("No").check()
        assert told(world, received, 3)["selected_option"]["value"] == "no"


def test_a_tick_that_is_taken_back_is_gone(world: World, page: Page) -> None:
    with posted(world, page, actions(element("checkboxes", "boxes", options=OPTIONS, confirm=QUESTION))) as (
        message,
        received,
    ):
        message.get_by_label("Cold").click()
        page.get_by_role("alertdialog").get_by_role("button", name="No").click()
        expect(message.get_by_label("Cold")).not_to_be_checked()
    assert not received


def test_a_day_is_typed_or_taken_from_the_calendar(world: World, page: Page) -> None:
    with posted(world, page, actions(element("datepicker", "day", initial_date="2026-10-05"))) as (message, received):
        message.locator("[data-action-id=day]").fill("2026-10-06")
        assert told(world, received)["selected_date"] == "2026-10-06"
        message.get_by_label("Open the calendar").click()
        page.locator(".q-date").get_by_role("button", name="31", exact=True).click()
        assert told(world, received, 2)["selected_date"] == "2026-10-31"
        expect(page.locator(".q-date")).to_be_hidden()


def test_what_the_app_does_not_answer_is_said(world: World, page: Page) -> None:
    with posted(world, page, actions(button("log", "Log"))) as (message, _):
        pass
    message.get_by_role("button", name="Log").click()
    expect(page.get_by_text("trouble connecting").or_(page.get_by_text("dispatch_failed")).first).to_be_visible()


def test_the_home_tab_is_what_the_app_published(world: World, page: Page) -> None:
    def home(text: str) -> Json:
        blocks = [{"type": "section", "text": plain(text)}, actions(button("go", "Go on"))]
        return {"type": "home", "blocks": blocks}

    with connected(app := app_for(world), world):
        received = answering(app)
        app.event("app_home_opened")(
            lambda event, client: client.views_publish(user_id=event["user"], view=home("Good day"))
        )
        page.locator("#sidebar [data-arg=home]").click()
        expect(page.locator(".home")).to_contain_text("Good day")
        page.locator(".home").get_by_role("button", name="Go on").click()
        assert told(world, received)["action_id"] == "go"
        world.web_client().views_publish(user_id=world.person("amy"), view=home("Good evening"))
        expect(page.locator(".home")).to_contain_text("Good evening")
