"""A Bolt app of another kind, in JavaScript, with the official packages as they are, against the sandbox."""

import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
import pytest

from sandbox.manifest import Manifest, read_manifest
from sandbox.tokens import CLIENT_ID, CLIENT_SECRET
from tests.sandbox.node import FOLDER, node
from tests.slack_world import World, running_world

QUESTION = {"text": "Pizza today?", "where": "#general"}
STARTED_WITHIN = 30


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    """What the lunch app is, from its own file."""
    return read_manifest(FOLDER / "lunch.yml")


@pytest.fixture
def lunch(manifest: Manifest) -> Iterator[World]:
    """A world with the lunch app in it, connected by a socket."""
    with running_world(manifest) as world:
        settings = {"SLACK_API_URL": world.api_url, "SLACK_BOT_TOKEN": world.bot_token}
        with node("lunch.js", **settings, SLACK_APP_TOKEN=world.app_token) as process:
            assert line(process) == "ready"
            world.until(lambda: world.get("state")["sockets"] == 1, "the app did not connect", STARTED_WITHIN)
            world.post("channel", {"channel": "#general", "add": ["bot"]})
            yield world


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None and process.stderr is not None
    return process.stdout.readline().strip() or process.stderr.read()


def texts(world: World, channel: str = "#general", as_: str = "") -> list[str]:
    return [one.text for one in world.messages(channel, as_)]


def test_its_form_its_votes_and_its_home_work(lunch: World) -> None:
    assert lunch.command("cora", "#general", "/lunch soup").reply().text == "soup it is"
    form = lunch.command("cora", "#general", "/lunch").form()
    assert form.submit(**{**QUESTION, "text": "Pizza"}).errors == {"text": "A question ends with a question mark."}
    assert form.submit(**QUESTION).result == "closed"
    lunch.until(lambda: "Pizza today?" in texts(lunch), "the question was not asked")
    asked = lunch.last("#general")
    for person in ("cora", "jim"):
        assert lunch.press(person, "#general", asked, "vote_Pizza").error is None
    lunch.until(lambda: "Pizza: 2" in lunch.messages("#general")[0].words, "the votes were not counted")
    lunch.until(lambda: "You eat Pizza." in texts(lunch, as_="jim"), "Jim was not answered")
    lunch.open_home("jim")
    assert lunch.home("jim").words == "What we eat"


def test_its_shortcuts_its_suggestions_and_a_closed_form_work(lunch: World) -> None:
    said = lunch.say("jim", "#general", "Lasagne")
    assert lunch.message_shortcut("cora", "#general", said, "eat").reply().text == "Ordered: Lasagne"
    form = lunch.shortcut("cora", "ask").form()
    order = {"user": "cora", "view_id": form.id, "action_id": "dish", "value": "P"}
    assert [one["value"] for one in lunch.post("suggest", order)["options"]] == ["pasta", "pizza"]
    form.close()
    lunch.until(lambda: texts(lunch, "dm", "cora") == ["No lunch today, then."], "the closing was not heard of")


def test_it_hears_what_people_say_and_reminds_by_the_sandboxs_clock(lunch: World) -> None:
    lunch.freeze("2026-10-01T11:00:00Z")
    lunch.say("jim", "#general", "I am hungry")
    lunch.until(lambda: f"Soon, <@{lunch.person('jim')}>." in texts(lunch), "nobody answered")
    lunch.say("jim", "#general", "@lunch remind us")
    lunch.until(lambda: lunch.transcript("call", "chat.scheduleMessage"), "nothing was scheduled")
    lunch.advance(seconds=timedelta(minutes=31).total_seconds())
    assert lunch.last("#general").text == "Lunch is ready."


def test_it_is_installed_by_oauth_and_works_over_http(manifest: Manifest) -> None:
    port = free_port()
    own = replace(manifest, redirect_urls=(f"http://127.0.0.1:{port}",))
    with running_world(own) as world, node("lunch.js", **over_http(world, port)) as process:
        assert line(process) == "ready"
        install(world, port)
        world.post("delivery", {"request_url": f"http://127.0.0.1:{port}/slack/events"})
        assert world.command("cora", "#general", "/lunch soup").reply().text == "soup it is"
        world.post("uninstall", {})
        assert line(process) == "uninstalled"


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


def over_http(world: World, port: str) -> dict[str, str]:
    app = {"CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET, "SIGNING_SECRET": world.signing_secret}
    places = {"SLACK_API_URL": world.api_url, "AUTHORIZE_URL": f"{world.url}/oauth/v2/authorize", "PORT": port}
    return {**app, **places}


def install(world: World, port: str) -> None:
    """Goes through the pages of the installation as a browser does."""
    with httpx.Client(trust_env=False) as browser:
        page = browser.get(f"http://127.0.0.1:{port}/slack/install")
        found = re.search(r'href="([^"]*authorize[^"]*)"', page.text)
        assert found is not None, page.text
        asked: dict[str, Any] = dict(httpx.URL(unescape(found[1])).params)
        form = {**asked, "decision": "allow", "user": "ada"}
        back = browser.post(f"{world.url}/oauth/v2/authorize", data=form).headers["location"]
        kept = {"Cookie": page.headers["set-cookie"].split(";")[0]}  # a secure one, which this client would not send
        assert browser.get(back, headers=kept).status_code == 200
