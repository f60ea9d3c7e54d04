"""Lets the time pass faster than it does, in short strides that stop at all that falls due on the way."""

import asyncio

from sandbox.advance import Advances
from sandbox.clock import FROZEN, REAL, RUNNING
from sandbox.instants import SECOND
from sandbox.timekeeper import Timekeeper

STRIDE_SECONDS = 0.1


class Play:
    """The clock as a person plays it: standing still, at its own speed, or faster."""

    def __init__(self, keeper: Timekeeper, advances: Advances) -> None:
        self._keeper = keeper
        self._advances = advances
        self._task: asyncio.Task[None] | None = None
        self._rate = 0.0

    @property
    def rate(self) -> float:
        """How many seconds pass in a real one; 0 while the clock stands still."""
        clock = self._keeper.clock
        return self._rate or (0.0 if clock.mode == FROZEN else clock.rate)

    async def start(self, rate: float) -> None:
        """Plays on from now; at 1 the clock runs by itself."""
        await self.end()
        if rate == 1 and self._keeper.clock.mode != REAL:
            self._keeper.start(None, RUNNING, 1.0)
        if rate > 1:
            self._keeper.start(None, FROZEN, 1.0)
            self._rate = self._keeper.clock.pace = rate
            self._task = asyncio.create_task(self._stride())

    async def pause(self) -> None:
        """Stands still, once what is due at this instant has happened."""
        await self.end()
        self._keeper.start(None, FROZEN, 1.0)

    async def end(self) -> None:
        """Strides no more; the clock goes on as it is set."""
        self._rate, self._keeper.clock.pace = 0.0, 1.0
        if (running := self._advances.current()) and running.is_stride:
            self._advances.stop()
        if self._task is not None:
            await self._task
            self._task = None

    async def _stride(self) -> None:
        loop = asyncio.get_running_loop()
        while self._rate:
            began = loop.time()
            await self._advances.finish()
            if self._rate:
                self._advances.begin(self._keeper.now() + int(self._rate * STRIDE_SECONDS * SECOND), is_stride=True)
                await self._advances.finish()
            await asyncio.sleep(max(0.0, began + STRIDE_SECONDS - loop.time()))
