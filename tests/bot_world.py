"""The whole bot in a sandbox, with Company X's agreement: for tests of what people and time set off.

    def test_an_overdue_lead_is_nudged(bot_world: BotWorld) -> None:
        bot_world.command("josh", "#smarketing", "/sla lead Ada, Acme @rita")
        bot_world.expect_messages(("@rita", "Ada"))
        bot_world.advance(3600)
        bot_world.expect_messages(("@rita", "48 min"), ("@rita", "1 h"))

`BotWorld` is a `World` (tests/slack_world.py) in which the bot runs: a real Bolt app on a real socket, the real
sweeps, a SQLite database. It is 2026-10-05 10:00 in Rome, a Monday, and the clock stands still until `advance`.
"""

import atexit
import contextlib
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import logs
from bot.foundation import Foundation
from bot.ours import OURS
from bot.running import Bot
from bot.settings import Settings
from bot.work import Work
from intake import agreement_files
from intake.agreements import carry_out
from sla.agreement import Agreement
from storage import agreements, people, schema
from storage.engine import Sessions
from storage.workspaces import PersonRow, Workspace, only
from tests.drawing import DRAWER
from tests.moments import at
from tests.slack_world import PATIENCE, Seen, World, running_world
from tests.slack_world import _compare as compare

ROOT = Path(__file__).parents[1]
COMPANY_X = ROOT / "docs" / "examples" / "company-x.yaml"
A_FEW_SECONDS = 5
MONDAY_AT_TEN = at("2026-10-05 10:00")


@dataclass
class BotWorld(World):
    """A sandbox with the bot in it."""

    folder: Path = field(default_factory=Path)
    bot: Bot | None = None

    @property
    def sessions(self) -> Sessions:
        """The bot's database."""
        assert self.bot is not None
        return self.bot.base.sessions

    @property
    def workspace(self) -> Workspace:
        """The one workspace."""
        with self.sessions.read() as session:
            return only(session)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to look into the database with."""
        with self.sessions.read() as session:
            yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction to set something up with; the bot looks afterwards what became due."""
        assert self.bot is not None
        with self.sessions.write() as session:
            yield session
        self.bot.poke()

    def agreement(self, slug: str = "company-x") -> Agreement:
        """The agreement of this slug, with the terms that hold now."""
        with self.reading() as session:
            return agreements.by_slug(session, self.workspace.id, slug, self.now())

    def apply(self, text: str, *, signed: bool = True) -> Agreement:
        """An agreement file is applied, as `sla-bot apply --yes --signed` does."""
        workspace = self.workspace
        with self.writing() as session:
            file = agreement_files.read(
                text,
                people=lambda written: _user(people.find(session, workspace.id, written)),
                channels=lambda written: people.channel(session, workspace.id, written),
                today=date(2026, 10, 1),
            )
            carry_out(session, workspace.id, file, at=self.now(), by="the operator", vouched=signed)
        return self.agreement(file.terms.slug)

    def start(self, work: Work = OURS, **changes: Any) -> None:
        """The bot starts; it is ready, and knows everybody, when this returns."""
        self.bot = Bot(Foundation.lay(self._settings(changes)), work, DRAWER, over_http=False)
        self.bot.start(Event(), restored=False)
        self.until(self._knows_everybody, "the bot did not get to know the workspace")

    def expect_messages(self, *expected: tuple[str, str], seconds: float = PATIENCE) -> list[Seen]:
        """As in World; the clock moves on by a few seconds first, as messages to one place go out one a second."""
        self.advance(A_FEW_SECONDS)
        return super().expect_messages(*expected, seconds=seconds)

    def expect_posts(self, *expected: tuple[str, str]) -> list[Seen]:
        """The same for what the bot says by itself: answers that only the asker sees are not looked at."""
        self.advance(A_FEW_SECONDS)
        fresh = self._fresh()
        self.forget_messages()
        posts = [one for one in fresh if not one.is_ephemeral]
        compare(expected, posts)
        return posts

    def settle(self) -> None:
        """All that is due now is done and said; the next `expect_messages` does not see it."""
        self.advance(A_FEW_SECONDS)
        self.forget_messages()

    def stop(self) -> None:
        """The bot ends; the database stays."""
        if self.bot is not None:
            self.bot.stop()
        self.bot = None

    def _settings(self, changes: dict[str, Any]) -> Settings:
        told = {
            "slack_bot_token": self.bot_token,
            "slack_app_token": self.app_token,
            "slack_api_url": self.api_url,
            "sla_bot_clock": f"{self.url}/_sandbox/clock",
            "database_url": f"sqlite:///{self.folder / 'sla-bot.db'}",
            "port": 0,
        }
        return Settings(_env_file=None, **{**told, **changes})

    def _knows_everybody(self) -> bool:
        with self.reading() as session:
            return bool(session.scalar(select(func.count()).select_from(PersonRow)))


@contextlib.contextmanager
def running_bot(
    folder: Path, *, now: datetime = MONDAY_AT_TEN, work: Work = OURS, agreement: Path | None = COMPANY_X
) -> Iterator[BotWorld]:
    """A sandbox and the bot in it, at an instant, with the agreement of a file in force."""
    logs.structure(logging.INFO, sys.stdout)
    with running_world() as plain:
        world = BotWorld(plain.url, folder=folder)
        world.freeze(now - timedelta(seconds=A_FEW_SECONDS))
        shutil.copyfile(_migrated(), folder / "sla-bot.db")
        try:
            world.start(work)
            if agreement is not None:
                world.apply(agreement.read_text())
            world.settle()
            yield world
        finally:
            world.stop()
            world.client.close()


@pytest.fixture
def bot_world(tmp_path: Path) -> Iterator[BotWorld]:
    """The bot at work for Company X."""
    with running_bot(tmp_path) as world:
        yield world


@cache
def _migrated() -> Path:
    """A database with every table, made once for all tests of a process."""
    folder = Path(tempfile.mkdtemp(prefix="sla-bot-world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sessions = Sessions(f"sqlite:///{folder / 'sla-bot.db'}")
    schema.upgrade(sessions)
    sessions.dispose()
    return folder / "sla-bot.db"


def _user(found: people.DirectoryPerson | None) -> str | None:
    return None if found is None else found.user_id
