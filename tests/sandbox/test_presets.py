"""Faults by name: what each does to an app, and that it ends without a trace."""

from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed

from sandbox import faults
from sandbox.channels import Channel
from sandbox.faults import PRESETS
from sandbox.state import Workspace, found
from tests import loops
from tests.sandbox.conftest import refusal
from tests.sandbox.test_socket_mode import socket
from tests.slack_world import World

NAMES = [one.name for one in PRESETS]
REFUSALS = {
    "429": "ratelimited",
    "Error after posting": "internal_error",
    "Bot removed from the channel": "not_in_channel",
    "Channel archived": "is_archived",
    "Token revoked": "token_revoked",
    "Scope removed": "missing_scope",
}


def turn(world: World, name: str, on: bool = True) -> None:
    world.post("preset", {"name": name, "channel": "#smarketing", "on": on})


def works(slack: WebClient) -> bool:
    return bool(slack.chat_postMessage(channel="#smarketing", text="fine")["ok"])


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_ends_without_a_trace(world: World, slack: WebClient, name: str) -> None:
    turn(world, name)
    assert world.get("state")["presets"] == [name]
    turn(world, name, on=False)
    assert world.get("state")["presets"] == [] and world.get("state")["faults"] == []
    assert works(slack)


@pytest.mark.parametrize("name", NAMES)
def test_mending_ends_each_preset(world: World, slack: WebClient, name: str) -> None:
    turn(world, name)
    world.mend()
    assert world.get("state")["presets"] == []
    assert works(slack)


@pytest.mark.parametrize(("name", "code"), REFUSALS.items())
def test_a_preset_refuses_as_slack_would(world: World, slack: WebClient, name: str, code: str) -> None:
    turn(world, name)
    assert refusal(slack.chat_postMessage, channel=world.channel("#smarketing"), text="hi") == code


def test_500_is_an_internal_server_error(world: World, slack: WebClient) -> None:
    turn(world, "500")
    with pytest.raises(SlackApiError) as caught:
        slack.auth_test()
    assert caught.value.response.status_code == 500


@pytest.mark.parametrize(("name", "there"), [("Lost answers", 1), ("Late messages", 0), ("Connection cut", 0)])
def test_an_answer_is_lost_while_the_message_is_there_or_not(
    world: World, slack: WebClient, name: str, there: int
) -> None:
    turn(world, name)
    with pytest.raises((ConnectionResetError, RemoteDisconnected)):
        slack.chat_postMessage(channel="#smarketing", text="hi")
    assert len(world.messages("#smarketing")) == there


def test_a_slow_slack_is_slower_than_an_impatient_caller(world: World) -> None:
    turn(world, "Slack slow")
    with pytest.raises(TimeoutError):
        world.web_client(timeout=0.2).auth_test()


def test_rate_limits_are_slacks(world: World, slack: WebClient) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    turn(world, "Rate limits")
    assert works(slack)
    assert refusal(slack.chat_postMessage, channel="#smarketing", text="again") == "ratelimited"


def test_a_cut_connection_takes_the_sockets_along(world: World) -> None:
    with socket(world):
        turn(world, "Connection cut")
        assert world.get("state")["sockets"] == 0


def test_a_deaf_socket_stays_open(world: World) -> None:
    with socket(world) as one:
        turn(world, "Deaf socket")
        assert not one.ping("anybody?").wait(0.3)
        assert world.get("state")["sockets"] == 1


def test_a_deaf_socket_is_cut_when_it_is_mended(world: World) -> None:
    with socket(world) as one:
        turn(world, "Deaf socket")
        with socket(world):
            turn(world, "Deaf socket", on=False)
            with pytest.raises(ConnectionClosed):
                one.recv(timeout=3)
        world.until(lambda: world.get("state")["sockets"] == 0, "a deaf socket is still open")


def test_presets_are_listed_with_a_sentence_each(world: World) -> None:
    turn(world, "500")
    listed = world.post("preset", {})["presets"]
    assert [one["name"] for one in listed] == NAMES
    assert [one["name"] for one in listed if one["on"]] == ["500"]
    assert all(one["description"].endswith((".", "”.")) for one in listed)


def test_an_unknown_preset_is_refused_with_those_there_are(world: World) -> None:
    answer = world.client.post(f"{world.url}/_sandbox/preset", json={"name": "gremlins"})
    assert answer.status_code == 404 and "Slack slow" in answer.json()["sentence"]


def test_two_presets_end_each_for_itself(world: World, slack: WebClient) -> None:
    turn(world, "429")
    turn(world, "Scope removed")
    turn(world, "429", on=False)
    assert refusal(slack.chat_postMessage, channel="#smarketing", text="hi") == "missing_scope"


def test_an_order_of_ones_own_is_left_when_a_preset_ends(world: World) -> None:
    world.fault("status", method="api.test")
    turn(world, "500")
    turn(world, "500", on=False)
    assert [one["method"] for one in world.get("state")["faults"]] == ["api.test"]


def test_a_page_in_the_same_process_switches_presets_by_itself() -> None:
    workspace = found("http://127.0.0.1:9")
    channel = workspace.channels.named("smarketing")
    assert channel is not None
    seen = loops.run(_switched(workspace, channel))
    assert seen == [(["Channel archived"], True), ([], False)]


async def _switched(workspace: Workspace, channel: Channel) -> list[tuple[list[str], bool]]:
    preset = faults.preset_named("channel archived")
    preset.switch_on(workspace, channel)
    preset.switch_on(workspace, channel)
    on = (faults.active(workspace), channel.is_archived)
    preset.clear(workspace)
    return [on, (faults.active(workspace), channel.is_archived)]
