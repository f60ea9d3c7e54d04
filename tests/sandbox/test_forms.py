"""Modals: filled in, checked by the client, sent off, stacked, closed."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox.manifest import Manifest
from tests.sandbox.conftest import refusal
from tests.slack_world import Form, World, app_for, connected, running_world

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def text_input(block_id: str, *, optional: bool = False, **element: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": f"{block_id}_text", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "optional": optional, "element": element}


def modal(*blocks: Json, **more: Any) -> Json:
    shape = {"type": "modal", "callback_id": "form", "title": plain("Hand off"), "submit": plain("Go")}
    return {**shape, "blocks": list(blocks or [text_input("name")]), **more}


def opening(app: App, view: Json) -> None:
    """Lets `/sla` open a view."""

    def open_it(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    app.command("/sla")(open_it)


def opened(world: World, app: App, view: Json) -> Form:
    opening(app, view)
    return world.command("amy", "#smarketing", "/sla lead").form()


def answering(app: App, **answer: Any) -> list[Json]:
    """Lets the app answer submissions so; returns the list of what it received."""
    bodies: list[Json] = []
    app.view("form")(lambda ack, body: (bodies.append(body), ack(**answer)))
    return bodies


def test_an_empty_ack_closes_the_form(world: World) -> None:
    with connected(app := app_for(world), world):
        bodies = answering(app)
        shown = opened(world, app, modal(private_metadata="L-1")).submit(name="Ada")
    assert (shown.result, world.forms("amy")) == ("closed", [])
    view = bodies[0]["view"]
    assert view["state"]["values"] == {"name": {"name_text": {"type": "plain_text_input", "value": "Ada"}}}
    assert (view["private_metadata"], view["callback_id"]) == ("L-1", "form")


def test_a_required_input_keeps_the_form_from_leaving(world: World) -> None:
    with connected(app := app_for(world), world):
        bodies = answering(app)
        shown = opened(world, app, modal()).submit()
    assert (shown.result, list(shown.errors), bodies) == ("client_errors", ["name"], [])


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"max_length": 3}, "four"),
        ({"min_length": 5}, "four"),
        ({"type": "email_text_input"}, "nobody"),
        ({"type": "url_text_input"}, "nowhere"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "10"}, "11"),
    ],
)
def test_slacks_client_checks_lengths_and_formats(world: World, element: Json, value: str) -> None:
    with connected(app := app_for(world), world):
        shown = opened(world, app, modal(text_input("name", **element))).submit(name=value)
    assert shown.result == "client_errors"


def test_the_apps_errors_stand_at_their_blocks_and_the_form_stays(world: World) -> None:
    with connected(app := app_for(world), world):
        answering(app, response_action="errors", errors={"name": "Nobody is called that."})
        form = opened(world, app, modal())
        shown = form.submit(name="Ada")
    assert (shown.result, shown.errors) == ("errors", {"name": "Nobody is called that."})
    assert world.forms("amy")[0].value("name")["value"] == "Ada"


def test_errors_for_a_block_that_is_no_input_are_refused_loudly(world: World) -> None:
    with connected(app := app_for(world), world):
        answering(app, response_action="errors", errors={"surname": "x"})
        form = opened(world, app, modal())
        order = {"user": "amy", "view_id": form.id, "values": {"name": {"name_text": "Ada"}}}
        refused = world.client.post(f"{world.url}/_sandbox/submit", json=order)
    assert refused.status_code == 502 and "surname" in refused.json()["sentence"]


def test_an_answer_may_update_the_form(world: World) -> None:
    with connected(app := app_for(world), world):
        answering(app, response_action="update", view=modal(text_input("company"), title=plain("Next")))
        shown = opened(world, app, modal()).submit(name="Ada")
    assert (shown.result, world.forms("amy")[0].title) == ("updated", "Next")


def test_an_answer_may_push_a_form_which_knows_the_one_below(world: World) -> None:
    with connected(app := app_for(world), world):
        answering(app, response_action="push", view=modal(title=plain("Two")))
        form = opened(world, app, modal())
        assert form.submit(name="Ada").result == "pushed"
    below, top = world.forms("amy")
    assert (top.face["previous_view_id"], top.face["root_view_id"]) == (below.id, below.id)


def test_a_fourth_form_is_too_many(world: World) -> None:
    with connected(app := app_for(world), world):
        answering(app, response_action="push", view=modal())
        opened(world, app, modal()).submit(name="Ada")
        world.forms("amy")[-1].submit(name="Ada")
        order = {"user": "amy", "values": {"name": {"name_text": "Ada"}}}
        refused = world.client.post(f"{world.url}/_sandbox/submit", json=order)
    assert "push_limit_reached" in refused.json()["sentence"]
    assert len(world.forms("amy")) == 3


def test_an_answer_may_clear_the_whole_stack(world: World) -> None:
    with connected(app := app_for(world), world):
        answering(app, response_action="clear")
        assert opened(world, app, modal()).submit(name="Ada").result == "cleared"
    assert world.forms("amy") == []


def test_a_form_without_an_answer_in_time_stays_open(world: World) -> None:
    world.settings(ack_seconds=0.2)
    with connected(app := app_for(world), world):
        app.view("form")(lambda: None)
        shown = opened(world, app, modal()).submit(name="Ada")
    assert shown.error == "operation_timeout"
    assert len(world.forms("amy")) == 1


@pytest.mark.parametrize("asked", [True, False])
def test_closing_is_told_only_where_it_was_asked_for(world: World, asked: bool) -> None:
    bodies: list[Json] = []
    with connected(app := app_for(world), world):
        app.view_closed("form")(lambda ack, body: (bodies.append(body), ack()))
        opened(world, app, modal(notify_on_close=asked)).close()
    assert len(bodies) == int(asked)
    assert world.forms("amy") == []


def test_an_optional_input_may_stay_empty_and_initial_values_count(world: World) -> None:
    with connected(app := app_for(world), world):
        bodies = answering(app)
        view = modal(text_input("name", initial_value="Ada"), text_input("note", optional=True))
        assert opened(world, app, view).submit().result == "closed"
    values = bodies[0]["view"]["state"]["values"]
    assert (values["name"]["name_text"]["value"], values["note"]["note_text"]["value"]) == ("Ada", None)


def test_an_update_with_an_old_hash_conflicts(world: World, slack: WebClient) -> None:
    with connected(app := app_for(world), world):
        form = opened(world, app, modal())
    slack.views_update(view_id=form.id, hash=form.face["hash"], view=modal(title=plain("New")))
    assert refusal(slack.views_update, view_id=form.id, hash=form.face["hash"], view=modal()) == "hash_conflict"
    assert world.forms("amy")[0].title == "New"


def test_a_view_is_updated_by_the_apps_own_name_for_it(world: World, slack: WebClient) -> None:
    with connected(app := app_for(world), world):
        opened(world, app, modal(external_id="loading"))
    slack.views_update(external_id="loading", view=modal(title=plain("Ready")))
    assert world.forms("amy")[0].title == "Ready"


def test_a_closed_view_can_not_be_updated(world: World, slack: WebClient) -> None:
    assert refusal(slack.views_update, view_id="V0000000000", view=modal()) == "not_found"


def test_a_view_above_250_kilobytes_is_too_large(world: World) -> None:
    blocks = [text_input(f"b{n}", initial_value="x" * 3000) for n in range(90)]
    codes: list[str] = []
    with connected(app := app_for(world), world):

        @app.command("/sla")
        def open_it(ack: Any, body: Json, client: WebClient) -> None:
            codes.append(refusal(client.views_open, trigger_id=body["trigger_id"], view=modal(*blocks)))
            ack()

        world.command("amy", "#smarketing", "/sla lead")
    assert codes == ["view_too_large"]


def test_an_invalid_view_is_refused_as_invalid_arguments(world: World, slack: WebClient) -> None:
    view = modal(title=plain("x" * 25))
    assert refusal(slack.views_open, trigger_id="1.2.3", view=view) == "invalid_arguments"


def test_a_home_tab_that_is_off_can_not_be_published() -> None:
    with running_world(Manifest(home_tab=False)) as world:
        slack = world.web_client()
        code = refusal(slack.views_publish, user_id=world.person("amy"), view={"type": "home", "blocks": []})
    assert code == "not_enabled"


def test_a_press_within_a_form_may_push_another(world: World) -> None:
    button = {"type": "button", "action_id": "more", "text": plain("More"), "value": "1"}
    with connected(app := app_for(world), world):

        @app.action("more")
        def push(ack: Any, body: Json, client: WebClient) -> None:
            ack()
            client.views_push(trigger_id=body["trigger_id"], view=modal(title=plain("Two")))

        form = opened(world, app, modal({"type": "actions", "elements": [button]}))
        assert form.press("more").form().title == "Two"
    assert [one.title for one in world.forms("amy")] == ["Hand off", "Two"]


def test_a_select_of_channels_may_yield_a_response_url(world: World) -> None:
    element = {"type": "conversations_select", "action_id": "to", "response_url_enabled": True}
    block = {"type": "input", "block_id": "where", "label": plain("Where"), "element": element}
    with connected(app := app_for(world), world):
        bodies = answering(app)
        opened(world, app, modal(block)).submit(where="#smarketing")
    (url,) = bodies[0]["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("where", "to", world.channel("#smarketing"))
    world.client.post(url["response_url"], json={"text": "to all", "response_type": "in_channel"})
    assert world.last("#smarketing").text == "to all"
