"""Participants for the clock's tests: threads that follow it as docs/sandbox.md says."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from tests.slack_world import World

Work = Callable[[datetime], datetime | None]


@dataclass
class Follower:
    """Does `work` at each instant it is woken at; the work returns when it is next due."""

    world: World
    name: str
    work: Work
    rounds: list[datetime] = field(default_factory=list)
    is_stopped: bool = False

    def follow(self) -> None:
        """The loop of a participant."""
        seen, due = None, None
        with httpx.Client(trust_env=False, timeout=60) as client, contextlib.suppress(httpx.TransportError):
            while not self.is_stopped:
                order = {"participant": self.name, "seen": seen, "next_due": due and due.isoformat(), "timeout": 0.5}
                answer: dict[str, Any] = client.post(f"{self.world.url}/_sandbox/clock/wait", json=order).json()
                if answer["moves"] != seen:
                    seen, now = answer["moves"], datetime.fromisoformat(answer["now"])
                    self.rounds.append(now)
                    due = self.work(now)


@contextlib.contextmanager
def following(world: World, name: str, work: Work) -> Iterator[Follower]:
    """A participant at rest, in a thread of its own."""
    follower = Follower(world, name, work)
    thread = threading.Thread(target=follower.follow, daemon=True)
    thread.start()
    world.until(lambda: world.get("clock")["participants"].get(name, {}).get("asleep"), f"{name} does not sleep")
    try:
        yield follower
    finally:
        follower.is_stopped = True
