"""Moves the clock on step by step, so that all that falls due on the way happens at its own instant."""

import asyncio
from dataclasses import dataclass, field

from sandbox.instants import iso
from sandbox.timekeeper import Timekeeper
from sandbox.wire import Json, Refused


@dataclass
class Advance:
    """One way from an instant to a later one."""

    start: int
    to: int
    steps: int = 0
    late: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    done: bool = False

    def face(self) -> Json:
        """What a reader of the clock sees of it."""
        return {
            "started": iso(self.start),
            "to": iso(self.to),
            "steps": self.steps,
            "late": self.late,
            "stuck": self.stuck,
            "done": self.done,
        }


class Advances:
    """One advance at a time."""

    def __init__(self, keeper: Timekeeper) -> None:
        self._keeper = keeper
        self._task: asyncio.Task[None] | None = None
        self.last: Advance | None = None

    def current(self) -> Advance | None:
        """The advance that is under way."""
        return self.last if self.last is not None and not self.last.done else None

    def begin(self, to: int) -> Advance:
        """Sets off; Refused while another is under way or when the instant has passed."""
        now = self._keeper.now()
        if running := self.current():
            raise Refused(f"The clock is already being moved to {iso(running.to)}; wait for that.", status=409)
        if to < now:
            raise Refused(f"It is {iso(now)}; the clock is moved forward only. POST /_sandbox/clock sets it anew.")
        self.last = Advance(start=now, to=to)
        self._task = asyncio.create_task(self._walk(self.last))
        return self.last

    async def finish(self) -> None:
        """Returns when no advance is under way."""
        if self._task is not None:
            await asyncio.shield(self._task)

    async def _walk(self, way: Advance) -> None:
        try:
            await self._settle(way)
            while self._keeper.now() < way.to:
                self._keeper.move_to(self._next_step(way))
                way.steps += 1
                await self._settle(way)
        finally:
            way.done = True

    async def _settle(self, way: Advance) -> None:
        way.late += await self._keeper.settle()
        stuck = [one.name for one in self._keeper.participants.all() if one.stuck]
        way.stuck += [name for name in stuck if name not in way.stuck]

    def _next_step(self, way: Advance) -> int:
        keeper = self._keeper
        stops = [way.to, keeper.timers.next_due(), keeper.participants.next_due(keeper.now())]
        return min(stop for stop in stops if stop is not None)
