"""Small blocks and views for the page's tests, and apps that show them."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Locator, Page
from slack_bolt import App
from slack_sdk import WebClient

from tests.slack_world import World, app_for, connected

Json = dict[str, Any]
ANYTHING = re.compile("")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str, text: str = "") -> Json:
    return {"text": plain(text or value.capitalize()), "value": value}


OPTIONS = [option("hot"), option("warm"), option("cold")]


def element(kind: str, action_id: str, **more: Any) -> Json:
    return {"type": kind, "action_id": action_id, **more}


def button(action_id: str, text: str, **more: Any) -> Json:
    return element("button", action_id, text=plain(text), value=action_id, **more)


def actions(*elements: Json, block_id: str = "acts") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(name: str, made: Json | None = None, **more: Any) -> Json:
    shown = made or element("plain_text_input", name)
    return {"type": "input", "block_id": name, "label": plain(name.capitalize()), "element": shown, **more}


def modal(*blocks: Json, title: str = "Hand off", **more: Any) -> Json:
    shape = {"type": "modal", "callback_id": "form", "title": plain(title), "submit": plain("Send")}
    return {**shape, "blocks": list(blocks or [field("name")]), **more}


@contextlib.contextmanager
def open_form(world: World, view: Json, /, **answer: Any) -> Iterator[list[Json]]:
    """An app that has this form open before Amy, and answers it so; yields what the app receives."""
    with connected(app_for(world), world) as app:
        received = answering(app, **answer)
        app.command("/ticket")(_opener(view))
        world.command("amy", "#smarketing", "/ticket new").form()
        yield received


def answering(app: App, **answer: Any) -> list[Json]:
    """Lets the app answer submissions so, and take every press and closing; returns the list of what it received."""
    received: list[Json] = []

    def take(ack: Any, body: Json) -> None:
        received.append(body)
        ack(**(answer if body["type"] == "view_submission" else {}))

    app.view("form")(take)
    app.view_closed("form")(take)
    app.action(ANYTHING)(take)
    return received


@contextlib.contextmanager
def posted(world: World, page: Page, *blocks: Json) -> Iterator[tuple[Locator, list[Json]]]:
    """A message of the app in #smarketing; yields it as the page shows it, and what the app receives."""
    with connected(app_for(world), world) as app:
        received = answering(app)
        channel = next(one["id"] for one in world.get("state")["channels"] if one["name"] == "smarketing")
        answer = world.web_client().chat_postMessage(channel=channel, text="blocks", blocks=list(blocks))
        yield page.locator(f'article.message[data-ts="{answer["ts"]}"]'), received


def values(body: Json) -> Json:
    """What a form was sent with, by action id."""
    by_block = body["view"]["state"]["values"]
    return {action_id: state for states in by_block.values() for action_id, state in states.items()}


def _opener(view: Json) -> Any:
    def open_it(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    return open_it
