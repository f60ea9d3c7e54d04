"""`tick`: once, at an instant, in the past too; and its rehearsal."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

import jobs
from bot.errors import BackInTime, SlackUnreachable, TokenRefused
from bot.foundation import Foundation
from bot.tick import Round, Ticked, begin, rehearse, tick_all
from bot.work import Work
from jobs.announce import TEMPLATES
from sla.lead import NewLead
from storage import facts
from storage.outbox_rows import OutboxRow
from tests.bot.shell import settings_for
from tests.drawing import DRAWER
from tests.makers import company_x, make_agreement
from tests.moments import at
from tests.slack_world import World, running_world

WORK = Work(lambda app: None, jobs.SCHEDULE, jobs.due_by_sweep, TEMPLATES)


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as found:
        yield found


@pytest.fixture
def base(world: World, tmp_path: Path) -> Iterator[Foundation]:
    """The shell's parts, by the system's clock: ticks say themselves what time it is."""
    laid = Foundation.lay(settings_for(world, tmp_path, sla_bot_clock="system"))
    yield laid
    laid.sessions.dispose()


def turn(base: Foundation, written: str) -> Round:
    return begin(base, None, lambda _zone: at(written))


def tick(base: Foundation, written: str) -> Ticked:
    return tick_all(turn(base, written), WORK, DRAWER)


def with_a_lead(base: Foundation, world: World, handed_off: datetime) -> None:
    """Company X, in the sandbox's #smarketing, and a lead of Rita's that nobody follows up."""
    workspace = turn(base, "2026-10-01 00:00").installed.workspace
    with base.sessions.write() as session:
        terms = company_x()
        agreement = make_agreement(session, terms, workspace=workspace, channel=world.channel("#smarketing"))
        new = NewLead(name="Ada", tier="director", rep=world.person("rita"))
        facts.hand_off(session, agreement, new, at=handed_off, by=None)


def messages(base: Foundation) -> int:
    with base.sessions.read() as session:
        return session.scalar(select(func.count()).select_from(OutboxRow)) or 0


def test_a_tick_says_what_is_due_at_its_instant_and_no_more(base: Foundation, world: World) -> None:
    with_a_lead(base, world, at("2026-10-05 10:00"))
    ticked = tick(base, "2026-10-05 10:49")
    assert ticked.swept["follow_ups"] == 1 and ticked.swept["breaches"] == 0
    assert [seen.event_type for seen in world.posted() if seen.where == "@rita"] == ["sla_follow_up_warning"]


def test_the_same_instant_again_does_nothing_more(base: Foundation, world: World) -> None:
    with_a_lead(base, world, at("2026-10-05 10:00"))
    tick(base, "2026-10-05 10:49")
    before = len(world.posted())
    assert not any(tick(base, "2026-10-05 10:49").swept.values())
    assert len(world.posted()) == before


def test_a_tick_does_not_go_back_behind_the_last_one(base: Foundation, world: World) -> None:
    tick(base, "2026-10-05 10:00")
    with pytest.raises(BackInTime, match="2026-10-05T08:00:00"):
        tick(base, "2026-10-05 09:59")


def test_several_messages_to_one_place_all_go_in_one_tick(base: Foundation, world: World) -> None:
    with_a_lead(base, world, at("2026-10-05 10:00"))
    ticked = tick(base, "2026-11-03 12:00")
    channel = [seen for seen in world.posted() if seen.where == "#smarketing"]
    assert len(channel) >= 3 and ticked.notes == ()


def test_a_rehearsal_names_what_would_be_sent_and_changes_nothing(base: Foundation, world: World) -> None:
    with_a_lead(base, world, at("2026-10-05 10:00"))
    before = messages(base)
    rehearsed = rehearse(turn(base, "2026-10-05 10:49"), WORK)
    assert rehearsed.swept["follow_ups"] == 1
    assert any("sla_follow_up_warning" in note for note in rehearsed.notes)
    assert messages(base) == before and world.posted() == []


def test_after_a_rehearsal_the_tick_does_it(base: Foundation, world: World) -> None:
    with_a_lead(base, world, at("2026-10-05 10:00"))
    rehearse(turn(base, "2026-10-05 10:49"), WORK)
    assert tick(base, "2026-10-05 10:49").swept["follow_ups"] == 1


def test_a_tick_without_slack_does_nothing_at_all(base: Foundation, world: World) -> None:
    with_a_lead(base, world, at("2026-10-05 10:00"))
    before = messages(base)
    world.fault("status", method="auth.test", status=503)
    with pytest.raises(SlackUnreachable):
        tick(base, "2026-10-05 10:49")
    assert messages(base) == before


def test_a_tick_with_a_wrong_token_is_refused(world: World, tmp_path: Path) -> None:
    laid = Foundation.lay(settings_for(world, tmp_path, sla_bot_clock="system", slack_bot_token="xoxb-no"))
    with pytest.raises(TokenRefused, match="SLACK_BOT_TOKEN"):
        tick(laid, "2026-10-05 10:00")


def test_the_zone_of_the_one_agreement_is_known_and_of_none_it_is_not(base: Foundation, world: World) -> None:
    asked: list[str | None] = []

    def instant(zone: str | None) -> datetime:
        asked.append(zone)
        return at("2026-10-05 10:00")

    begin(base, None, instant)
    with_a_lead(base, world, at("2026-10-05 10:00"))
    begin(base, None, instant)
    assert asked == [None, "Europe/Rome"]
