"""The shell with doors and sweeps of the tests' own, run against a sandbox."""

import contextlib
import logging
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import httpx
from slack_bolt import Ack, App, BoltContext, Respond
from sqlalchemy import select

from bot import logs
from bot.foundation import Foundation
from bot.running import Bot
from bot.settings import Settings
from bot.work import Sweep, Work
from storage.engine import Sessions
from storage.outbox_rows import InboxRow
from tests.drawing import DRAWER
from tests.slack_world import World


@dataclass
class Counted:
    """Doors that only count, and answer with what the shell gave them."""

    calls: list[str] = field(default_factory=list)
    slow: float = 0.0

    def register(self, app: App) -> None:
        app.command("/sla")(self.command)
        app.shortcut("hand_off")(self.shortcut)
        app.event("app_home_opened")(self.event)

    def command(self, ack: Ack, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        self.calls.append(body["text"])
        time.sleep(self.slow)
        ack()
        respond(f"{context['workspace'].team_id} at {context['now'].isoformat()}")

    def shortcut(self, ack: Ack) -> None:
        self.calls.append("shortcut")
        time.sleep(self.slow)
        ack()

    def event(self, event: dict[str, Any]) -> None:
        self.calls.append("event")


def never(_sessions: Sessions) -> dict[str, datetime]:
    """Nothing is ever due."""
    return {}


def work_of(
    doors: Callable[[App], None],
    *sweeps: tuple[str, Sweep, int],
    due_by_sweep: Callable[[Sessions], dict[str, datetime]] = never,
) -> Work:
    """The shell's work with these doors and sweeps, and no messages."""
    return Work(doors, sweeps, due_by_sweep, {})


def settings_for(world: World, folder: Path, **changes: Any) -> Settings:
    """Settings for this world, and nothing from the machine's environment or a file."""
    told: dict[str, Any] = {
        "slack_bot_token": world.bot_token,
        "slack_app_token": world.app_token,
        "slack_signing_secret": world.signing_secret,
        "slack_api_url": world.api_url,
        "database_url": f"sqlite:///{folder / 'sla-bot.db'}",
        "sla_bot_clock": f"{world.url}/_sandbox/clock",
        "port": 0,
    }
    return Settings(_env_file=None, **{**told, **changes})


@contextlib.contextmanager
def running(settings: Settings, work: Work, over_http: bool = False) -> Iterator[Bot]:
    """The shell, until the block ends; ready from its first line on."""
    logs.structure(logging.INFO, sys.stdout)
    bot = Bot(Foundation.lay(settings), work, DRAWER, over_http)
    try:
        bot.start(Event(), restored=False)
        until(lambda: ready(bot).status_code == 200, "the bot did not get ready")
        yield bot
    finally:
        bot.stop()


def ready(bot: Bot) -> httpx.Response:
    """What `GET /readyz` answers."""
    return httpx.get(f"http://127.0.0.1:{bot.port}/readyz", timeout=10, trust_env=False)


def inbox(folder: Path) -> list[tuple[str, str]]:
    """Source and state of each request on record."""
    sessions = Sessions(f"sqlite:///{folder / 'sla-bot.db'}")
    with sessions.read() as session:
        return [(row.source, row.state) for row in session.scalars(select(InboxRow).order_by(InboxRow.id))]


def until(look: Callable[[], Any], otherwise: str, seconds: float = 8.0) -> Any:
    """Looks until it sees something true; fails with `otherwise` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.02)
    return seen
