"""What happened, in order: each call of the app, each envelope sent to it, with the JSON of both ways."""

import itertools
import json
from collections import deque
from collections.abc import Callable
from typing import Any

from sandbox.feed import Feed
from sandbox.instants import iso
from sandbox.wire import Json, SlackError

ENTRIES_MAX = 20_000
BYTES_MAX = 64 * 1024 * 1024  # of the entries' JSON; in memory it is a few times as much


class Transcript:
    """The last events of this sandbox; each keeps its number for good, and the oldest make room."""

    def __init__(self, now: Callable[[], int], feed: Feed, bytes_max: int = BYTES_MAX) -> None:
        self._now = now
        self._feed = feed
        self._bytes_max = bytes_max
        self._counter = itertools.count(1)
        self._entries: deque[Json] = deque()
        self._sizes: dict[int, int] = {}
        self._bytes = 0

    def record(self, kind: str, **more: Any) -> Json:
        """Starts an entry; `settle` adds what comes of it."""
        entry: Json = {"n": next(self._counter), "at": iso(self._now()), "kind": kind, "refusal": None, **more}
        self._entries.append(entry)
        self._weigh(entry)
        self._feed.tell("transcript", entry=entry["n"])
        return entry

    def settle(self, entry: Json, **more: Any) -> None:
        """Adds to an entry what has come of it."""
        entry.update(more)
        if entry["n"] in self._sizes:
            self._weigh(entry)
        self._feed.tell("transcript", entry=entry["n"])

    def refuse(self, entry: Json, error: SlackError) -> None:
        """Marks an entry as one that Slack would refuse: its code, its reasons, the JSON pointers."""
        self.settle(entry, refusal=error.refusal())

    def entries(self, since: int = 0, kind: str = "", method: str = "") -> list[Json]:
        """What happened after number `since`; of one kind or one method when asked."""
        newer = list(itertools.takewhile(lambda one: one["n"] > since, reversed(self._entries)))
        return [one for one in reversed(newer) if kind in ("", one["kind"]) and method in ("", one.get("method", ""))]

    def find(self, number: int) -> Json | None:
        """The entry of a number, as long as it is kept."""
        first = self._entries[0]["n"] if self._entries else 0
        return self._entries[number - first] if first <= number < first + len(self._entries) else None

    def _weigh(self, entry: Json) -> None:
        size = len(json.dumps(entry, default=str))
        self._bytes += size - self._sizes.get(entry["n"], 0)
        self._sizes[entry["n"]] = size
        while len(self._entries) > 1 and (len(self._entries) > ENTRIES_MAX or self._bytes > self._bytes_max):
            self._bytes -= self._sizes.pop(self._entries.popleft()["n"])
