"""`doctor`: what it finds, and what it says to do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.foundation import Foundation
from bot.tick import begin
from sla.agreement import Person
from storage import workspaces
from tests.bot.cli import Ran, sla_bot
from tests.bot.shell import settings_for
from tests.makers import JOSH, company_x, make_agreement
from tests.moments import at
from tests.slack_world import World, running_world


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as found:
        yield found


def known(world: World, folder: Path, channel: str = "#smarketing", contact: Person = JOSH) -> None:
    """The bot was here: the workspace, its people, and Company X's agreement in a channel."""
    marketing, sales = company_x().parties
    terms = company_x(parties=(replace(marketing, contact=contact), sales))
    base = Foundation.lay(settings_for(world, folder, sla_bot_clock="system"))
    workspace = begin(base, None, lambda _zone: at("2026-10-01 00:00")).installed.workspace
    with base.sessions.write() as session:
        make_agreement(session, terms, workspace=workspace, channel=world.channel(channel))
        workspaces.set_admin(session, workspace.id, world.person("ada"))
    base.sessions.dispose()


def doctor(world: World, folder: Path, *words: str, **changes: str) -> Ran:
    told = {"SLACK_BOT_TOKEN": world.bot_token, "SLACK_APP_TOKEN": world.app_token, "SLACK_API_URL": world.api_url}
    return sla_bot(folder, "doctor", *words, **{**told, **changes})


def test_an_installation_in_order_has_nothing_wrong(world: World, tmp_path: Path) -> None:
    known(world, tmp_path)
    ran = doctor(world, tmp_path)
    assert ran.status == 0, ran.out
    assert "the bot is in #smarketing" in ran.out and "all 8 that are required" in ran.out


def test_a_channel_without_the_bot_is_named_with_what_to_write_there(world: World, tmp_path: Path) -> None:
    known(world, tmp_path, "#general")
    ran = doctor(world, tmp_path)
    assert ran.status == 1 and "/invite @sla-bot" in ran.out


@pytest.mark.parametrize(
    ("contact", "advice"),
    [
        (JOSH, "start `sla-bot run`: it reads the directory"),
        (Person("@jsoh"), "check the handle, and apply the file without --offline"),
        (Person("The office manager"), "nothing, if so it is meant; else write their @handle"),
    ],
)
def test_a_contact_whom_slack_lacks_gets_the_advice_that_helps(
    world: World, tmp_path: Path, contact: Person, advice: str
) -> None:
    known(world, tmp_path, contact=contact)
    ran = doctor(world, tmp_path)
    assert ran.status == 0 and f"{contact.written}" in ran.out and advice in ran.out


@pytest.mark.parametrize("setting", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_token_that_slack_refuses_is_wrong(world: World, tmp_path: Path, setting: str) -> None:
    known(world, tmp_path)
    token = "xoxb-no" if setting == "SLACK_BOT_TOKEN" else "xapp-no"
    ran = doctor(world, tmp_path, **{setting: token})
    assert ran.status == 1 and "invalid_auth" in ran.out and token not in ran.out


def test_an_armed_failpoint_is_said(world: World, tmp_path: Path) -> None:
    ran = doctor(world, tmp_path, SLA_BOT_FAILPOINT="claim.after_commit:kill")
    assert ran.status == 1 and "claim.after_commit:kill is armed" in ran.out


def test_without_a_database_it_says_how_one_comes_about(world: World, tmp_path: Path) -> None:
    ran = doctor(world, tmp_path)
    assert "does not exist yet" in ran.out and "sla-bot run" in ran.out
    assert not (tmp_path / "sla-bot.db").exists()


def test_slack_that_does_not_answer_is_told_from_a_wrong_token(world: World, tmp_path: Path) -> None:
    known(world, tmp_path)
    ran = doctor(world, tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/")
    assert ran.status == 1 and "check the network" in ran.out


def test_settings_that_are_wrong_come_first_and_all_together(tmp_path: Path) -> None:
    ran = sla_bot(tmp_path, "doctor", PORT="high", SLA_BOT_FAILPOINT="x")
    assert ran.status == 1 and "PORT" in ran.err and "SLA_BOT_FAILPOINT" in ran.err


def test_live_measures_in_the_admins_direct_messages(world: World, tmp_path: Path) -> None:
    known(world, tmp_path)
    ran = doctor(world, tmp_path, "--live")
    assert ran.status == 0, ran.out
    assert "with its metadata" in ran.out and "a repeat posts again" in ran.out and "a post can be edited" in ran.out
    assert {seen.where for seen in world.posted()} == {"@ada"}
