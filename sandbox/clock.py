"""The one clock of the sandbox: real, running from a chosen start, or frozen."""

import time
from dataclasses import dataclass

from sandbox.instants import SECOND, iso

FROZEN = "frozen"
RUNNING = "running"
REAL = "real"


@dataclass
class Clock:
    """Microseconds since 1970; it stands still while frozen and can always be moved on."""

    mode: str = REAL
    rate: float = 1.0
    pace: float = 1.0  # how fast a person sees it pass while it is played in strides
    _origin: int = 0
    _since: float = 0.0

    def __post_init__(self) -> None:
        self.start(time.time_ns() // 1000, self.mode, self.rate)

    def now(self) -> int:
        """Microseconds since 1970, by this clock."""
        if self.mode == FROZEN:
            return self._origin
        return self._origin + int((time.monotonic() - self._since) * self.rate * SECOND)

    def start(self, at: int, mode: str, rate: float = 1.0) -> None:
        """Sets the clock to an instant, standing still or running on from it."""
        self.mode, self.rate = mode, rate
        self._origin, self._since = at, time.monotonic()

    def move_to(self, at: int) -> None:
        """Moves on to an instant; one that has passed is not gone back to."""
        self.start(max(at, self.now()), self.mode, self.rate)

    def real_seconds(self, micros: int) -> float | None:
        """How long a span takes in real seconds; None while the clock is frozen."""
        return None if self.mode == FROZEN else micros / SECOND / self.rate

    def gesture_span(self, seconds: float) -> int:
        """A short span that a person's machine measures: it stays fair while the clock runs fast."""
        return int(seconds * SECOND * max(1.0, self.pace, self.rate if self.mode == RUNNING else 1.0))

    def face(self) -> dict[str, str | float]:
        """What a reader of the clock sees."""
        return {"now": iso(self.now()), "mode": self.mode, "rate": self.rate}
