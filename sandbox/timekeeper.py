"""Keeps everyone in step with the clock: who waits for it, what is on its way, when all is quiet."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.clock import Clock
from sandbox.instants import SECOND, iso
from sandbox.participants import Participant, Participants
from sandbox.settings import Settings
from sandbox.timers import Timers
from sandbox.wire import Json

BEAT = 0.05


class Timekeeper:
    """The clock, those who follow it, and the sandbox's own timers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self.timers = Timers()
        self.participants = Participants()
        self.moves = 0
        self._moved_at = 0
        self._under_way = 0
        self._noise_at = 0.0
        self._change = asyncio.Event()

    def now(self) -> int:
        """Microseconds since 1970 by the sandbox's clock."""
        return self.clock.now()

    def reading(self) -> Json:
        """What `wait` answers."""
        return {"now": iso(self.now()), "moves": self.moves}

    def start(self, at: int | None, mode: str, rate: float) -> None:
        """Sets the clock anew, and lets everyone look."""
        self.clock.start(self.now() if at is None else at, mode, rate)
        self._tell_moved()

    def move_to(self, at: int) -> None:
        """Moves the clock on, runs the sandbox's own timers, and wakes everyone."""
        self.clock.move_to(at)
        self.timers.fire(self.now())
        self._tell_moved()

    def call_at(self, due: int, act: Callable[[], None]) -> None:
        """Plans something of the sandbox's own."""
        self.timers.at(due, act)
        self.pulse()

    def pulse(self) -> None:
        """Something changed: whoever waits for quiet looks again."""
        self._change.set()
        self._change = asyncio.Event()

    def depart(self) -> None:
        """An envelope has left; the clock does not move before it arrives."""
        self._under_way += 1

    def arrive(self) -> None:
        """An envelope was acknowledged, or given up."""
        self._under_way -= 1
        self._noise_at = asyncio.get_running_loop().time()
        self.pulse()

    async def wait(
        self,
        name: str,
        seen: int | None,
        next_due: int | None,
        seconds: float,
        gone: Awaitable[None],
        *,
        only_due: bool = False,
    ) -> Json:
        """Sleeps until the clock has moved since `seen`, or `next_due` has come, or the seconds are over.

        With `only_due` it sleeps through moves that bring nothing due.
        The reading says `due` when there is something to do: at `next_due`, or at what was said to be due meanwhile.
        """
        one = self.participants.enrol(name)
        one.only_due = only_due
        one.rest_until(next_due)
        leaving = asyncio.ensure_future(gone)
        try:
            await self._sleep(one, seen, seconds, leaving)
        finally:
            leaving.cancel()
            self.pulse()
        return self.reading() | ({"due": True} if one.is_due(self.now()) else {})

    def set_due(self, name: str, next_due: int | None) -> None:
        """A participant that sleeps, or works, has something else due next."""
        one = self.participants.find(name) or self.participants.enrol(name)
        one.hear_due(next_due)
        if one.is_due(self.now()):
            one.asleep = False
        one.alarm.set()
        self.pulse()

    def leave(self, name: str) -> None:
        """A participant goes; nobody waits for it until it waits again."""
        one = self.participants.find(name)
        if one is not None:
            one.present = False
        self.pulse()

    async def settle(self) -> list[str]:
        """Waits until all are at rest and nothing is on its way; names those who did not come back in time."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.settings.patience_seconds
        while pause := self._pause():
            if loop.time() > deadline and not self._under_way:
                return self._leave_behind()
            await _either(self._change, pause)
        return []

    async def run(self) -> None:
        """Fires the sandbox's own timers while the clock runs by itself."""
        while True:
            self.timers.fire(self.now())
            await _either(self._change, self._until(self.timers.next_due(), 1.0))

    async def _sleep(self, one: Participant, seen: int | None, seconds: float, leaving: "asyncio.Future[None]") -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        alarm = one.alarm = asyncio.Event()
        while seen is not None and (one.only_due or seen >= self._moved_at) and loop.time() < deadline:
            if one.is_due(self.now()):
                self.moves += 1
                one.count_round(self.now(), self.settings.rounds_max)
                break
            alarm.clear()
            one.asleep = True
            self.pulse()
            await _any(alarm, leaving, self._until(one.next_due, deadline - loop.time()))
            if alarm is not one.alarm:
                return  # another wait of the same participant took over
            if leaving.done():
                one.present = False
                break
        one.asleep = False

    def _tell_moved(self) -> None:
        self.moves += 1
        self._moved_at = self.moves
        self.participants.wake_all(self.now())
        self.pulse()

    def _until(self, due: int | None, longest: float) -> float:
        span = None if due is None else self.clock.real_seconds(due - self.now())
        return longest if span is None else max(0.0, min(longest, span))

    def _pause(self) -> float:
        if self._under_way or self.participants.restless(self.now()):
            return BEAT
        quiet_at = self._noise_at + self.settings.quiet_seconds
        return max(0.0, quiet_at - asyncio.get_running_loop().time())

    def _leave_behind(self) -> list[str]:
        late = self.participants.restless(self.now())
        for one in late:
            one.late = True
        return [one.name for one in late]


def seconds_to_micros(seconds: float) -> int:
    """Whole microseconds of a number of seconds."""
    return round(seconds * SECOND)


async def _either(change: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(change.wait(), seconds)
    except TimeoutError:
        return


async def _any(alarm: asyncio.Event, leaving: "asyncio.Future[None]", seconds: float) -> None:
    ringing = asyncio.ensure_future(alarm.wait())
    both: set[asyncio.Future[Any]] = {ringing, leaving}
    await asyncio.wait(both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    ringing.cancel()
