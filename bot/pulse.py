"""What makes time pass for the bot: the heartbeat of the system's clock, or a sandbox's clock followed."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import jobs
from bot.clock import Clock, SandboxClock
from bot.follower import Follower
from bot.scheduler import Delivery, Heartbeat
from storage.engine import Sessions

DAY = 86_400


class Pulse(Protocol):
    """Does what is due, by itself."""

    def start(self) -> None: ...
    def poke(self) -> None: ...
    def stop(self, seconds: float) -> None: ...


class Beating:
    """By the system's clock: a heartbeat for each sweep, and a thread that delivers."""

    def __init__(self, sessions: Sessions, clock: Clock, deliver: Callable[[], int]) -> None:
        self._delivery = Delivery(deliver)
        self.heartbeat = Heartbeat(sessions, clock, jobs.SCHEDULE)

    def start(self) -> None:
        self._delivery.start()
        self.heartbeat.start(self._delivery.poke)

    def poke(self) -> None:
        self._delivery.poke()

    def stop(self, seconds: float) -> None:
        self.heartbeat.stop()
        self._delivery.stop(seconds)


def pulse_of(sessions: Sessions, clock: Clock, deliver: Callable[[], int]) -> Pulse:
    """The pulse that goes with the clock."""
    if isinstance(clock, SandboxClock):
        return Follower(clock, lambda now: _round(sessions, deliver, now))
    return Beating(sessions, clock, deliver)


def _round(sessions: Sessions, deliver: Callable[[], int], now: datetime) -> datetime | None:
    """All that is due at this instant: the sweeps in their order, then the messages."""
    jobs.run_all(sessions, now)
    deliver()
    return jobs.next_due(sessions)
