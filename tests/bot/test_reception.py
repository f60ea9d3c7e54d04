"""Requests come in once, and the doors get what they need."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from slack_bolt import Ack, BoltRequest
from sqlalchemy import text, update

from storage.engine import Sessions
from storage.outbox_rows import InboxRow
from tests.bot.shell import Counted, inbox, running, settings_for, until, work_of
from tests.slack_world import World, running_world


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as found:
        yield found


def left(folder: Path) -> None:
    """As it stands when the process died before the door had closed."""
    sessions = Sessions(f"sqlite:///{folder / 'sla-bot.db'}")
    with sessions.write() as session:
        session.execute(update(InboxRow).values(state="received"))


def test_a_door_gets_the_workspace_and_the_instant_of_the_bots_clock(world: World, tmp_path: Path) -> None:
    world.freeze("2026-10-05T10:00:00+02:00")
    with running(settings_for(world, tmp_path), work_of(Counted().register)):
        answer = world.command("amy", "#smarketing", "/sla status").reply()
    assert answer.text.endswith("at 2026-10-05T08:00:00+00:00")


def gesture(world: World, trigger: str) -> BoltRequest:
    """A global shortcut as Slack sends it down the socket."""
    team, user = world.web_client().auth_test()["team_id"], world.person("amy")
    about = {"team": {"id": team}, "user": {"id": user}, "callback_id": "hand_off"}
    return BoltRequest(mode="socket_mode", body={"type": "shortcut", "trigger_id": trigger, **about})


def test_a_gesture_that_comes_twice_has_one_effect_and_is_acked_twice(world: World, tmp_path: Path) -> None:
    doors = Counted()
    with running(settings_for(world, tmp_path), work_of(doors.register)) as bot:
        answers = [bot.app.dispatch(gesture(world, trigger)) for trigger in ("t1", "t1", "t2")]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert doors.calls == ["shortcut", "shortcut"]


def test_the_same_gesture_twice_at_once_has_one_effect(world: World, tmp_path: Path) -> None:
    doors = Counted(slow=0.3)
    with running(settings_for(world, tmp_path), work_of(doors.register)) as bot, ThreadPoolExecutor(4) as pool:
        list(pool.map(bot.app.dispatch, [gesture(world, "t1") for _ in range(4)]))
    assert doors.calls == ["shortcut"]


def test_a_gesture_that_a_dead_process_left_is_taken_up_again(world: World, tmp_path: Path) -> None:
    doors = Counted()
    world.freeze("2026-10-05T10:00:00+02:00")
    with running(settings_for(world, tmp_path), work_of(doors.register)) as bot:
        bot.app.dispatch(gesture(world, "t1"))
        until(lambda: ("shortcut", "done") in inbox(tmp_path), "the request was not finished")
    left(tmp_path)
    world.advance(60)
    with running(settings_for(world, tmp_path), work_of(doors.register)) as bot:
        answers = [bot.app.dispatch(gesture(world, "t1")) for _ in range(2)]
    assert doors.calls == ["shortcut", "shortcut"] and [answer.status for answer in answers] == [200, 200]


def test_a_word_that_only_reads_leaves_no_record(world: World, tmp_path: Path) -> None:
    with running(settings_for(world, tmp_path), work_of(Counted().register)):
        world.command("amy", "#smarketing", "/sla status").reply()
        world.command("amy", "#smarketing", "/sla log L-4F7K call").reply()
    assert [source for source, _ in inbox(tmp_path)] == ["command"]


def test_a_locked_database_is_told_within_three_seconds(world: World, tmp_path: Path) -> None:
    doors, sessions = Counted(), Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    with running(settings_for(world, tmp_path), work_of(doors.register)), sessions.write() as holder:
        holder.execute(text("SELECT 1"))
        shown = world.command("amy", "#smarketing", "/sla lead Ada, Acme")
        assert shown.error is None and "try again in a minute" in shown.reply().text
    assert doors.calls == []


class Broken(Counted):
    """A door that nobody guarded."""

    def command(self, ack: Ack) -> None:  # type: ignore[override]
        raise RuntimeError("xoxb-canary")


def test_a_door_that_breaks_is_told_to_the_person_in_one_sentence(world: World, tmp_path: Path) -> None:
    with running(settings_for(world, tmp_path), work_of(Broken().register)):
        shown = world.command("amy", "#smarketing", "/sla log x")
        assert shown.error is None and "its log says what" in shown.reply().text


def test_a_workspace_that_the_bot_is_not_installed_in_is_told_so(world: World, tmp_path: Path) -> None:
    doors = Counted()
    with running(settings_for(world, tmp_path), work_of(doors.register)) as bot:
        about = {"team_id": "T0ELSEWHERE", "user_id": "U0ELSE", "command": "/sla", "text": "log x", "trigger_id": "t"}
        answer = bot.app.dispatch(BoltRequest(mode="socket_mode", body=about))
    assert "still getting to know" in str(answer.body) and doors.calls == []


def test_a_form_that_could_not_be_recorded_stays_open_with_what_was_typed(world: World, tmp_path: Path) -> None:
    doors, sessions = Counted(), Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    team, user = world.web_client().auth_test()["team_id"], world.person("amy")
    view = {
        "id": "V1",
        "type": "modal",
        "hash": "h",
        "callback_id": "form:lead",
        "blocks": [{"type": "input", "block_id": "name"}],
    }
    body = {"type": "view_submission", "team": {"id": team}, "user": {"id": user}, "view": view}
    with running(settings_for(world, tmp_path), work_of(doors.register)) as bot, sessions.write() as holder:
        holder.execute(text("SELECT 1"))
        answer = bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert json.loads(answer.body)["errors"]["name"].startswith("That was not taken in")


def test_an_event_that_could_not_be_recorded_is_left_to_slack_to_send_again(world: World, tmp_path: Path) -> None:
    doors, sessions = Counted(), Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    team = world.web_client().auth_test()["team_id"]
    event = {"type": "app_home_opened", "user": world.person("amy"), "tab": "home"}
    body = {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": event}
    with running(settings_for(world, tmp_path), work_of(doors.register)) as bot:
        with sessions.write() as holder:
            holder.execute(text("SELECT 1"))
            first = bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
        second = bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert (first.status, second.status, doors.calls) == (503, 200, ["event"])
