"""Requests over HTTP: signed ones get in, all others get a bare refusal; and health."""

from collections.abc import Iterator
from pathlib import Path
from time import time

import httpx
import pytest

from sandbox.http_delivery import signature
from tests.bot.shell import Counted, ready, running, settings_for, work_of
from tests.slack_world import World, running_world

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as found:
        yield found


@pytest.fixture
def doors() -> Counted:
    return Counted()


@pytest.fixture
def url(world: World, doors: Counted, tmp_path: Path) -> Iterator[str]:
    with running(settings_for(world, tmp_path, sla_bot_clock="system"), work_of(doors.register), over_http=True) as bot:
        yield f"http://127.0.0.1:{bot.port}"


def post(url: str, body: bytes, **headers: str) -> httpx.Response:
    return httpx.post(f"{url}/slack/events", content=body, headers={**FORM, **headers}, timeout=10, trust_env=False)


def signed(world: World, body: bytes) -> dict[str, str]:
    seconds = str(int(time()))
    return {
        "X-Slack-Request-Timestamp": seconds,
        "X-Slack-Signature": signature(world.signing_secret, seconds, body),
    }


def command(world: World) -> bytes:
    team, user = world.web_client().auth_test()["team_id"], world.person("amy")
    return f"command=%2Fsla&text=log+x&team_id={team}&user_id={user}&trigger_id=1.2&response_url=".encode()


def test_a_signed_command_reaches_its_door(world: World, doors: Counted, url: str) -> None:
    body = command(world)
    assert post(url, body, **signed(world, body)).status_code in (200, 500)
    assert doors.calls == ["log x"]


def test_an_unsigned_request_gets_401_and_no_words(world: World, doors: Counted, url: str) -> None:
    answer = post(url, command(world))
    assert (answer.status_code, answer.content, doors.calls) == (401, b"", [])


def test_a_request_signed_with_another_secret_gets_401(world: World, doors: Counted, url: str) -> None:
    body = command(world)
    headers = signed(world, body) | {"X-Slack-Signature": signature("another", str(int(time())), body)}
    assert post(url, body, **headers).status_code == 401 and doors.calls == []


@pytest.mark.parametrize("body", [b"{", b"payload=%7B", b"\xff\xfe", b""])
def test_a_signed_body_that_is_none_is_no_server_error(world: World, url: str, body: bytes) -> None:
    headers = signed(world, body) | {"Content-Type": "application/json"}
    assert post(url, body, **headers).status_code < 500


def test_a_body_over_a_mebibyte_is_not_read(url: str) -> None:
    assert post(url, b"x" * (1024 * 1024 + 1)).status_code == 413


def test_the_challenge_of_slacks_url_check_is_echoed(world: World, url: str) -> None:
    body = b'{"type": "url_verification", "challenge": "c1"}'
    answer = post(url, body, **signed(world, body), **{"Content-Type": "application/json"})
    assert "c1" in answer.text


def test_only_post_is_served_there(url: str) -> None:
    assert httpx.get(f"{url}/slack/events", trust_env=False).status_code == 405


def test_the_process_says_that_it_lives(url: str) -> None:
    assert httpx.get(f"{url}/healthz", trust_env=False).json() == {"ok": True}


def test_slack_delivers_over_http_by_the_bots_own_clock(world: World, doors: Counted, tmp_path: Path) -> None:
    world.freeze("2026-10-05T10:00:00+02:00")
    with running(settings_for(world, tmp_path), work_of(doors.register), over_http=True) as bot:
        world.post("delivery", {"request_url": f"http://127.0.0.1:{bot.port}/slack/events"})
        shown = world.command("amy", "#smarketing", "/sla log x")
        assert shown.error is None and "2026-10-05T08:00:00" in shown.reply().text
    assert doors.calls == ["log x"]


def test_a_bot_in_order_is_ready(world: World, tmp_path: Path) -> None:
    with running(settings_for(world, tmp_path), work_of(Counted().register)) as bot:
        face = ready(bot).json()
    assert face == {"ready": True, "database": "ok", "slack": "ok", "oldest_due_seconds": None, "late": False}


def test_a_bot_that_slack_refuses_later_is_not_ready(world: World, tmp_path: Path) -> None:
    with running(settings_for(world, tmp_path), work_of(Counted().register)) as bot:
        world.fault("status", method="apps.connections.open", status=503)
        world.post("disconnect", {"reason": "link_disabled"})
        world.until(lambda: ready(bot).status_code == 503, "it still says that it is ready", 20)
        told = ready(bot).json()["slack"]
    assert told == "the socket is not connected"


def test_work_that_waits_shows_its_age(world: World, tmp_path: Path) -> None:
    from datetime import timedelta

    from bot.clock import SystemClock

    late = SystemClock().now() - timedelta(minutes=20)
    work = work_of(Counted().register, due_by_sweep=lambda _sessions: {"late": late})
    with running(settings_for(world, tmp_path, sla_bot_clock="system"), work) as bot:
        face = ready(bot).json()
    assert face["ready"] and face["late"] and 1199 <= face["oldest_due_seconds"] <= 1260
