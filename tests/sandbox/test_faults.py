"""Faults on order: what the caller meets, and whether the message is there all the same."""

import socket
import time
from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.slack_world import World


def count(world: World, channel: str = "#smarketing") -> int:
    return len(world.messages(channel))


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_a_status_is_answered_and_nothing_happens(world: World, slack: WebClient, status: int) -> None:
    world.fault("status", method="chat.postMessage", status=status, headers={"Retry-After": "7"})
    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel="#smarketing", text="hi")
    assert caught.value.response.status_code == status
    assert {name.lower(): value for name, value in caught.value.response.headers.items()}["retry-after"] == "7"
    assert count(world) == 0


def test_a_status_may_come_after_the_call_was_accepted(world: World, slack: WebClient) -> None:
    world.fault("status", status=200, accept=True, body={"ok": False, "error": "fatal_error"})
    with pytest.raises(SlackApiError, match="fatal_error"):
        slack.chat_postMessage(channel="#smarketing", text="hi")
    assert count(world) == 1


def test_a_reset_comes_after_the_call_was_accepted(world: World, slack: WebClient) -> None:
    world.fault("accept_then_reset", method="chat.postMessage", count=1)
    with pytest.raises((ConnectionResetError, RemoteDisconnected)):
        slack.chat_postMessage(channel="#smarketing", text="hi")
    assert count(world) == 1


def test_a_reset_is_a_real_one(world: World) -> None:
    world.fault("accept_then_reset", method="api.test")
    with socket.create_connection(("127.0.0.1", int(world.url.rsplit(":", 1)[1]))) as raw:
        raw.sendall(b"GET /api/api.test HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            raw.recv(100)


@pytest.mark.parametrize(("kind", "there"), [("delay_before", 0), ("delay_after", 1)])
def test_a_delay_is_longer_than_the_caller_waits(world: World, kind: str, there: int) -> None:
    world.fault(kind, method="chat.postMessage", seconds=0.6)
    with pytest.raises(TimeoutError):
        world.web_client(timeout=0.3).chat_postMessage(channel="#smarketing", text="hi")
    assert count(world) == there
    world.until(lambda: count(world) == 1, "the message never came")


def test_a_fault_strikes_as_often_as_ordered(world: World, slack: WebClient) -> None:
    world.fault("status", method="chat.postMessage", count=2)
    failures = 0
    for _ in range(4):
        try:
            slack.chat_postMessage(channel="#smarketing", text="hi")
        except SlackApiError:
            failures += 1
    assert (failures, count(world)) == (2, 2)


def test_a_fault_may_be_for_one_channel_or_one_person(world: World, slack: WebClient) -> None:
    world.fault("status", channel="#smarketing")
    world.fault("status", user="rita")
    direct = slack.conversations_open(users=world.person("amy"))["channel"]["id"]
    assert slack.chat_postMessage(channel=direct, text="hi")["ok"]
    for place in (
        world.channel("#smarketing"),
        world.person("rita"),
        world.get("messages", channel="@rita")["channel"],
    ):
        with pytest.raises(SlackApiError):
            slack.chat_postMessage(channel=place, text="hi")


def test_dice_of_one_seed_strike_the_same_calls(world: World, slack: WebClient) -> None:
    outcomes = []
    for _ in range(2):
        world.mend()
        world.fault("status", method="api.test", chance=0.5, seed=7, status=503)
        outcomes.append([world.client.post(f"{world.api_url}api.test").status_code for _ in range(20)])
    assert outcomes[0] == outcomes[1]
    assert {200, 503} == set(outcomes[0])


def test_mending_ends_all_faults(world: World, slack: WebClient) -> None:
    world.fault("status")
    world.mend()
    assert slack.auth_test()["ok"]


def test_a_delay_does_not_hold_up_other_calls(world: World, slack: WebClient) -> None:
    world.fault("delay_before", method="chat.postMessage", seconds=1)
    with pytest.raises(TimeoutError):
        world.web_client(timeout=0.1).chat_postMessage(channel="#smarketing", text="hi")
    began = time.monotonic()
    slack.auth_test()
    assert time.monotonic() - began < 0.8


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "gremlins"},
        {"kind": "status", "colour": 1},
        {"kind": "delay_after"},
        {"kind": "error"},
        {"kind": "meanwhile"},
        {"kind": "late_envelope"},
        {"kind": "status", "count": "two"},
        {"kind": "refuse_connections", "seconds": 9999},
    ],
)
def test_a_wrong_order_is_refused_with_what_there_is(world: World, order: dict[str, object]) -> None:
    answer = world.client.post(f"{world.url}/_sandbox/faults", json=order)
    assert answer.status_code == 400 and answer.json()["sentence"]
