"""Each further way in which a call fails: errors, cuts, broken answers, late landings, a door that is shut."""

import json
import socket
from http.client import RemoteDisconnected
from urllib.error import URLError

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.sandbox.conftest import refusal
from tests.sandbox.test_faults import count
from tests.sandbox.test_files import PNG
from tests.slack_world import World


def raw(world: World, method: str = "chat.postMessage", **body: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {world.bot_token}"}
    order = {"channel": "#smarketing", "text": "hi", **body}
    return world.client.post(f"{world.api_url}{method}", json=order, headers=headers)


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "a_code_that_nobody_knows"])
@pytest.mark.parametrize("accept", [False, True])
def test_an_error_is_answered_before_or_after_the_call_happened(world: World, code: str, accept: bool) -> None:
    world.fault("error", method="chat.postMessage", code=code, accept=accept)
    assert raw(world).json() == {"ok": False, "error": code}
    assert count(world) == int(accept)


def test_a_reset_may_come_before_anything_happens(world: World, slack: WebClient) -> None:
    world.fault("reset", method="chat.postMessage")
    with pytest.raises((ConnectionResetError, RemoteDisconnected)):
        slack.chat_postMessage(channel="#smarketing", text="hi")
    assert count(world) == 0


def test_a_connection_may_end_without_an_answer_after_the_call_happened(world: World, slack: WebClient) -> None:
    world.fault("accept_then_eof", method="chat.postMessage")
    with pytest.raises(RemoteDisconnected):
        slack.chat_postMessage(channel="#smarketing", text="hi")
    assert count(world) == 1


def test_an_answer_may_break_off_in_the_middle(world: World) -> None:
    world.fault("truncated", method="chat.postMessage")
    answer = raw(world)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert count(world) == 1


def test_a_page_may_come_instead_of_json(world: World, slack: WebClient) -> None:
    world.fault("html", method="chat.postMessage")
    assert raw(world).headers["content-type"].startswith("text/html")
    with pytest.raises(SlackApiError, match=r"unparsable|non-JSON|HTML|html"):
        slack.chat_postMessage(channel="#smarketing", text="hi")
    assert count(world) == 0


def test_an_answer_may_be_huge(world: World) -> None:
    world.fault("huge", method="chat.postMessage")
    answer = raw(world)
    assert len(answer.content) > 50 * 1024 * 1024 and answer.json()["ok"]


def test_an_answer_may_lack_the_ts(world: World) -> None:
    world.fault("without_ts", method="chat.postMessage")
    answer = raw(world).json()
    assert answer["ok"] and "ts" not in answer and "ts" not in answer["message"]
    assert count(world) == 1


def test_a_message_may_land_only_after_a_look_up(world: World, slack: WebClient) -> None:
    channel = world.channel("#smarketing")
    world.fault("lands_after_look_up", method="chat.postMessage", count=1)
    with pytest.raises((ConnectionResetError, RemoteDisconnected)):
        slack.chat_postMessage(channel=channel, text="late")
    assert count(world) == 0
    assert slack.conversations_history(channel=channel)["messages"] == []
    assert [one["text"] for one in slack.conversations_history(channel=channel)["messages"]] == ["late"]


def test_something_may_happen_just_before_a_call(world: World, slack: WebClient) -> None:
    order = {"channel": "#smarketing", "is_archived": True}
    world.fault("meanwhile", method="chat.postMessage", control="channel", order=order, count=1)
    assert refusal(slack.chat_postMessage, channel="#smarketing", text="hi") == "is_archived"


def test_something_may_happen_just_after_a_call(world: World, slack: WebClient) -> None:
    order = {"channel": "#smarketing", "remove": ["bot"]}
    world.fault("meanwhile", method="chat.postMessage", control="channel", order=order, accept=True, count=1)
    message = slack.chat_postMessage(channel=world.channel("#smarketing"), text="hi")
    assert refusal(slack.chat_postMessage, channel=message["channel"], text="again") == "not_in_channel"


def test_what_can_not_happen_meanwhile_is_said_loudly(world: World) -> None:
    world.fault("meanwhile", control="channel", order={"channel": "#nowhere"})
    answer = raw(world)
    assert answer.status_code == 501 and "#nowhere" in answer.json()["what"]


def test_connections_are_refused_for_a_while_and_those_that_are_open_stay(world: World, slack: WebClient) -> None:
    world.post("faults", {"kind": "refuse_connections", "seconds": 60})
    with pytest.raises(URLError, match="refused"):
        slack.api_test()
    assert world.get("clock")["mode"] == "real"
    world.mend()
    world.until(lambda: connects(world), "the door stayed shut")
    assert slack.api_test()["ok"]


def test_the_door_opens_by_itself(world: World) -> None:
    world.post("faults", {"kind": "refuse_connections", "seconds": 0.2})
    assert not connects(world)
    world.until(lambda: connects(world), "the door stayed shut")


def connects(world: World) -> bool:
    try:
        socket.create_connection(("127.0.0.1", int(world.url.rsplit(":", 1)[1])), timeout=1).close()
    except ConnectionRefusedError:
        return False
    return True


def test_the_use_of_a_response_url_may_fail_too(world: World) -> None:
    world.command("amy", "#smarketing", "/sla")
    url = world.transcript("envelope")[0]["payload"]["response_url"]
    world.fault("status", status=503)
    assert world.client.post(url, json={"text": "one"}).status_code == 200
    world.fault("status", status=503, method="response_url", accept=True)
    assert world.client.post(url, json={"text": "two"}).status_code == 503
    assert [one.text for one in world.messages("#smarketing", "amy")] == ["one", "two"]
    assert [one["status"] for one in world.transcript("response")] == [200, 503]


def test_an_upload_may_be_taken_and_its_answer_lost(world: World, slack: WebClient) -> None:
    world.fault("accept_then_reset", method="upload_url", count=1)
    place = slack.files_getUploadURLExternal(filename="chart.png", length=len(PNG))
    with pytest.raises(httpx.TransportError):
        world.client.post(place["upload_url"], content=PNG)
    assert slack.files_completeUploadExternal(files=[{"id": place["file_id"]}])["ok"]
    assert [(one["bytes"], one["status"]) for one in world.transcript("upload")] == [(len(PNG), "reset")]


def test_the_transcript_names_the_fault(world: World) -> None:
    world.fault("accept_then_eof", method="chat.postMessage")
    with pytest.raises(httpx.RemoteProtocolError):
        raw(world)
    (call,) = world.transcript("call", "chat.postMessage")
    assert (call["fault"], call["status"], call["answer"]["ok"]) == ("accept_then_eof", "eof", True)
