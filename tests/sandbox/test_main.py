"""The sandbox as a process of its own."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent.parent


def start(*options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "sandbox", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def running() -> Iterator["tuple[subprocess.Popen[str], dict[str, str]]"]:
    """A sandbox on a free port, and what it printed."""
    started = start("--port", "0")
    assert started.stdout is not None
    lines = [started.stdout.readline().strip() for _ in range(6)]
    yield started, dict(line.split("=", 1) for line in lines[1:5])
    started.kill()
    started.communicate()


def test_it_prints_what_an_app_needs(running: "tuple[subprocess.Popen[str], dict[str, str]]") -> None:
    _, settings = running
    assert settings["SLACK_BOT_TOKEN"].startswith("xoxb-sandbox-")
    assert settings["SLACK_APP_TOKEN"].startswith("xapp-")
    answer = httpx.post(settings["SLACK_API_URL"] + "auth.test", data={"token": settings["SLACK_BOT_TOKEN"]})
    assert answer.json()["ok"] and settings["SLACK_SIGNING_SECRET"]


def test_a_termination_ends_it_cleanly_although_someone_listens(
    running: "tuple[subprocess.Popen[str], dict[str, str]]",
) -> None:
    started, settings = running
    base = settings["SLACK_API_URL"].removesuffix("/api/")
    order = {"participant": "x", "seen": 0, "next_due": None, "timeout": 60}
    threading.Thread(target=_quietly, args=(f"{base}/_sandbox/clock/wait", order), daemon=True).start()
    time.sleep(0.2)
    started.send_signal(signal.SIGTERM)
    assert started.wait(10) == 0


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        _, errors = (failed := start("--port", port)).communicate(timeout=20)
    assert failed.returncode == 1
    assert errors.strip() == f"Error: Port {port} can't be used (Address already in use); give another with --port."


def test_a_second_sandbox_on_a_port_is_told_where_the_first_one_is(
    running: "tuple[subprocess.Popen[str], dict[str, str]]",
) -> None:
    _, settings = running
    port = settings["SLACK_API_URL"].removesuffix("/api/").rsplit(":", 1)[1]
    _, errors = (failed := start("--port", port)).communicate(timeout=20)
    assert failed.returncode == 1
    assert errors.strip().startswith(
        f"Error: A sandbox is running on port {port} already: use it at http://127.0.0.1:{port}/"
    )
    assert httpx.get(settings["SLACK_API_URL"] + "api.test").json()["ok"]


def test_help_names_the_command_as_it_is_installed() -> None:
    said, _ = start("--help").communicate(timeout=20)
    assert said.startswith("Usage: sla-bot sandbox [OPTIONS]")


def test_events_that_can_not_happen_are_named_at_the_start(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    events = "settings: {event_subscriptions: {bot_events: [message.im, emoji_changed]}}"
    manifest.write_text(f"display_information: {{name: X}}\n{events}\n")
    started = start("--port", "0", "--manifest", str(manifest))
    assert started.stderr is not None
    said = next(line for line in started.stderr if line.startswith("The manifest's events"))
    started.terminate()
    started.communicate(timeout=20)
    assert said.startswith("The manifest's events emoji_changed can't happen here")


def test_a_manifest_that_does_not_parse_is_one_sentence(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("display_information:\n  name: [\n")
    _, errors = (failed := start("--manifest", str(manifest))).communicate(timeout=20)
    assert failed.returncode == 1
    assert errors.startswith(f"Error: {manifest}, line 3, column 1: it does not parse as YAML")


def test_a_wrong_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text("people: 3")
    _, errors = (failed := start("--people", str(path))).communicate(timeout=20)
    assert failed.returncode == 1
    assert len(errors.strip().splitlines()) == 1


def _quietly(url: str, order: dict[str, object]) -> None:
    try:
        httpx.post(url, json=order, timeout=60)
    except httpx.TransportError:
        return
