"""What the sandbox itself will do at an instant of its clock, in order."""

import heapq
import itertools
from collections.abc import Callable


class Timers:
    """A heap of instants and what is done at each."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Callable[[], None]]] = []
        self._counter = itertools.count()

    def at(self, due: int, act: Callable[[], None]) -> None:
        """Plans an act; acts of one instant run in the order they were planned."""
        heapq.heappush(self._heap, (due, next(self._counter), act))

    def next_due(self) -> int | None:
        """The earliest planned instant."""
        return self._heap[0][0] if self._heap else None

    def fire(self, now: int) -> None:
        """Runs all that is due."""
        while self._heap and self._heap[0][0] <= now:
            heapq.heappop(self._heap)[2]()
