"""The heartbeat: asks each sweep, again and again, what is due; and the loop that delivers."""

from collections.abc import Callable, Iterable
from threading import Event, Thread

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Clock, SystemClock
from bot.work import Sweep
from storage.engine import Sessions

BEAT_SECONDS = 1.0
BUSY_SECONDS = 0.3  # a workspace's gate opens two hundred times a minute

log = structlog.get_logger()


class Delivery:
    """One thread that sends what is claimable: when it is woken, soon after it sent, and once a second anyhow."""

    def __init__(self, deliver: Callable[[], int]) -> None:
        self._deliver = deliver
        self._wake = Event()
        self._stop = Event()
        self._thread = Thread(target=self._run, name="delivery", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def poke(self) -> None:
        """Something was committed: looks at once."""
        self._wake.set()

    def stop(self, seconds: float) -> None:
        """Ends after the message that is on its way; gives up waiting for it after these seconds."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        sent = 0
        while not self._stop.is_set():
            self._wake.wait(BUSY_SECONDS if sent else BEAT_SECONDS)
            self._wake.clear()
            if not self._stop.is_set():
                sent = _guarded("delivery", self._deliver)


class Heartbeat:
    """Every sweep at its own interval. What is due stands in the database; nothing is scheduled here."""

    def __init__(self, sessions: Sessions, clock: Clock, schedule: Iterable[tuple[str, Sweep, int]]) -> None:
        self._sessions = sessions
        self._clock = clock
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone="UTC",
        )
        self._done: Callable[[], None] = _nothing
        for name, sweep, seconds in schedule:
            self.every(seconds, name, self._turn(name, sweep))

    def every(self, seconds: float, name: str, act: Callable[[], int]) -> None:
        """Does this at once and then at every beat; an error is logged and never stops the heartbeat."""
        beat = {"trigger": "interval", "seconds": seconds, "id": name, "next_run_time": SystemClock().now()}
        self._scheduler.add_job(lambda: _guarded(name, act), **beat)

    def start(self, done: Callable[[], None]) -> None:
        """Begins to beat; `done` is called after a sweep that did something."""
        self._done = done
        self._scheduler.start()

    def stop(self) -> None:
        """No further beat; a sweep under way ends in its own thread."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _turn(self, name: str, sweep: Sweep) -> Callable[[], int]:
        def turn() -> int:
            count = sweep(self._sessions, self._clock.now())
            if count:
                self._done()
            return count

        return turn


def _guarded(name: str, act: Callable[[], int]) -> int:
    try:
        return act()
    except Exception:
        log.exception("sweep_failed", sweep=name)
        return 0


def _nothing() -> None:
    return None
