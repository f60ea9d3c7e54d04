"""Faults on the way to the app: envelopes that are lost, late, doubled or never acknowledged; sockets cut or deaf."""

import contextlib
import time

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from websockets.exceptions import ConnectionClosed

from tests.sandbox.test_socket_mode import ack, read, silent, socket
from tests.slack_world import World, app_for, connected, hang_up


@pytest.fixture
def quick(world: World) -> World:
    """A frozen world where nobody waits long for an ack."""
    world.freeze("2026-10-01T09:00:00Z")
    world.settings(ack_seconds=0.2)
    return world


def test_a_doubled_envelope_reaches_two_sockets(quick: World) -> None:
    quick.fault("duplicate_envelope", envelope="slash_commands", count=1)
    with socket(quick) as first, socket(quick) as second:
        quick.command("amy", "#smarketing", "/sla status")
        assert [read(first)["payload"]["text"], read(second)["payload"]["text"]] == ["status", "status"]
        assert silent(first) and silent(second)


def test_a_doubled_envelope_comes_twice_to_the_only_socket(quick: World) -> None:
    quick.fault("duplicate_envelope", envelope="app_home_opened", count=1)
    with socket(quick) as one:
        quick.open_home("amy")
        first, second = read(one), read(one)
        ack(one, first)
        ack(one, second)
        assert first["payload"]["event_id"] == second["payload"]["event_id"]
        assert first["envelope_id"] != second["envelope_id"]


def test_a_late_event_comes_when_the_clock_has_come_to_it(quick: World) -> None:
    quick.fault("late_envelope", envelope="events_api", seconds=90, count=1)
    with socket(quick) as one:
        quick.open_home("amy")
        quick.advance(seconds=89)
        assert silent(one)
        quick.advance(seconds=1)
        assert read(one)["payload"]["event"]["type"] == "app_home_opened"


def test_a_late_command_is_given_up_by_the_person_and_comes_all_the_same(quick: World) -> None:
    quick.fault("late_envelope", envelope="/sla", seconds=10, count=1)
    with socket(quick) as one:
        assert quick.command("amy", "#smarketing", "/sla status").error == "operation_timeout"
        assert silent(one)
        quick.advance(seconds=10)
        assert read(one)["payload"]["text"] == "status"


def test_an_ack_may_be_lost(quick: World) -> None:
    quick.fault("unacked_envelope", envelope="slash_commands")
    with connected(app := app_for(quick), quick):
        app.command("/sla")(lambda ack: ack("hello"))
        shown = quick.command("amy", "#smarketing", "/sla")
    assert (shown.error, shown.face["response"]) == ("operation_timeout", None)


def test_an_event_whose_ack_is_lost_comes_again(quick: World) -> None:
    quick.fault("unacked_envelope", count=1)
    with socket(quick) as one:
        quick.open_home("amy")
        first = read(one)
        ack(one, first)
        second = read(one)
        ack(one, second)
        assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
        assert silent(one)


def test_a_lost_event_comes_with_its_next_attempt(quick: World) -> None:
    quick.fault("lost_envelope", count=1)
    with socket(quick) as one:
        quick.open_home("amy")
        again = read(one)
        assert again["retry_attempt"] == 1


def test_a_fault_of_envelopes_may_be_for_one_person(quick: World) -> None:
    quick.fault("lost_envelope", user="rita")
    with socket(quick) as one:
        quick.command("rita", "#smarketing", "/sla mine")
        quick.command("amy", "#smarketing", "/sla yours")
        assert read(one)["payload"]["text"] == "yours"


def test_a_fault_of_envelopes_leaves_calls_alone(quick: World) -> None:
    quick.fault("lost_envelope")
    assert quick.web_client().auth_test()["ok"]


def test_a_socket_may_be_cut_by_a_reset(world: World) -> None:
    with socket(world) as one:
        assert world.post("faults", {"kind": "cut_sockets"})["sockets"] == 1
        with pytest.raises(ConnectionClosed):
            one.recv(timeout=3)
        assert world.get("state")["sockets"] == 0


def test_a_bolt_app_comes_back_after_its_socket_was_cut(world: World) -> None:
    app = app_for(world)
    app.command("/sla")(lambda ack: ack("still here"))
    with reconnecting(world, app):
        world.post("faults", {"kind": "cut_sockets"})
        world.until(lambda: world.get("state")["sockets"] == 1, "the app did not come back", seconds=15)
        assert world.command("amy", "#smarketing", "/sla").reply().text == "still here"


def test_a_deaf_socket_says_nothing_any_more(quick: World) -> None:
    with socket(quick) as one:
        quick.post("faults", {"kind": "deafen_sockets"})
        assert quick.command("amy", "#smarketing", "/sla").error == "operation_timeout"
        assert not one.ping("anybody?").wait(0.3)
        assert silent(one) and quick.get("state")["sockets"] == 1


def test_a_bolt_app_leaves_a_deaf_socket_for_another(world: World) -> None:
    app = app_for(world)
    app.command("/sla")(lambda ack: ack("back"))
    with reconnecting(world, app):
        time.sleep(0.5)  # the client finds out by its pongs, and needs a first one
        world.post("faults", {"kind": "deafen_sockets"})
        world.until(lambda: answers(world), "the app stayed on its deaf socket", seconds=20)


def test_a_socket_may_be_deaf_from_its_first_moment(quick: World) -> None:
    quick.fault("deaf_socket", count=1)
    with socket(quick) as deaf, socket(quick) as other:
        assert not deaf.ping("anybody?").wait(0.3)
        assert other.ping("anybody?").wait(3)


@contextlib.contextmanager
def reconnecting(world: World, app: object) -> "contextlib.Generator[SocketModeHandler]":
    """The app on a socket that it pings often, so that it soon notices."""
    handler = SocketModeHandler(app, world.app_token, ping_interval=0.2)  # type: ignore[arg-type]
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        world.until(lambda: world.get("state")["sockets"] == 1, "the app did not connect")
        yield handler
    finally:
        hang_up(handler)


def answers(world: World) -> bool:
    world.settings(ack_seconds=0.3)
    return world.command("amy", "#smarketing", "/sla").error is None
