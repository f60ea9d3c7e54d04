"""The official Node SDK, unmodified, against the sandbox."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.node import node
from tests.slack_world import World


@pytest.fixture
def app(world: World) -> Iterator[dict[str, Any]]:
    """The app of tests/node/app.js, connected, and what it said about itself."""
    settings = {"SLACK_API_URL": world.api_url, "SLACK_BOT_TOKEN": world.bot_token, "SLACK_APP_TOKEN": world.app_token}
    with node("app.js", **settings, CHANNEL=world.channel("#smarketing")) as process:
        world.until(lambda: world.get("state")["sockets"] == 1, "the Node app did not connect", seconds=30)
        yield dict(json.loads(_line(process)))


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None and process.stderr is not None
    return process.stdout.readline() or process.stderr.read()


def test_a_node_app_works_through_commands_forms_buttons_and_home(world: World, app: dict[str, Any]) -> None:
    assert (app["user"], app["uploaded"], "rosa" in app["people"]) == ("sla-bot", True, True)
    assert world.last("#smarketing").face["files"][0]["name"] == "chart.png"
    assert world.command("amy", "#smarketing", "/sla status").reply().text == "you said status"
    form = world.command("amy", "#smarketing", "/sla lead").form()
    assert form.submit(name="Ada").result == "closed"
    world.until(lambda: world.messages("dm", "amy"), "no message came")
    assert world.press("amy", "dm", world.last("dm", "amy"), "called").error is None
    world.until(lambda: world.last("dm", "amy").text == "called: L-1", "the message was not updated")
    world.open_home("amy")
    assert world.home("amy").words == "My leads"


def test_a_node_app_comes_back_after_a_refresh(world: World, app: dict[str, Any]) -> None:
    world.post("disconnect", {"reason": "refresh_requested"})
    world.until(lambda: world.get("state")["sockets"] == 1, "the Node app did not come back", seconds=15)
    assert world.command("amy", "#smarketing", "/sla again").reply().text == "you said again"
