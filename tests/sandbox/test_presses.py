"""Buttons and menus, in messages, forms and the Home tab."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from tests.slack_world import Seen, World, app_for, connected

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


OPTIONS = [{"text": plain("Call"), "value": "call"}, {"text": plain("E-mail"), "value": "email"}]
CALLED = {"type": "button", "action_id": "called", "text": plain("Called"), "value": "L-1"}
OTHER = {**CALLED, "value": "L-2"}
CHANNEL = {"type": "static_select", "action_id": "by", "options": OPTIONS}
PERSON = {"type": "users_select", "action_id": "to"}
MORE = {"type": "overflow", "action_id": "more", "options": OPTIONS}


def lead(slack: WebClient, *elements: Json) -> Seen:
    blocks = [{"type": "actions", "block_id": f"b{n}", "elements": [one]} for n, one in enumerate(elements)]
    posted = slack.chat_postMessage(channel="#smarketing", text="a lead", blocks=blocks)
    return Seen(posted["message"])


def recording(app: App, action_id: str) -> list[Json]:
    """Lets the app acknowledge an action; returns the list of what it received."""
    bodies: list[Json] = []
    app.action(action_id)(lambda ack, body: (bodies.append(body), ack()))
    return bodies


def test_a_button_sends_its_value_with_the_whole_message(world: World, slack: WebClient) -> None:
    message = lead(slack, CALLED)
    with connected(app := app_for(world), world):
        bodies = recording(app, "called")
        assert world.press("rita", "#smarketing", message, "called").error is None
    body = bodies[0]
    assert body["actions"][0]["value"] == "L-1"
    assert body["message"]["ts"] == message.ts
    assert body["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": world.channel("#smarketing"),
        "is_ephemeral": False,
    }


def test_a_value_tells_buttons_of_one_name_apart(world: World, slack: WebClient) -> None:
    message = lead(slack, CALLED, OTHER)
    with connected(app := app_for(world), world):
        bodies = recording(app, "called")
        world.press("rita", "#smarketing", message, "called", "L-2")
    assert (bodies[0]["actions"][0]["value"], bodies[0]["actions"][0]["block_id"]) == ("L-2", "b1")


@pytest.mark.parametrize(
    ("element", "value", "key", "expected"),
    [
        (CHANNEL, "email", "selected_option", OPTIONS[1]),
        (CHANNEL, "Call", "selected_option", OPTIONS[0]),
        (MORE, "call", "selected_option", OPTIONS[0]),
        ({"type": "datepicker", "action_id": "on"}, "2026-10-01", "selected_date", "2026-10-01"),
        ({"type": "timepicker", "action_id": "at"}, "09:30", "selected_time", "09:30"),
        ({"type": "checkboxes", "action_id": "c", "options": OPTIONS}, ["call"], "selected_options", OPTIONS[:1]),
    ],
)
def test_a_choice_is_sent_in_slacks_shape(world: World, element: Json, value: Any, key: str, expected: Any) -> None:
    message = lead(world.web_client(), element)
    with connected(app := app_for(world), world):
        bodies = recording(app, element["action_id"])
        world.press("rita", "#smarketing", message, element["action_id"], value)
    assert bodies[0]["actions"][0][key] == expected


def test_a_person_is_chosen_by_handle_and_kept_in_the_state(world: World, slack: WebClient) -> None:
    message = lead(slack, PERSON, CALLED)
    with connected(app := app_for(world), world):
        recording(app, "to")
        bodies = recording(app, "called")
        world.press("rita", "#smarketing", message, "to", "@remo")
        world.press("rita", "#smarketing", message, "called")
    assert bodies[0]["state"]["values"]["b0"]["to"]["selected_user"] == world.person("remo")


def test_a_press_may_replace_its_message(world: World, slack: WebClient) -> None:
    message = lead(slack, CALLED)
    with connected(app := app_for(world), world):
        app.action("called")(lambda ack, respond: (ack(), respond("done", replace_original=True)))
        shown = world.press("rita", "#smarketing", message, "called")
        world.until(lambda: [one for one in shown.consequences() if one["kind"] == "replaced"], "not replaced")
    assert world.last("#smarketing").text == "done"


def test_a_press_may_delete_its_message(world: World, slack: WebClient) -> None:
    message = lead(slack, CALLED)
    with connected(app := app_for(world), world):
        app.action("called")(lambda ack, respond: (ack(), respond(delete_original=True)))
        world.press("rita", "#smarketing", message, "called")
        world.until(lambda: not world.messages("#smarketing"), "the message is still there")


def test_a_press_in_an_ephemeral_message_does_not_carry_it(world: World, slack: WebClient) -> None:
    blocks = [{"type": "actions", "elements": [CALLED]}]
    slack.chat_postEphemeral(channel="#smarketing", user=world.person("rita"), text="psst", blocks=blocks)
    with connected(app := app_for(world), world):
        bodies = recording(app, "called")
        world.press("rita", "#smarketing", world.last("#smarketing", "rita"), "called")
    assert bodies[0]["container"]["is_ephemeral"] and "message" not in bodies[0]


def test_nobody_presses_what_they_do_not_see(world: World, slack: WebClient) -> None:
    message = lead(slack, CALLED)
    order = {"user": "rita", "channel": "#smarketing", "ts": message.ts, "action_id": "won"}
    refusal = world.client.post(f"{world.url}/_sandbox/press", json=order)
    assert refusal.status_code == 404
    assert "there are called" in refusal.json()["sentence"]


@pytest.mark.parametrize(
    ("buttons", "sentence"),
    [
        ((CALLED, OTHER), "No button called has the value L-9; the values there are: L-1, L-2."),
        (({"type": "button", "action_id": "called", "text": plain("Go")},), "has the value L-9; they have no values."),
    ],
)
def test_a_value_that_no_button_has_is_refused_with_those_there_are(
    world: World, slack: WebClient, buttons: tuple[Json, ...], sentence: str
) -> None:
    order = {"user": "rita", "channel": "#smarketing", "ts": lead(slack, *buttons).ts, "action_id": "called"}
    refusal = world.client.post(f"{world.url}/_sandbox/press", json={**order, "value": "L-9"})
    assert refusal.status_code == 404 and refusal.json()["sentence"].endswith(sentence)
    assert world.transcript("envelope") == []


def test_buttons_in_cards_and_containers_are_pressed_as_well(world: World, slack: WebClient) -> None:
    text = {"type": "mrkdwn", "text": "Ada"}
    child = {"type": "actions", "elements": [{**OTHER, "action_id": "inner"}]}
    blocks = [
        {"type": "carousel", "elements": [{"type": "card", "title": text, "actions": [CALLED]}]},
        {"type": "container", "title": plain("More"), "child_blocks": [child]},
    ]
    slack.chat_postMessage(channel="#smarketing", text="cards", blocks=blocks)
    with connected(app := app_for(world), world):
        in_card, in_container = recording(app, "called"), recording(app, "inner")
        for action_id in ("called", "inner"):
            assert world.press("rita", "#smarketing", world.last("#smarketing"), action_id).error is None
    assert [one[0]["actions"][0]["value"] for one in (in_card, in_container)] == ["L-1", "L-2"]


def test_an_external_select_asks_the_app_for_its_options(world: World, slack: WebClient) -> None:
    message = lead(slack, {"type": "external_select", "action_id": "lead", "min_query_length": 2})
    with connected(app := app_for(world), world):
        app.options("lead")(lambda ack, payload: ack(options=[{"text": plain(payload["value"]), "value": "1"}]))
        order = {"user": "rita", "channel": "#smarketing", "ts": message.ts, "action_id": "lead"}
        assert world.post("suggest", {**order, "value": "A"})["options"] == []
        assert world.post("suggest", {**order, "value": "Ada"})["options"][0]["text"]["text"] == "Ada"


def test_the_home_tab_is_published_and_pressed(world: World) -> None:
    with connected(app := app_for(world), world):

        @app.event("app_home_opened")
        def publish(event: Json, client: WebClient) -> None:
            view = {"type": "home", "blocks": [{"type": "actions", "elements": [CALLED]}]}
            client.views_publish(user_id=event["user"], view=view)

        bodies = recording(app, "called")
        world.open_home("amy")
        assert world.home("amy").press("called").error is None
    assert bodies[0]["view"]["type"] == "home" and bodies[0]["container"]["type"] == "view"
