"""Changes as they happen, for a page that stays live."""

import asyncio
import itertools
from collections import deque
from collections.abc import Collection
from typing import Any

from sandbox.wire import Json

KEPT = 20_000


class Feed:
    """A numbered series of changes that readers follow from where they are."""

    def __init__(self) -> None:
        self.cursor = 0
        self._changes: deque[Json] = deque(maxlen=KEPT)
        self._more = asyncio.Event()

    def tell(self, kind: str, **more: Any) -> None:
        """Adds a change and wakes the readers."""
        self.cursor += 1
        self._changes.append({**more, "n": self.cursor, "kind": kind})
        self._more.set()
        self._more = asyncio.Event()

    def since(self, cursor: int) -> list[Json]:
        """What came after a number."""
        newer = list(itertools.takewhile(lambda one: one["n"] > cursor, reversed(self._changes)))
        return newer[::-1]

    async def after(self, cursor: int, seconds: float, kinds: Collection[str] = ()) -> list[Json]:
        """What came after a number, of these kinds or of all; waits for it up to so many real seconds."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not (found := [one for one in self.since(cursor) if not kinds or one["kind"] in kinds]):
            try:
                await asyncio.wait_for(self._more.wait(), deadline - asyncio.get_running_loop().time())
            except TimeoutError:
                return []
        return found
