"""What tests and the page see: the transcript, the feed, exactly these messages and no other."""

import itertools
import json
import threading

import pytest
from slack_sdk import WebClient

from tests.slack_world import World, app_for, connected


def test_the_transcript_keeps_each_call_with_its_answer(world: World, slack: WebClient) -> None:
    slack.chat_postMessage(channel="#smarketing", text="hi")
    (call,) = world.transcript("call", "chat.postMessage")
    assert (call["args"]["text"], call["answer"]["ok"], call["status"]) == ("hi", True, 200)


def test_the_transcript_keeps_no_token(world: World) -> None:
    world.client.post(f"{world.api_url}auth.test", data={"token": world.bot_token})
    assert world.bot_token not in json.dumps(world.transcript())


def test_the_transcript_keeps_each_envelope_with_its_ack(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack: ack("hello"))
        world.command("amy", "#smarketing", "/sla")
        (envelope,) = world.transcript("envelope")
    assert (envelope["type"], envelope["acked"], envelope["payload"]["command"]) == ("slash_commands", True, "/sla")


def test_exactly_the_expected_messages_pass(world: World, slack: WebClient) -> None:
    slack.chat_postMessage(channel="#smarketing", text="Marketing is ahead: 42 of 100")
    slack.chat_postMessage(channel=world.person("rita"), text="Ada has waited 50 min")
    world.expect_messages(("@rita", "Ada"), ("#smarketing", "42 of 100"))
    world.expect_messages()


def test_an_unexpected_message_fails(world: World, slack: WebClient) -> None:
    slack.chat_postMessage(channel="#smarketing", text="one")
    slack.chat_postMessage(channel="#smarketing", text="two")
    with pytest.raises(AssertionError, match="two"):
        world.expect_messages(("#smarketing", "one"))


def test_a_missing_message_fails(world: World, slack: WebClient) -> None:
    slack.chat_postMessage(channel="#smarketing", text="one")
    with pytest.raises(AssertionError, match="rita"):
        world.expect_messages(("#smarketing", "one"), ("@rita", "two"), seconds=0.1)


def test_what_people_say_is_not_the_apps(world: World) -> None:
    world.say("amy", "#smarketing", "hello")
    world.expect_messages()


def test_a_private_conversation_is_not_seen_by_others(world: World, slack: WebClient) -> None:
    direct = slack.conversations_open(users=world.person("rita"))["channel"]["id"]
    query = {"channel": direct, "as": "amy"}
    assert world.client.get(f"{world.url}/_sandbox/messages", params=query).status_code == 403


def test_changes_are_told_to_who_waits_for_them(world: World, slack: WebClient) -> None:
    cursor = world.get("state")["cursor"]
    threading.Timer(0.1, lambda: slack.chat_postMessage(channel="#smarketing", text="hi")).start()
    answer = world.get("changes", cursor=str(cursor), timeout="5", kinds="message,view")
    assert [one["kind"] for one in answer["changes"]] == ["message"]
    assert answer["cursor"] > cursor


def test_changes_stream_as_server_sent_events(world: World, slack: WebClient) -> None:
    with world.client.stream("GET", f"{world.url}/_sandbox/stream", params={"cursor": "0"}) as stream:
        slack.chat_postMessage(channel="#smarketing", text="hi")
        lines = (one.removeprefix("data: ") for one in stream.iter_lines() if one.startswith("data: "))
        kinds = [json.loads(line)["kind"] for line in itertools.islice(lines, 3)]
    assert kinds == ["transcript", "message", "transcript"]


def test_nobody_unknown_acts(world: World) -> None:
    answer = world.client.post(f"{world.url}/_sandbox/say", json={"user": "@nobody", "text": "hi"})
    assert answer.status_code == 404
    assert answer.json()["sentence"].startswith("There is nobody called @nobody here; there are @slackbot, @josh")


def test_a_control_takes_an_object(world: World) -> None:
    assert world.client.post(f"{world.url}/_sandbox/say", content=b"[1]").status_code == 400


def test_an_unknown_setting_is_refused(world: World) -> None:
    answer = world.client.post(f"{world.url}/_sandbox/settings", json={"ack_seconds": 1, "speed": 9})
    assert answer.status_code == 400
    assert world.get("state")["settings"]["ack_seconds"] == 3.0
