"""Lives by a sandbox's clock: does all that is due at each move, then says when the next thing is due."""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread

import structlog

from bot.clock import SandboxClock
from bot.errors import ClockLost

LONG_POLL = 20.0
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 5.0
AFTER_A_FAILURE = timedelta(minutes=1)

log = structlog.get_logger()


class Follower:
    """One thread in step with the sandbox's clock.

    `work(now)` does all that is due at that instant and returns when it wants to be asked again. A door's `poke` makes
    it due at once, so that the clock waits for it before it moves on.
    """

    def __init__(self, clock: SandboxClock, work: Callable[[datetime], datetime | None]) -> None:
        self._clock = clock
        self._work = work
        self._stop = Event()
        self._poked = Event()
        self._now: datetime | None = None
        self._thread = Thread(target=self._follow, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def poke(self) -> None:
        """Something was committed: it is to be delivered at the instant that the clock shows now."""
        self._poked.set()
        with contextlib.suppress(ClockLost):
            self._clock.say_due(self._now or self._clock.now())

    def stop(self, seconds: float) -> None:
        """Ends after the work that is under way; gives up waiting for it after these seconds."""
        self._stop.set()
        if self._thread.is_alive():
            self.poke()
            self._thread.join(seconds)

    def _follow(self) -> None:
        seen: int | None = None
        due: datetime | None = None
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            try:
                reading = self._clock.wait(seen, self._now if self._poked.is_set() else due, LONG_POLL)
            except ClockLost:
                self._poked.clear()
                self._stop.wait(pause)
                seen, pause = None, min(pause * 2, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            if (seen is None or reading.is_due) and not self._stop.is_set():
                due = self._round(reading.now)
            seen = reading.moves
        self._clock.leave()

    def _round(self, now: datetime) -> datetime | None:
        self._now = now
        self._poked.clear()
        try:
            return self._work(now)
        except Exception:
            log.exception("clock_round_failed")
            return now + AFTER_A_FAILURE
