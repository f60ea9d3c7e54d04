"""Changes as they happen, for a page that stays live."""

import asyncio
from collections import deque
from typing import Any

from sandbox.wire import Json

KEPT = 5000


class Feed:
    """A numbered series of changes that readers follow from where they are."""

    def __init__(self) -> None:
        self.cursor = 0
        self._changes: deque[Json] = deque(maxlen=KEPT)
        self._more = asyncio.Event()

    def tell(self, kind: str, **more: Any) -> None:
        """Adds a change and wakes the readers."""
        self.cursor += 1
        self._changes.append({"n": self.cursor, "kind": kind, **more})
        self._more.set()
        self._more = asyncio.Event()

    def since(self, cursor: int) -> list[Json]:
        """What came after a number."""
        return [one for one in self._changes if one["n"] > cursor]

    async def after(self, cursor: int, seconds: float) -> list[Json]:
        """What came after a number; waits for it up to so many real seconds."""
        if not self.since(cursor):
            try:
                await asyncio.wait_for(self._more.wait(), seconds)
            except TimeoutError:
                return []
        return self.since(cursor)
