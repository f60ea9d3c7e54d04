"""A Slack workspace for tests: starts the sandbox on a free port, acts as its people, and sees what they see.

    def test_status_answers_the_asker_alone(world: World) -> None:
        with connected(app_for(world)):
            shown = world.command("amy", "#smarketing", "/sla status")
            assert "42 of 100" in shown.reply().text
            world.expect_messages(("#smarketing", "42 of 100"))

People are named by handle (`amy` or `@amy`) or id, channels by `#name` or id, and `dm` is the actor's
direct message with the app. Nothing here patches anything: gestures travel as they do in Slack.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.cast import Cast
from sandbox.manifest import Manifest
from sandbox.server import PING_SECONDS, listen, server
from sandbox.state import found
from sandbox.tokens import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

Json = dict[str, Any]
PATIENCE = 5.0
GRACE = 0.1


@dataclass(frozen=True)
class Seen:
    """A message as somebody sees it; `where` is `#channel` or `@handle` when the world knows it."""

    face: Json
    where: str = ""

    @property
    def ts(self) -> str:
        """Its `ts`."""
        return str(self.face["ts"])

    @property
    def text(self) -> str:
        """Its `text`, which says everything."""
        return str(self.face.get("text", ""))

    @property
    def words(self) -> str:
        """Its `text` and every text in its blocks."""
        return "\n".join([self.text, *_texts(self.face.get("blocks", []))])

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.face.get("blocks", []))

    @property
    def event_type(self) -> str:
        """What its metadata calls it; empty without metadata."""
        return str((self.face.get("metadata") or {}).get("event_type", ""))

    @property
    def event_payload(self) -> Json:
        """Its metadata's ids and figures."""
        return dict((self.face.get("metadata") or {}).get("event_payload", {}))

    @property
    def is_ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return bool(self.face.get("is_ephemeral"))

    def buttons(self) -> dict[str, str]:
        """What can be pressed: action ids by the text on the button."""
        elements = [one for block in self.blocks for one in [*block.get("elements", []), block.get("accessory")] if one]
        return {one["text"]["text"]: one["action_id"] for one in elements if one.get("type") == "button"}


@dataclass(frozen=True)
class Form:
    """A modal that somebody has open."""

    world: "World"
    user: str
    face: Json

    @property
    def id(self) -> str:
        """Its `V…` id."""
        return str(self.face["id"])

    @property
    def title(self) -> str:
        """What stands at its top."""
        return str(self.face["title"]["text"])

    @property
    def words(self) -> str:
        """Every text in it."""
        return "\n".join(_texts(self.face["blocks"]))

    def fields(self) -> dict[str, tuple[str, str]]:
        """Its inputs: (block id, action id), by either id."""
        places = [
            (one["block_id"], one["element"]["action_id"]) for one in self.face["blocks"] if one["type"] == "input"
        ]
        return {name: place for place in places for name in place}

    def value(self, name: str) -> Any:
        """The state of the input of that block id or action id."""
        block_id, action_id = self.fields()[name]
        return self.face["state"]["values"][block_id][action_id]

    def submit(self, **values: Any) -> "Shown":
        """Fills in and sends off; inputs by block id or action id, the rest as it stands."""
        fields = self.fields()
        nested: Json = {}
        for name, value in values.items():
            block_id, action_id = fields[name]
            nested.setdefault(block_id, {})[action_id] = value
        return self.world.submit(self.user, self.id, nested)

    def press(self, action_id: str, value: Any = None, block_id: str | None = None) -> "Shown":
        """Presses a button or chooses a value in it."""
        order = {"user": self.user, "view_id": self.id, "action_id": action_id, "block_id": block_id, "value": value}
        return self.world.act("press", order)

    def close(self) -> "Shown":
        """Closes it without sending."""
        return self.world.act("close", {"user": self.user, "view_id": self.id})


@dataclass(frozen=True)
class Shown:
    """What a person's client shows after a gesture."""

    world: "World"
    user: str
    face: Json

    @property
    def error(self) -> str | None:
        """`operation_timeout`, `dispatch_failed`, …; None when the app acknowledged in time."""
        return self.face.get("error")

    @property
    def result(self) -> str:
        """Of a form sent off: closed, cleared, updated, pushed, errors, client_errors."""
        return str(self.face.get("result", ""))

    @property
    def errors(self) -> dict[str, str]:
        """Of a form sent off: what is wrong, by block id."""
        return dict(self.face.get("errors") or {})

    def reply(self, seconds: float = PATIENCE) -> Seen:
        """The first answer to the gesture, with the ack or by `response_url`; fails when none comes."""
        face = self._consequence("response", seconds)["message"]
        return Seen({"is_ephemeral": True, **face})

    def form(self, seconds: float = PATIENCE) -> Form:
        """The modal that the gesture opened, as it stands now; fails when none opens."""
        opened = self._consequence("view", seconds)["view"]
        return next((one for one in self.world.forms(self.user) if one.id == opened["id"]), self._closed(opened))

    def consequences(self) -> list[Json]:
        """All that came of the gesture so far, in order."""
        found: list[Json] = self.world.get("gesture", id=self.face["gesture"])["consequences"]
        return found

    def _closed(self, face: Json) -> Form:
        return Form(self.world, self.user, face)

    def _consequence(self, kind: str, seconds: float) -> Json:
        order = {"gesture": self.face["gesture"], "kind": kind, "seconds": seconds}
        consequences = self.world.post("wait_for", order)["consequences"]
        wanted = next((one for one in consequences if one["kind"] == kind), None)
        assert wanted is not None, f"no {kind} came within {seconds} s; there was {consequences}"
        return dict(wanted)


@dataclass
class World:
    """One running sandbox, and hands and eyes in it."""

    url: str
    bot_token: str = BOT_TOKEN
    app_token: str = APP_TOKEN
    signing_secret: str = SIGNING_SECRET
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, trust_env=False, verify=False))
    _expected: int = 0

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` is set to."""
        return f"{self.url}/api/"

    # Acting

    def command(self, user: str, channel: str, text: str) -> Shown:
        """Types a whole line such as `/sla status`."""
        return self.act("command", {"user": user, "channel": channel, "text": text})

    def press(self, user: str, channel: str, message: Seen | str, action_id: str, value: Any = None) -> Shown:
        """Presses a button of a message or chooses a value; a `value` tells buttons of one action id apart."""
        ts = message.ts if isinstance(message, Seen) else message
        return self.act("press", {"user": user, "channel": channel, "ts": ts, "action_id": action_id, "value": value})

    def shortcut(self, user: str, callback_id: str) -> Shown:
        """Runs a global shortcut."""
        return self.act("shortcut", {"user": user, "callback_id": callback_id})

    def message_shortcut(self, user: str, channel: str, message: Seen | str, callback_id: str) -> Shown:
        """Runs a shortcut on a message."""
        ts = message.ts if isinstance(message, Seen) else message
        order = {"user": user, "channel": channel, "ts": ts, "callback_id": callback_id}
        return self.act("message_shortcut", order)

    def submit(self, user: str, view_id: str, values: Json) -> Shown:
        """Fills in and sends off the form in front; values by block id, then action id."""
        return self.act("submit", {"user": user, "view_id": view_id, "values": values})

    def say(self, user: str, channel: str, text: str, thread_ts: str = "") -> Seen:
        """Writes a message."""
        order = {"user": user, "channel": channel, "text": text, "thread_ts": thread_ts}
        return Seen(self.post("say", order)["message"])

    def open_home(self, user: str) -> None:
        """Opens the app's Home tab."""
        self.post("home", {"user": user})

    # Seeing

    def messages(self, channel: str, as_: str = "") -> list[Seen]:
        """What that person sees there, oldest first, their ephemeral ones included; without one, what all see."""
        return [Seen(one) for one in self.get("messages", channel=channel, **{"as": as_})["messages"]]

    def last(self, channel: str, as_: str = "") -> Seen:
        """The newest message there."""
        seen = self.messages(channel, as_)
        assert seen, f"there is no message in {channel}"
        return seen[-1]

    def forms(self, user: str) -> list[Form]:
        """The modals that a person has open, the top one last."""
        return [Form(self, user, one) for one in self.get("view", user=user)["views"]]

    def home(self, user: str, seconds: float = PATIENCE) -> Form:
        """A person's Home tab; waits until it was published once."""
        view = self.until(lambda: self.get("home", user=user)["view"], f"@{user} has no Home tab", seconds)
        return Form(self, user, view)

    def person(self, name: str) -> str:
        """The `U…` id of a handle."""
        people = self.get("state")["people"]
        return str(next(one["id"] for one in people if one["name"] == name.removeprefix("@")))

    def channel(self, name: str) -> str:
        """The `C…` id of a `#name`."""
        channels = self.get("state")["channels"]
        return str(next(one["id"] for one in channels if one["name"] == name.removeprefix("#")))

    def posted(self) -> list[Seen]:
        """Everything posted anywhere, by people and by the app, oldest first."""
        return [Seen(one, one["where"]) for one in self.get("posted")["messages"]]

    def expect_messages(self, *expected: tuple[str, str], seconds: float = PATIENCE) -> list[Seen]:
        """Waits for the app's messages since the last expectation: exactly these, and none besides, anywhere.

        Each is (where, words): `#channel` or `@handle`, and words that its text contains. Within one place the
        order counts. Ephemeral ones count too. Fails with both lists when one is missing, different or extra.
        """
        deadline = time.monotonic() + seconds
        while len(fresh := self._fresh()) < len(expected) and time.monotonic() < deadline:
            time.sleep(0.01)
        if time.monotonic() < deadline:
            time.sleep(GRACE)
        fresh = self._fresh()
        self._expected = max([self._expected, *(one.face["n"] for one in fresh)])
        _compare(expected, fresh)
        return fresh

    def forget_messages(self) -> None:
        """What was posted so far is not looked at by the next `expect_messages`."""
        self._expected = self.get("posted")["last"]

    def transcript(self, kind: str = "", method: str = "") -> list[Json]:
        """Each call of the app and each envelope to it, in order."""
        entries: list[Json] = self.get("transcript", kind=kind, method=method)["entries"]
        return entries

    def until(self, look: Any, otherwise: str, seconds: float = PATIENCE) -> Any:
        """Looks until it sees something true; fails with `otherwise` after so many seconds."""
        deadline = time.monotonic() + seconds
        while not (seen := look()):
            assert time.monotonic() < deadline, otherwise
            time.sleep(0.01)
        return seen

    # Turning the clock, breaking things

    def freeze(self, at: datetime | str) -> None:
        """Sets the clock to an instant, standing still."""
        self.post("clock", {"start": _iso(at), "mode": "frozen"})

    def now(self) -> datetime:
        """The instant on the clock."""
        return datetime.fromisoformat(self.get("clock")["now"]).astimezone(UTC)

    def advance(self, seconds: float = 0, to: datetime | str | None = None) -> Json:
        """Moves the clock on, all that falls due on the way at its own instant; returns when done."""
        order = {"to": _iso(to)} if to is not None else {"seconds": seconds}
        clock = self.post("clock/advance", {**order, "wait": True}, seconds=600)
        return dict(clock["last_advance"])

    def fault(self, kind: str, **more: Any) -> None:
        """The next calls that fit fail as ordered (docs/sandbox.md): method, channel, count, status, seconds, …"""
        self.post("faults", {"kind": kind, **more})

    def mend(self) -> None:
        """Nothing fails any more."""
        self.client.delete(f"{self.url}/_sandbox/faults").raise_for_status()

    def settings(self, **switches: Any) -> None:
        """Turns the sandbox's switches (docs/sandbox.md)."""
        self.post("settings", switches)

    # Talking to the sandbox

    def act(self, gesture: str, order: Json) -> Shown:
        """Does a gesture by its control."""
        return Shown(self, str(order["user"]), self.post(gesture, order))

    def post(self, control: str, order: Json, seconds: float = 30) -> Json:
        """Uses a control; a refusal fails with its sentence."""
        response = self.client.post(f"{self.url}/_sandbox/{control}", json=order, timeout=seconds)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def get(self, control: str, **query: str) -> Json:
        """Looks by a control; a refusal fails with its sentence."""
        response = self.client.get(f"{self.url}/_sandbox/{control}", params=query)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def web_client(self, **options: Any) -> WebClient:
        """A client of the Web API with the bot's token and no retries."""
        return WebClient(token=self.bot_token, base_url=self.api_url, retry_handlers=[], **options)

    def _fresh(self) -> list[Seen]:
        found = self.get("posted", since=str(self._expected))["messages"]
        return [Seen(one, one["where"]) for one in found if one.get("bot_id")]


@contextlib.contextmanager
def running_world(
    manifest: Manifest | None = None, cast: Cast | None = None, ping_seconds: float = PING_SECONDS
) -> Iterator[World]:
    """A sandbox in this process, in a thread of its own, on a free port."""
    listening = listen(0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    running = server(found(url, manifest, cast), ping_seconds)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    world = World(url)
    try:
        world.until(lambda: running.started, "the sandbox did not start")
        yield world
    finally:
        world.client.close()
        running.should_exit = True  # it ends within a tenth of a second, and nobody has to wait for that


@pytest.fixture
def world() -> Iterator[World]:
    """A fresh workspace of Company X."""
    with running_world() as running:
        yield running


def app_for(world: World) -> App:
    """A Bolt app that talks to this world, with room for fifty listeners at once."""
    return App(
        client=world.web_client(),
        token_verification_enabled=False,
        signing_secret=world.signing_secret,
        listener_executor=ThreadPoolExecutor(50),
    )


@contextlib.contextmanager
def connected(app: App, world: World) -> Iterator[App]:
    """The app, listening by Socket Mode."""
    before = world.get("state")["sockets"]
    handler = SocketModeHandler(app, world.app_token)
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        world.until(lambda: world.get("state")["sockets"] > before, "the app did not connect")
        yield app
    finally:
        hang_up(handler)
        world.until(lambda: world.get("state")["sockets"] <= before, "the app did not hang up")


def hang_up(handler: SocketModeHandler) -> None:
    """Cuts an app's socket at once, and lets its client wind down behind: that takes it up to four seconds."""
    handler.client.auto_reconnect_enabled = False
    handler.client.current_session_state.terminated = True
    session = handler.client.current_session
    if session is not None and session.sock is not None:
        session.sock.shutdown(socket.SHUT_RDWR)
    threading.Thread(target=handler.close, daemon=True).start()


def _iso(at: datetime | str) -> str:
    return at if isinstance(at, str) else at.isoformat()


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [str(value["text"])] if isinstance(value.get("text"), str) else []
        own += [str(value["alt_text"])] if "alt_text" in value else []
        return own + [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else []


def _compare(expected: Sequence[tuple[str, str]], fresh: Sequence[Seen]) -> None:
    wanted, came = _by_place(expected), _by_place([(one.where, one.text) for one in fresh])
    fits = wanted.keys() == came.keys() and all(
        len(came[place]) == len(words) and all(word in text for word, text in zip(words, came[place], strict=True))
        for place, words in wanted.items()
    )
    assert fits, f"expected {dict(wanted)}, and there came {dict(came)}"


def _by_place(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for where, words in pairs:
        places.setdefault(where, []).append(words)
    return places
