"""What happened, in order: each call of the app, each envelope sent to it."""

import itertools
from collections import deque
from collections.abc import Callable
from typing import Any

from sandbox.instants import iso
from sandbox.wire import Json

KEPT = 50_000


class Transcript:
    """The last events of this sandbox; each keeps its number for good."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._counter = itertools.count(1)
        self._entries: deque[Json] = deque(maxlen=KEPT)

    def record(self, kind: str, **more: Any) -> Json:
        """Starts an entry; the caller adds to it what comes of it."""
        entry: Json = {"n": next(self._counter), "at": iso(self._now()), "kind": kind, **more}
        self._entries.append(entry)
        return entry

    def entries(self, since: int = 0, kind: str = "", method: str = "") -> list[Json]:
        """What happened after number `since`; of one kind or one method when asked."""
        found = (one for one in self._entries if one["n"] > since)
        return [one for one in found if kind in ("", one["kind"]) and method in ("", one.get("method", ""))]
