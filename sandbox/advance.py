"""Moves the clock on step by step, so that all that falls due on the way happens at its own instant."""

import asyncio
from dataclasses import dataclass, field

from sandbox.instants import iso
from sandbox.timekeeper import Timekeeper
from sandbox.wire import Json, Refused


@dataclass
class Advance:
    """One way from an instant to a later one; a `stride` is one of the short ones that a played clock is made of."""

    start: int
    to: int
    is_stride: bool = False
    steps: int = 0
    late: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    stopped: bool = False
    done: bool = False

    def face(self) -> Json:
        """What a reader of the clock sees of it."""
        return {
            "started": iso(self.start),
            "to": iso(self.to),
            "steps": self.steps,
            "late": self.late,
            "stuck": self.stuck,
            "stopped": self.stopped,
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

    def begin(self, to: int, is_stride: bool = False) -> Advance:
        """Sets off; Refused while another is under way or when the instant has passed. A stride gives way."""
        now, before = self._keeper.now(), None
        if running := self.current():
            if not running.is_stride:
                raise Refused(f"The clock is already being moved to {iso(running.to)}; wait for that.", status=409)
            running.stopped, before = True, self._task
        if to < now:
            raise Refused(f"It is {iso(now)}; the clock is moved forward only. POST /_sandbox/clock sets it anew.")
        self.last = Advance(now, to, is_stride)
        self._task = asyncio.create_task(self._walk(self.last, before))
        return self.last

    def stop(self) -> None:
        """Ends the advance that is under way after its current step."""
        if running := self.current():
            running.stopped = True

    async def finish(self) -> None:
        """Returns when no advance is under way."""
        while self._task is not None and not self._task.done():
            await asyncio.shield(self._task)

    async def _walk(self, way: Advance, before: "asyncio.Task[None] | None") -> None:
        try:
            if before is not None:
                await before
            await self._settle(way)
            while self._keeper.now() < way.to and not way.stopped:
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
