"""The heartbeat, by the system's clock."""

from datetime import datetime
from threading import Event
from time import monotonic, sleep

from bot.clock import SystemClock
from bot.scheduler import Delivery, Heartbeat
from storage.engine import Sessions
from tests.bot.shell import until


def test_every_sweep_is_asked_at_once_and_with_the_instant(sqlite_sessions: Sessions) -> None:
    asked: list[datetime] = []

    def sweep(_sessions: Sessions, now: datetime) -> int:
        asked.append(now)
        return 0

    heartbeat = Heartbeat(sqlite_sessions, SystemClock(), [("one", sweep, 60)])
    heartbeat.start(lambda: None)
    until(lambda: asked, "the sweep was not asked", 2)
    heartbeat.stop()
    assert abs((SystemClock().now() - asked[0]).total_seconds()) < 5


def test_a_sweep_that_fails_beats_on_and_holds_up_no_other(sqlite_sessions: Sessions) -> None:
    beats = {"bad": 0, "good": 0}

    def bad(_sessions: Sessions, _now: datetime) -> int:
        beats["bad"] += 1
        raise RuntimeError

    def good(_sessions: Sessions, _now: datetime) -> int:
        beats["good"] += 1
        return 1

    woken = Event()
    heartbeat = Heartbeat(sqlite_sessions, SystemClock(), [("bad", bad, 1), ("good", good, 1)])
    heartbeat.start(woken.set)
    until(lambda: beats["bad"] >= 2 and beats["good"] >= 2, "a sweep stopped beating", 6)
    heartbeat.stop()
    assert woken.is_set()


def test_delivery_is_woken_by_a_poke_without_waiting_for_its_beat() -> None:
    runs: list[float] = []

    def deliver() -> int:
        runs.append(monotonic())
        return 0

    delivery = Delivery(deliver)
    delivery.start()
    until(lambda: runs, "it does not beat by itself", 3)
    poked_at = monotonic()
    delivery.poke()
    until(lambda: runs[-1] >= poked_at, "the poke was not heard", 2)
    assert runs[-1] - poked_at < 0.5
    delivery.stop(2)


def test_delivery_goes_on_after_an_error_and_ends_when_told() -> None:
    runs: list[int] = []

    def deliver() -> int:
        runs.append(1)
        raise RuntimeError

    delivery = Delivery(deliver)
    delivery.start()
    for count in (1, 2):
        delivery.poke()
        until(lambda wanted=count: len(runs) >= wanted, "it stopped", 3)  # type: ignore[misc]
    delivery.stop(2)
    before = len(runs)
    sleep(1.2)
    assert len(runs) == before
