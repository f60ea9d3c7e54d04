"""Forms in the browser: filled in by mouse and by keyboard, with errors, updates, stacks, and trouble."""

from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.shapes import (
    OPTIONS,
    actions,
    answering,
    button,
    element,
    field,
    modal,
    open_form,
    option,
    plain,
    values,
)
from tests.sandbox.page.showing import page, tab
from tests.slack_world import World, app_for, connected

__all__ = ["page", "tab"]


def form(page: Page) -> Locator:
    return page.get_by_role("dialog")


def options(page: Page) -> Locator:
    return page.locator(".choices-popup").get_by_role("option")


def send(page: Page) -> None:
    form(page).get_by_role("button", name="Send").click()


def test_a_form_opens_live_is_sent_off_and_goes(world: World, page: Page) -> None:
    with open_form(world, modal()) as received:
        expect(form(page)).to_contain_text("Hand off")
        form(page).get_by_label("Name").fill("Ada")
        send(page)
        expect(form(page)).to_be_hidden()
    assert values(received[0])["name"]["value"] == "Ada"


def test_what_is_missing_stands_at_its_field_and_nothing_leaves(world: World, page: Page) -> None:
    with open_form(world, modal(field("note", optional=True), field("name"))) as received:
        send(page)
        name = form(page).get_by_label("Name")
        expect(form(page).locator("[data-block-id=name]")).to_contain_text("Please complete this required field.")
        expect(name).to_be_focused()
        expect(name).to_have_attribute("aria-invalid", "true")
    assert not received


def test_the_apps_errors_stand_at_their_fields_until_they_are_mended(world: World, page: Page) -> None:
    errors = {"name": "Nobody is called that."}
    with open_form(world, modal(), response_action="errors", errors=errors):
        form(page).get_by_label("Name").fill("Zed")
        send(page)
        alert = form(page).get_by_role("alert")
        expect(alert).to_have_text("Nobody is called that.")
        described = form(page).get_by_label("Name").get_attribute("aria-describedby") or ""
        assert any("Nobody" in page.locator(f"#{one}").inner_text() for one in described.split())
        form(page).get_by_label("Name").press_sequentially("d")
        expect(alert).to_be_hidden()


def test_what_is_typed_survives_a_reload(world: World, page: Page) -> None:
    with open_form(world, modal(field("name"), field("day", element("datepicker", "day")))) as received:
        form(page).get_by_label("Name").fill("Ada")
        form(page).get_by_label("Day", exact=True).fill("2026-10-05")
        page.reload()
        expect(form(page).get_by_label("Name")).to_have_value("Ada")
        send(page)
        expect(form(page)).to_be_hidden()
    assert values(received[0])["day"]["selected_date"] == "2026-10-05"


def test_an_update_keeps_what_is_typed_and_where(world: World, page: Page) -> None:
    with open_form(world, modal()):
        form(page).get_by_label("Name").fill("Ad")
        view_id = world.forms("amy")[0].id
        world.web_client().views_update(view_id=view_id, view=modal(field("company"), field("name"), title="More"))
        expect(form(page)).to_contain_text("More")
        page.keyboard.type("a")
        expect(form(page).get_by_label("Name")).to_have_value("Ada")
        expect(form(page).get_by_label("Company")).to_have_value("")


def test_a_field_that_changes_itself_keeps_its_words_and_the_cursor(world: World, page: Page) -> None:
    with open_form(world, modal()):
        form(page).get_by_label("Name").fill("Ad")
        view = modal(field("name", hint=plain("As she writes it")))
        world.web_client().views_update(view_id=world.forms("amy")[0].id, view=view)
        expect(form(page)).to_contain_text("As she writes it")
        expect(form(page).get_by_label("Name")).to_be_focused()
        page.keyboard.type("a")
        expect(form(page).get_by_label("Name")).to_have_value("Ada")


def test_forms_stack_three_high_and_come_back_one_by_one(world: World, page: Page) -> None:
    with open_form(world, modal(title="One"), response_action="push", view=modal(title="Next")):
        for depth in ("2 of 2", "3 of 3"):
            form(page).get_by_label("Name").fill("Ada")
            send(page)
            expect(form(page)).to_contain_text(depth)
        page.keyboard.press("Escape")
        expect(form(page)).to_contain_text("2 of 2")
        form(page).get_by_role("button", name="Cancel").click()
        expect(form(page)).to_contain_text("One")
        expect(form(page).get_by_label("Name")).to_have_value("Ada")


def test_a_form_can_clear_all(world: World, page: Page) -> None:
    with open_form(world, modal(), response_action="clear"):
        form(page).get_by_label("Name").fill("Ada")
        send(page)
        expect(form(page)).to_be_hidden()


def test_escape_closes_and_the_app_hears_of_it_where_it_asked(world: World, page: Page) -> None:
    with open_form(world, modal(notify_on_close=True)) as received:
        expect(form(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(form(page)).to_be_hidden()
        world.until(lambda: received, "the app did not hear of it")
    assert (received[0]["type"], received[0]["is_cleared"]) == ("view_closed", False)


def test_a_form_stays_with_a_sentence_when_the_app_does_not_answer(world: World, page: Page) -> None:
    world.settings(ack_seconds=0.3)
    with connected(app := app_for(world), world):
        app.command("/ticket")(
            lambda ack, body, client: (ack(), client.views_open(trigger_id=body["trigger_id"], view=modal()))
        )
        app.view("form")(lambda: None)
        world.command("amy", "#smarketing", "/ticket new").form()
        form(page).get_by_label("Name").fill("Ada")
        send(page)
        expect(form(page).get_by_role("alert")).to_contain_text("trouble connecting")
        expect(form(page).get_by_label("Name")).to_have_value("Ada")
        expect(form(page).get_by_role("button", name="Send")).to_be_enabled()
    world.settings(ack_seconds=3)


def test_a_form_is_filled_in_and_sent_by_keyboard_alone(world: World, page: Page) -> None:
    blocks = [
        field("name"),
        field("tier", element("static_select", "tier", options=OPTIONS)),
        field("day", element("datepicker", "day")),
        field("boxes", element("checkboxes", "boxes", options=OPTIONS)),
        field("one", element("radio_buttons", "one", options=OPTIONS)),
    ]
    with open_form(world, modal(*blocks)) as received:
        expect(form(page).get_by_label("Name")).to_be_focused()
        page.keyboard.type("Ada")
        page.keyboard.press("Tab")
        page.keyboard.type("war")
        expect(options(page)).to_have_count(1)
        press(page, "ArrowDown", "Enter", "Tab")
        page.keyboard.type("2026-10-05")
        press(page, "Tab", "Tab", "Space", "Tab", "Tab", "Space", "Tab", "Space", "ArrowDown", "Tab", "Tab", "Enter")
        expect(form(page)).to_be_hidden()
    sent = values(received[0])
    assert (sent["name"]["value"], sent["tier"]["selected_option"]["value"]) == ("Ada", "warm")
    assert (sent["day"]["selected_date"], sent["one"]["selected_option"]["value"]) == ("2026-10-05", "warm")
    assert [one["value"] for one in sent["boxes"]["selected_options"]] == ["hot", "cold"]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)


def test_the_focus_stays_within_the_form(world: World, page: Page) -> None:
    with open_form(world, modal()):
        expect(form(page).get_by_label("Name")).to_be_focused()
        press(page, *["Tab"] * 6)
        assert page.evaluate("Boolean(document.activeElement.closest('[role=dialog]'))")


def test_a_half_typed_day_is_not_sent(world: World, page: Page) -> None:
    with open_form(world, modal(field("day", element("datepicker", "day"), optional=True))) as received:
        form(page).locator("[data-action-id=day]").fill("2026-10")
        send(page)
        expect(form(page).get_by_role("alert")).to_contain_text("2026-10-05")
    assert not received


def test_an_input_can_tell_the_app_when_enter_is_pressed(world: World, page: Page) -> None:
    with open_form(world, modal(field("name", dispatch_action=True))) as received:
        form(page).get_by_label("Name").fill("Ada")
        assert not received
        page.keyboard.press("Enter")
        world.until(lambda: received, "the app was not told")
        expect(form(page)).to_be_visible()
    assert (received[0]["type"], received[0]["actions"][0]["value"]) == ("block_actions", "Ada")


def test_an_input_can_tell_the_app_of_each_character(world: World, page: Page) -> None:
    told = element("plain_text_input", "name", dispatch_action_config={"trigger_actions_on": ["on_character_entered"]})
    with open_form(world, modal(field("name", told, dispatch_action=True))) as received:
        form(page).get_by_label("Name").press_sequentially("Ada")
        world.until(lambda: len(received) == 3, "the app was not told")
    assert [one["actions"][0]["value"] for one in received] == ["A", "Ad", "Ada"]


def test_what_may_still_be_typed_is_counted(world: World, page: Page) -> None:
    with open_form(world, modal(field("name", element("plain_text_input", "name", max_length=5)))) as received:
        form(page).get_by_label("Name").fill("Ada L.")
        expect(form(page).locator(".count")).to_have_text("-1")
        send(page)
        expect(form(page).get_by_role("alert")).to_have_text("Must be at most 5 characters.")
    assert not received


def test_people_are_chosen_and_several_are_chips(world: World, page: Page) -> None:
    chooser = field("reps", element("multi_users_select", "reps"))
    with open_form(world, modal(chooser)) as received:
        for name in ("Rita", "Remo"):
            form(page).get_by_label("Reps").fill(name)
            options(page).filter(has_text=name).click()
        page.keyboard.press("Escape")
        form(page).locator(".q-chip__icon--remove").first.click()
        expect(form(page).locator(".q-chip")).to_have_count(1)
        send(page)
        expect(form(page)).to_be_hidden()
    assert values(received[0])["reps"]["selected_users"] == [world.person("remo")]


def test_a_day_a_time_and_an_instant_are_picked(world: World, page: Page) -> None:
    blocks = [
        field("day", element("datepicker", "day", initial_date="2026-10-05")),
        field("time", element("timepicker", "time")),
        field("instant", element("datetimepicker", "instant")),
    ]
    with open_form(world, modal(*blocks)) as received:
        form(page).locator("[data-block-id=day]").get_by_label("Open the calendar").click()
        page.locator(".q-date").get_by_role("button", name="20", exact=True).click()
        expect(form(page).get_by_label("Day", exact=True).first).to_have_value("2026-10-20")
        form(page).locator("[data-action-id=time]").fill("13:30")
        instant = form(page).locator("[data-block-id=instant]")
        instant.get_by_label("Day").fill("2026-10-05")
        instant.get_by_label("Time").fill("09:00")
        send(page)
        expect(form(page)).to_be_hidden()
    sent = values(received[0])
    assert (sent["day"]["selected_date"], sent["time"]["selected_time"]) == ("2026-10-20", "13:30")
    assert sent["instant"]["selected_date_time"] == 1791183600


def test_rich_text_and_files_are_handed_over(world: World, page: Page) -> None:
    blocks = [field("text", element("rich_text_input", "text")), field("files", element("file_input", "files"))]
    with open_form(world, modal(*blocks)) as received:
        form(page).get_by_label("Text").fill("Hi *Ada*")
        with page.expect_file_chooser() as chooser:
            form(page).get_by_label("Files").click()
        chooser.value.set_files({"name": "leads.csv", "mimeType": "text/csv", "buffer": b"a,b"})
        expect(form(page)).to_contain_text("leads.csv")
        send(page)
        expect(form(page)).to_be_hidden()
    sent = values(received[0])
    assert sent["text"]["rich_text_value"]["elements"][0]["elements"][1]["style"] == {"bold": True}
    assert [one["name"] for one in sent["files"]["files"]] == ["leads.csv"]


def test_the_app_suggests_options_for_what_is_typed(world: World, page: Page) -> None:
    chooser = field("lead", element("external_select", "lead", min_query_length=2))
    with connected(app := app_for(world), world):
        received = answering(app)
        app.options("lead")(lambda ack, body: ack(options=[option(f"L-{body['value']}", f"Lead {body['value']}")]))
        app.command("/ticket")(
            lambda ack, body, client: (ack(), client.views_open(trigger_id=body["trigger_id"], view=modal(chooser)))
        )
        world.command("amy", "#smarketing", "/ticket new").form()
        form(page).get_by_label("Lead").fill("Ada")
        options(page).filter(has_text="Lead Ada").click()
        send(page)
        expect(form(page)).to_be_hidden()
    assert values(received[0])["lead"]["selected_option"]["value"] == "L-Ada"


def test_a_press_within_a_form_asks_first_and_carries_what_is_typed(world: World, page: Page) -> None:
    question = {
        "title": plain("Really?"),
        "text": plain("It is gone then."),
        "confirm": plain("Go"),
        "deny": plain("No"),
    }
    with open_form(world, modal(field("name"), actions(button("drop", "Drop", confirm=question)))) as received:
        form(page).get_by_label("Name").fill("Ada")
        form(page).get_by_role("button", name="Drop").click()
        page.get_by_role("alertdialog").get_by_role("button", name="No").click()
        expect(page.get_by_role("alertdialog")).to_be_hidden()
        assert not received
        form(page).get_by_role("button", name="Drop").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Go").click()
        world.until(lambda: received, "the app was not told")
    assert values(received[0])["name"]["value"] == "Ada"
