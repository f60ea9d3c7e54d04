"""After a restore, what may have been said since the backup is looked for before it is said again."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from bot.foundation import Foundation
from bot.running import Bot
from bot.work import Work
from jobs import SCHEDULE, due_by_sweep
from jobs.announce import TEMPLATES
from sla.lead import NewLead
from storage import facts
from tests.bot.shell import settings_for
from tests.drawing import DRAWER
from tests.makers import company_x, make_agreement
from tests.moments import at
from tests.slack_world import World, running_world

WORK = Work(lambda app: None, SCHEDULE, due_by_sweep, TEMPLATES)
TEN = at("2026-10-05 10:00")


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as found:
        found.freeze(TEN)
        yield found


def start(world: World, folder: Path, restored: bool = False) -> Bot:
    bot = Bot(Foundation.lay(settings_for(world, folder)), WORK, DRAWER, over_http=False)
    bot.start(Event(), restored)
    return bot


def follow_ups(world: World) -> int:
    return sum(seen.event_type.startswith("sla_follow_up") for seen in world.posted())


def with_a_lead(bot: Bot, world: World) -> None:
    sessions = bot.base.sessions
    workspace = bot.base.installations.of_team(world.web_client().auth_test()["team_id"])
    assert workspace is not None
    with sessions.write() as session:
        agreement = make_agreement(
            session, company_x(), workspace=workspace.workspace, channel=world.channel("#smarketing")
        )
        facts.hand_off(session, agreement, NewLead(name="Ada", rep=world.person("rita")), at=TEN, by=None)
    bot.poke()


def backed_up_and_restored(world: World, folder: Path, restored: bool) -> tuple[int, int]:
    """Alerts go out after the backup was made; how many there are before and after the bot starts on the backup."""
    bot = start(world, folder)
    with_a_lead(bot, world)
    world.advance(60)
    bot.stop()
    shutil.copyfile(folder / "sla-bot.db", folder / "backup")
    bot = start(world, folder)
    world.advance(3600)
    bot.stop()
    before = follow_ups(world)
    for path in folder.glob("sla-bot.db-*"):
        path.unlink()
    shutil.copyfile(folder / "backup", folder / "sla-bot.db")
    bot = start(world, folder, restored)
    world.advance(300)
    bot.stop()
    return before, follow_ups(world)


def test_nothing_is_said_twice(world: World, tmp_path: Path) -> None:
    before, after = backed_up_and_restored(world, tmp_path, restored=True)
    assert before >= 2 and after == before


def test_without_the_word_it_would_be_said_twice(world: World, tmp_path: Path) -> None:
    before, after = backed_up_and_restored(world, tmp_path, restored=False)
    assert after > before
