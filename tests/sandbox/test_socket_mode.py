"""Socket Mode frame by frame: one-use URLs, hello, one socket per envelope, acks, retries, goodbyes."""

import contextlib
import json
import socket as raw
import time
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from sandbox.server import PING_SECONDS
from tests.slack_world import World, app_for, connected, running_world

Json = dict[str, Any]
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
PING_WITHOUT_MASK = b"\x89\x04"  # FIN and opcode 9, then the length of the server's four-byte payload


def link(world: World, more: str = "") -> str:
    answer = WebClient(base_url=world.api_url).apps_connections_open(app_token=world.app_token)
    return str(answer["url"]) + more


@contextlib.contextmanager
def socket(world: World, more: str = "") -> Iterator[ClientConnection]:
    """An open socket that has read its hello."""
    with connect(link(world, more), proxy=None) as one:
        assert read(one)["type"] == "hello"
        yield one


def read(one: ClientConnection, seconds: float = 3) -> Json:
    return dict(json.loads(one.recv(timeout=seconds)))


def ack(one: ClientConnection, envelope: Json, payload: Any = None) -> None:
    one.send(json.dumps({"envelope_id": envelope["envelope_id"], **({"payload": payload} if payload else {})}))


def silent(one: ClientConnection) -> bool:
    try:
        one.recv(timeout=0.2)
    except TimeoutError:
        return True
    return False


def envelopes(world: World) -> list[Json]:
    return [one for one in world.transcript("envelope") if one["acked"] is not None]


def test_hello_tells_how_many_sockets_and_for_how_long(world: World) -> None:
    with connect(link(world), proxy=None) as first, connect(link(world), proxy=None) as second:
        hello, again = read(first), read(second)
    assert (hello["num_connections"], again["num_connections"]) == (1, 2)
    assert hello["debug_info"]["approximate_connection_time"] == 3600
    assert hello["connection_info"]["app_id"].startswith("A")


def test_a_socket_url_serves_once(world: World) -> None:
    url = link(world)
    with connect(url, proxy=None), pytest.raises(InvalidStatus):
        connect(url, proxy=None)


def test_debug_reconnects_shortens_a_connection(world: World) -> None:
    with connect(link(world, "&debug_reconnects=true"), proxy=None) as one:
        assert read(one)["debug_info"]["approximate_connection_time"] == 360


def test_each_envelope_goes_to_exactly_one_socket(world: World) -> None:
    world.settings(ack_seconds=0.3)
    with socket(world) as first, socket(world) as second:
        world.command("amy", "#smarketing", "/sla one")
        world.command("amy", "#smarketing", "/sla two")
        texts = [read(first)["payload"]["text"], read(second)["payload"]["text"]]
        assert texts == ["one", "two"]
        assert silent(first) and silent(second)


def test_the_eleventh_socket_is_turned_away(world: World) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(socket(world))
        with connect(link(world), proxy=None) as eleventh:
            goodbye = read(eleventh)
            with pytest.raises(ConnectionClosed):
                eleventh.recv(timeout=3)
    assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "too_many_websockets")


def test_an_event_that_is_not_acknowledged_comes_again_three_times(world: World) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    world.settings(ack_seconds=0.1)
    with socket(world) as one:
        world.open_home("amy")
        seen = [read(one), read(one)]
        world.advance(seconds=59)
        assert silent(one)
        world.advance(seconds=2)
        seen.append(read(one))
        world.advance(seconds=301)
        seen.append(read(one))
        world.advance(seconds=3600)
        assert silent(one)
    assert [one["retry_attempt"] for one in seen] == [0, 1, 2, 3]
    assert [one["retry_reason"] for one in seen] == ["", "timeout", "timeout", "timeout"]
    assert len({one["payload"]["event_id"] for one in seen}) == 1


def test_an_acknowledged_event_does_not_come_again(world: World) -> None:
    with socket(world) as one:
        world.open_home("amy")
        ack(one, read(one))
        assert silent(one)


def test_a_gesture_that_is_not_acknowledged_does_not_come_again(world: World) -> None:
    world.settings(ack_seconds=0.1)
    with socket(world) as one:
        assert world.command("amy", "#smarketing", "/sla").error == "operation_timeout"
        read(one)
        assert silent(one)


def test_an_ack_may_carry_an_answer_only_where_it_is_accepted(world: World) -> None:
    with connected(app := app_for(world), world):
        app.shortcut("hand_off")(lambda ack: ack())
        app.command("/sla")(lambda ack: ack("hello"))
        world.command("amy", "#smarketing", "/sla")
        world.shortcut("amy", "hand_off")
        world.until(lambda: len(envelopes(world)) == 2, "two envelopes were to be acknowledged")
    assert [(one["type"], one["answer"]) for one in envelopes(world)] == [
        ("slash_commands", {"text": "hello"}),
        ("interactive", None),
    ]


def test_only_commands_submissions_and_suggestions_accept_an_answer(world: World) -> None:
    world.settings(ack_seconds=0.1)
    with socket(world) as one:
        world.command("amy", "#smarketing", "/sla")
        world.shortcut("amy", "hand_off")
        assert [read(one)["accepts_response_payload"] for _ in range(2)] == [True, False]


def test_a_warning_leaves_the_socket_open(world: World) -> None:
    with socket(world) as one:
        world.post("disconnect", {"reason": "warning"})
        assert read(one)["reason"] == "warning"
        assert silent(one)


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled", "too_many_websockets"])
def test_the_other_goodbyes_close_it(world: World, reason: str) -> None:
    with socket(world) as one:
        world.post("disconnect", {"reason": reason})
        assert read(one)["reason"] == reason
        with pytest.raises(ConnectionClosed):
            one.recv(timeout=3)


def test_a_connection_ends_with_a_warning_and_a_refresh(world: World) -> None:
    world.settings(debug_connection_seconds=0.3, connection_warning_seconds=0.2)
    with socket(world, "&debug_reconnects=true") as one:
        assert [read(one)["reason"], read(one)["reason"]] == ["warning", "refresh_requested"]


def test_a_bolt_app_comes_back_after_a_refresh(world: World) -> None:
    with connected(app := app_for(world), world):
        app.command("/sla")(lambda ack: ack("still here"))
        world.post("disconnect", {"reason": "refresh_requested"})
        world.until(lambda: world.get("state")["sockets"] == 1, "the app did not come back", seconds=15)
        assert world.command("amy", "#smarketing", "/sla").reply().text == "still here"


def test_a_ping_is_answered_with_the_same_payload(world: World) -> None:
    with socket(world) as one:
        assert one.ping("session:123.4").wait(3)


def test_the_bolt_client_measures_by_its_pongs(world: World) -> None:
    began = time.time()
    with connected(app := app_for(world), world):
        from slack_bolt.adapter.socket_mode import SocketModeHandler

        handler = SocketModeHandler(app, world.app_token, ping_interval=0.2)
        handler.connect()
        session = handler.client.current_session
        world.until(lambda: session.last_ping_pong_time, "no pong came")
        handler.client.auto_reconnect_enabled = False
        session.sock.shutdown(2)
    assert session.last_ping_pong_time >= began


def test_the_server_pings_by_itself_and_every_ten_seconds_or_less() -> None:
    with running_world(ping_seconds=0.1) as world:
        path = link(world).split(world.url.removeprefix("http://"))[1]
        with raw.create_connection(("127.0.0.1", int(world.url.rsplit(":", 1)[1])), timeout=5) as one:
            one.sendall(HANDSHAKE.format(path=path).encode())
            seen = b""
            while PING_WITHOUT_MASK not in seen:
                seen += one.recv(4096)
    assert PING_SECONDS <= 10
