"""The processes of the demo, started in order and ended together: the sandbox, then the bot in it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from bot.demo.cast import Cast, Controls
from bot.demo.story import story
from bot.errors import DemoFailed
from intake import agreement_files
from sla.agreement import Terms

ROOT = Path(__file__).parent.parent.parent
MANIFEST = ROOT / "manifest.yml"
TOUR = Path(__file__).parent / "tour.yaml"
AGREEMENT = ROOT / "docs" / "examples" / "company-x.yaml"
READY_WITHIN = 40.0
END_WITHIN = 16.0
OPENS_AT = time_of_day(8, 30)
QUIET = 0.004  # the bot has done its work, and said what is due next, when it acknowledges


@contextmanager
def set_up(port: int, folder: Path, stop: Event) -> Iterator[tuple[str, date]]:
    """Everything running on the first morning of the agreement; yields the page's address and that day."""
    terms = agreement_files.read(AGREEMENT.read_text(), people=None, channels=None, today=date(2026, 10, 1)).terms
    with _sandbox(port) as printed:
        controls = Controls(printed["BASE"])
        controls.post("settings", {"quiet_seconds": QUIET})
        controls.post("clock", {"start": _opening(terms).isoformat(), "mode": "running", "rate": 1})
        with _bot(printed, folder, _free_port()) as environment:
            _apply(environment, AGREEMENT)
            cast = Cast(controls, terms.channel, story(terms))
            Thread(target=cast.play, args=(stop,), daemon=True).start()
            yield controls.base, terms.starts


def _opening(terms: Terms) -> datetime:
    return terms.hours.instant(terms.starts, OPENS_AT)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def _sandbox(port: int) -> Iterator[dict[str, str]]:
    """A sandbox with the bot's manifest; yields what it prints: its tokens, and its address as `BASE`."""
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--manifest", str(MANIFEST), "--tour", str(TOUR)]
    with _running(command, dict(os.environ), stdout=subprocess.PIPE, text=True) as started:
        yield _introduced(started)


@contextmanager
def _bot(printed: Mapping[str, str], folder: Path, port: int) -> Iterator[dict[str, str]]:
    """The bot on a SQLite database in the folder, by the sandbox's clock; yields its environment once it is ready."""
    environment = {
        **os.environ,
        **{name: value for name, value in printed.items() if name != "BASE"},
        "SLA_BOT_CLOCK": f"{printed['BASE']}/_sandbox/clock",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
        "PORT": str(port),
    }
    with _running(_sla_bot("run"), environment, stdout=(folder / "bot.log").open("w"), stderr=subprocess.STDOUT) as run:
        _wait_until_ready(run, port, folder / "bot.log")
        yield environment


def _apply(environment: Mapping[str, str], file: Path) -> None:
    """Brings an agreement into force, as an operator would; raises DemoFailed with what the command said."""
    done = subprocess.run(  # noqa: S603
        _sla_bot("apply", str(file), "--yes", "--signed"),
        env=dict(environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise DemoFailed(f"The agreement could not be applied: {done.stderr.strip() or done.stdout.strip()}")


def _sla_bot(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", *arguments]


@contextmanager
def _running(command: list[str], environment: dict[str, str], **how: Any) -> Iterator["subprocess.Popen[str]"]:
    started = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True, **how)  # noqa: S603
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(END_WITHIN)
        except subprocess.TimeoutExpired:
            started.kill()


def _introduced(started: "subprocess.Popen[str]") -> dict[str, str]:
    printed: dict[str, str] = {}
    for line in started.stdout or ():
        name, found, value = line.strip().partition("=")
        if found:
            printed[name] = value
        if name == "SLACK_SIGNING_SECRET":
            printed["BASE"] = printed["SLACK_API_URL"].removesuffix("/api/")
            return printed
    raise DemoFailed("The sandbox did not start: its port may be taken; give another with --port.")


def _wait_until_ready(run: "subprocess.Popen[str]", port: int, its_log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while run.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise DemoFailed(f"The bot did not start. The last it said: {its_log.read_text().strip()[-600:] or 'nothing'}")
