"""Killed at each point of a delivery, on both databases: the next process finishes, and each message is there once."""

import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from storage import obligations, outbox, workspaces
from storage.engine import Sessions
from storage.outgoing import State
from tests.jobs.deliver_process import start
from tests.jobs.desk import CHARTED
from tests.makers import make_agreement
from tests.slack_world import World, world

BEGIN = "2026-10-05T09:00:00+02:00"
LATER = "2026-10-05T09:03:00+02:00"
POINTS = (
    "claim.after_commit",
    "gate.before_update",
    "send.before_connect",
    "send.mid_body",
    "send.after_body",
    "send.after_response",
    "result.after_commit",
)
__all__ = ["world"]


@dataclass
class Scene:
    """A database with messages to send, and the sandbox to send them to."""

    world: World
    sessions: Sessions

    def run(self, at: str | None, point: str = "", **more: Any) -> int | None:
        """Runs a sender to its end; returns its exit status, negative for the signal that killed it."""
        return ended(self.start(at, point, **more))

    def start(self, at: str | None, point: str = "", **more: Any) -> BaseProcess:
        database = self.sessions.url.render_as_string(hide_password=False)
        return start(
            {
                "database": database,
                "api": self.world.api_url,
                "token": self.world.bot_token,
                "at": at,
                "dies_at": point,
                **more,
            }
        )

    def owe(self, occurrence: str, at: str, **changes: Any) -> None:
        """A post is owed to the channel, or what a test wants instead."""
        now = datetime.fromisoformat(at)
        with self.sessions.write() as session:
            workspace = workspaces.only(session)
            owed: dict[str, Any] = {
                "workspace_id": workspace.id,
                "agreement_id": 1,
                "terms_id": 1,
                "kind": "sla_pacing",
                "subject": "pacing",
                "occurrence": occurrence,
                "due_at": now,
                "to": self.world.channel("#smarketing"),
                "lane": "digest",
                "args": {},
                "not_before": now,
            }
            assert obligations.owe(session, **(owed | changes))

    def posted(self) -> Counter[str]:
        return Counter(seen.text.splitlines()[-1] for seen in self.world.posted())

    def states(self) -> set[State]:
        with self.sessions.read() as session:
            return {message.state for message in outbox.messages(session, workspaces.only(session).id)}


def ended(sender: BaseProcess) -> int | None:
    """Waits for a sender, and returns how it ended."""
    sender.join(60)
    return sender.exitcode


@pytest.fixture
def scene(world: World, sessions: Sessions) -> Iterator[Scene]:
    bot = world.web_client().auth_test()
    with sessions.write() as session:
        workspace = workspaces.ensure(
            session, bot["team_id"], "Company X", bot["user_id"], bot["bot_id"], [], datetime.fromisoformat(BEGIN)
        )
        make_agreement(session, workspace=workspace)
    world.freeze(BEGIN)
    return Scene(world, sessions)


@pytest.mark.parametrize("point", POINTS)
def test_a_sender_killed_anywhere_leaves_each_message_delivered_once(scene: Scene, point: str) -> None:
    scene.owe("1", BEGIN)
    scene.owe("2", BEGIN, kind="sla_strike", to=scene.world.person("@rita"), lane="alert")
    scene.owe("3", BEGIN)
    assert scene.run(BEGIN, point) == -signal.SIGKILL
    scene.world.advance(to=LATER)
    assert scene.run(LATER) == 0
    assert scene.posted() == {"sla_pacing pacing 1": 1, "sla_strike pacing 2": 1, "sla_pacing pacing 3": 1}
    assert scene.states() == {State.SENT}


@pytest.mark.parametrize("point", ["doubt.before_lookup", "doubt.after_lookup"])
def test_a_sender_killed_while_it_looks_leaves_the_message_delivered_once(scene: Scene, point: str) -> None:
    scene.owe("1", BEGIN)
    assert scene.run(BEGIN, "send.after_response") == -signal.SIGKILL
    scene.world.advance(to=LATER)
    assert scene.run(LATER, point) == -signal.SIGKILL
    assert scene.run("2026-10-05T09:06:00+02:00") == 0
    assert scene.posted() == {"sla_pacing pacing 1": 1}


@pytest.mark.parametrize("point", ["upload.after_step1", "upload.after_step2", "upload.after_step3"])
def test_a_sender_killed_at_an_upload_leaves_one_message_with_its_chart(scene: Scene, point: str) -> None:
    scene.owe("1", BEGIN, kind=CHARTED)
    assert scene.run(BEGIN, point) == -signal.SIGKILL
    scene.world.advance(to=LATER)
    assert scene.run(LATER) == 0
    assert scene.posted() == {"sla_review pacing 1": 1}
    assert scene.world.last("#smarketing").blocks[-1]["type"] == "image"


def test_without_looking_a_sender_killed_after_the_answer_doubles(scene: Scene) -> None:
    """The negative control: a sender that tries again blindly is seen to double."""
    scene.owe("1", BEGIN)
    assert scene.run(BEGIN, "send.after_response") == -signal.SIGKILL
    scene.world.advance(to=LATER)
    assert scene.run(LATER, blind=True) == 0
    assert scene.posted() == {"sla_pacing pacing 1": 2}


def test_two_senders_at_once_deliver_each_message_once(scene: Scene) -> None:
    scene.world.post("clock", {"mode": "real"})
    people = ("amy", "josh", "rita", "remo", "rosa", "ada")
    for number in range(12):
        to = scene.world.person(people[number % len(people)])
        scene.owe(f"{number}", BEGIN, kind="sla_strike", to=to, lane="alert")
    one, other = scene.start(None), scene.start(None)
    assert (ended(one), ended(other)) == (0, 0)
    assert scene.posted() == {f"sla_strike pacing {number}": 1 for number in range(12)}
