"""Under the hood: both ways' JSON of all that happens, and what Slack would refuse, with the reason and the place."""

import json
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.feed import Feed
from sandbox.transcript import Transcript
from tests.sandbox.conftest import refusal
from tests.slack_world import World, app_for, connected

Json = dict[str, Any]
TOO_LONG = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
FORM: Json = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "T"},
    "submit": {"type": "plain_text", "text": "Go"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


def test_a_refused_call_carries_the_reason_and_the_pointer(world: World, slack: WebClient) -> None:
    refusal(slack.chat_postMessage, channel="#smarketing", text="hi", blocks=TOO_LONG)
    (call,) = world.transcript("call", "chat.postMessage")
    assert (call["refusal"]["code"], call["refusal"]["pointers"]) == ("invalid_blocks", ["/blocks/0/text/text"])
    assert call["refusal"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_a_refusal_without_a_place_has_no_pointer(world: World, slack: WebClient) -> None:
    refusal(slack.chat_postMessage, channel="#general", text="hi")
    (call,) = world.transcript("call", "chat.postMessage")
    assert call["refusal"] == {"code": "not_in_channel", "messages": [], "pointers": []}


def test_what_slack_takes_has_no_refusal(world: World, slack: WebClient) -> None:
    slack.auth_test()
    (call,) = world.transcript("call")
    assert call["refusal"] is None


def test_a_body_that_is_no_json_is_kept_with_its_refusal(world: World) -> None:
    broken: Json = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    world.client.post(f"{world.api_url}auth.test", **broken)
    (call,) = world.transcript("call", "auth.test")
    assert (call["refusal"]["code"], call["status"]) == ("invalid_json", 200)


def test_json_that_came_as_a_string_is_kept_as_what_it_says(world: World) -> None:
    form = {"channel": "#smarketing", "text": "hi", "blocks": json.dumps(TOO_LONG), "token": world.bot_token}
    world.client.post(f"{world.api_url}chat.postMessage", data=form)
    (call,) = world.transcript("call", "chat.postMessage")
    assert call["args"]["blocks"] == TOO_LONG and "token" not in call["args"]


def test_the_use_of_a_response_url_is_kept_with_its_refusal(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack, respond: (ack(), respond(text="hi", blocks=TOO_LONG)))
        world.command("amy", "#smarketing", "/sla")
        world.until(lambda: world.transcript("response"), "nothing was sent to the response URL")
    (sent,) = world.transcript("response")
    assert (sent["status"], sent["refusal"]["pointers"]) == (400, ["/blocks/0/text/text"])
    assert sent["args"]["blocks"] == TOO_LONG


def test_an_ack_that_slack_would_refuse_is_said_and_kept(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack: ack(text="hi", blocks=TOO_LONG))
        order = {"user": "amy", "channel": "#smarketing", "text": "/sla"}
        answer = world.client.post(f"{world.url}/_sandbox/command", json=order)
    assert answer.status_code == 502 and "invalid_blocks" in answer.json()["sentence"]
    (envelope,) = world.transcript("envelope")
    assert envelope["refusal"]["pointers"] == ["/blocks/0/text/text"]


def test_errors_for_what_is_no_input_are_said_and_kept(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(
            lambda ack, body, client: (ack(), client.views_open(trigger_id=body["trigger_id"], view=FORM))
        )
        app.view("")(lambda ack: ack(response_action="errors", errors={"nowhere": "wrong"}))
        form = world.command("amy", "#smarketing", "/sla").form()
        order = {"user": "amy", "view_id": form.id, "values": {"name": {"text": "Ada"}}}
        answer = world.client.post(f"{world.url}/_sandbox/submit", json=order)
    assert answer.status_code == 502 and "nowhere" in answer.json()["sentence"]
    assert world.transcript("envelope")[-1]["refusal"]["pointers"] == ["/errors/nowhere"]


def test_a_page_can_follow_the_transcript(world: World, slack: WebClient) -> None:
    cursor = world.get("state")["cursor"]
    slack.auth_test()
    told = world.get("changes", cursor=str(cursor), kinds="transcript")["changes"]
    assert {one["entry"] for one in told} == {one["n"] for one in world.transcript()}


def test_entries_are_read_from_where_one_is(world: World, slack: WebClient) -> None:
    for _ in range(3):
        slack.auth_test()
    newest = world.get("transcript", since="2")["entries"]
    assert [one["n"] for one in newest] == [3]


@pytest.fixture
def small() -> Transcript:
    """A transcript that holds ten kilobytes."""
    return Transcript(lambda: 0, Feed(), bytes_max=10_000)


def test_the_oldest_entries_make_room(small: Transcript) -> None:
    for _ in range(50):
        small.settle(small.record("call", method="x"), answer="y" * 1000)
    kept = small.entries()
    assert len(kept) < 10 and kept[-1]["n"] == 50
    assert small.find(50) is kept[-1] and small.find(1) is None


def test_one_entry_larger_than_all_room_is_kept_alone(small: Transcript) -> None:
    small.record("call", method="before")
    huge = small.record("call", args="y" * 50_000)
    assert small.entries() == [huge]
    small.settle(huge, answer={})
    assert small.entries(since=1) == [huge]
