"""What makes time pass for the bot: the heartbeat of the system's clock, or a sandbox's clock followed."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.clock import Clock, SandboxClock
from bot.follower import Follower
from bot.scheduler import Delivery, Heartbeat
from bot.sender import Sender
from bot.work import Work
from storage import inbox
from storage.engine import Sessions
from storage.one_look import OneLook

HOUR = 3600


class Pulse(Protocol):
    """Does what is due, by itself."""

    def start(self) -> None: ...
    def poke(self) -> None: ...
    def stop(self, seconds: float) -> None: ...


class Beating:
    """By the system's clock: a heartbeat for each sweep, and a thread that delivers."""

    def __init__(self, sessions: Sessions, clock: Clock, work: Work, deliver: Callable[[], int]) -> None:
        self._delivery = Delivery(deliver)
        self._heartbeat = Heartbeat(sessions, clock, (*work.schedule, ("inbox", _prune, HOUR)))

    def start(self) -> None:
        self._delivery.start()
        self._heartbeat.start(self._delivery.poke)

    def poke(self) -> None:
        self._delivery.poke()

    def stop(self, seconds: float) -> None:
        self._heartbeat.stop()
        self._delivery.stop(seconds)


def pulse_of(sessions: Sessions, clock: Clock, work: Work, sender: Sender) -> Pulse:
    """The pulse that goes with the clock."""
    if isinstance(clock, SandboxClock):
        return Follower(clock, lambda now: _round(sessions, work, sender, now))
    return Beating(sessions, clock, work, sender.deliver)


def _round(sessions: Sessions, work: Work, sender: Sender, now: datetime) -> datetime | None:
    """All that is due at this instant: the sweeps in their order, then the messages; returns when more is due."""
    with OneLook(sessions) as look:
        due = work.sweep_due(look, now)
        sender.deliver_at(now, look)
        found = due, sender.next_due(now, look)
    return min((instant for instant in found if instant is not None), default=None)


def _prune(sessions: Sessions, now: datetime) -> int:
    with sessions.write() as session:
        return inbox.prune(session, now)
