"""Starting and ending: what is at work is finished, and the end comes within fifteen seconds."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import httpx
import pytest

from bot.database import held
from bot.errors import PortTaken, SecondProcess, TokenRefused
from bot.foundation import Foundation
from bot.running import Bot, run
from tests.bot.shell import Counted, inbox, ready, settings_for, until, work_of
from tests.drawing import DRAWER
from tests.slack_world import Shown, World, running_world

ROOT = Path(__file__).parents[2]


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as found:
        yield found


def environment(world: World, folder: Path, **changes: str) -> dict[str, str]:
    settings = settings_for(world, folder, **changes)
    told = settings.model_dump(include={"slack_api_url", "database_url", "sla_bot_clock"})
    tokens = {"SLACK_BOT_TOKEN": world.bot_token, "SLACK_APP_TOKEN": world.app_token, "PORT": "0"}
    inherited = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return {**inherited, **tokens, **{name.upper(): str(value) for name, value in told.items()}}


@contextlib.contextmanager
def process(world: World, folder: Path, slow: float) -> Iterator["subprocess.Popen[str]"]:
    """The shell in a process of its own, connected."""
    words = [sys.executable, "-m", "tests.bot.shell_process", str(slow)]
    told = environment(world, folder)
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(words, env=told, cwd=folder, stdout=log, stderr=log, text=True)
    try:
        until(lambda: world.get("state")["sockets"], (folder / "log").read_text(), 30)
        yield running
    finally:
        running.kill()
        running.wait(5)


def typed(world: World, folder: Path, pool: ThreadPoolExecutor) -> "Future[Shown]":
    """Somebody types a command that takes its time; returns once its door is open."""
    shown = pool.submit(world.command, "amy", "#smarketing", "/sla log L-4F7K call")
    until(lambda: inbox(folder), "the command did not come in")
    return shown


def test_a_command_under_way_is_answered_before_the_end(world: World, tmp_path: Path) -> None:
    with process(world, tmp_path, slow=1.5) as running, ThreadPoolExecutor() as pool:
        shown = typed(world, tmp_path, pool)
        running.send_signal(signal.SIGTERM)
        assert running.wait(15) == 0
        assert shown.result().error is None
        assert "stopped" in (tmp_path / "log").read_text()


def test_a_door_that_hangs_does_not_hold_up_the_end(world: World, tmp_path: Path) -> None:
    with process(world, tmp_path, slow=300) as running, ThreadPoolExecutor() as pool:
        typed(world, tmp_path, pool)
        asked_at = monotonic()
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
        assert monotonic() - asked_at < 15


def test_a_second_process_on_one_file_is_refused(world: World, tmp_path: Path) -> None:
    settings = settings_for(world, tmp_path)
    with held(settings.database_url), pytest.raises(SecondProcess, match="already runs"):
        run(settings, work_of(Counted().register), over_http=False)


def bot(world: World, folder: Path, **changes: Any) -> Bot:
    return Bot(
        Foundation.lay(settings_for(world, folder, **changes)), work_of(Counted().register), DRAWER, over_http=False
    )


def test_a_bot_that_starts_while_slack_is_down_waits_for_it(world: World, tmp_path: Path) -> None:
    world.fault("status", method="auth.test", status=503, count=2)
    starting, stop = bot(world, tmp_path), Event()
    thread = Thread(target=starting.start, args=(stop, False))
    thread.start()
    until(lambda: ready(starting).status_code == 503, "health is not served")
    until(lambda: ready(starting).status_code == 200, "it did not connect", 10)
    thread.join(5)
    starting.stop()


def test_a_bot_that_waits_for_slack_can_be_ended(world: World, tmp_path: Path) -> None:
    world.fault("status", method="auth.test", status=503)
    starting, stop = bot(world, tmp_path), Event()
    thread = Thread(target=starting.start, args=(stop, False))
    thread.start()
    until(lambda: ready(starting).json()["slack"].startswith("still"), "health is not served")
    stop.set()
    thread.join(2)
    assert not thread.is_alive()
    starting.stop()


@pytest.mark.parametrize(("setting", "token"), [("slack_bot_token", "xoxb-no"), ("slack_app_token", "xapp-no")])
def test_a_token_that_slack_refuses_is_named(world: World, tmp_path: Path, setting: str, token: str) -> None:
    starting = bot(world, tmp_path, **{setting: token})
    with pytest.raises(TokenRefused, match=rf"{setting.upper()} \(invalid_auth\)"):
        starting.start(Event(), restored=False)
    starting.stop()


def test_a_port_that_is_taken_is_named(world: World, tmp_path: Path) -> None:
    taken = httpx.URL(world.url).port
    with pytest.raises(PortTaken, match=f"127.0.0.1:{taken}"):
        bot(world, tmp_path, port=taken)


def test_the_token_is_not_in_the_database_in_clear(world: World, tmp_path: Path) -> None:
    starting = bot(world, tmp_path)
    starting.start(Event(), restored=False)
    starting.stop()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("sla-bot.db*"))
    assert world.bot_token.encode() not in kept
