"""The bot in step with a sandbox's clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SandboxClock
from bot.errors import ClockLost
from bot.follower import Follower
from tests.bot.shell import until
from tests.slack_world import World, running_world

NINE = datetime(2026, 10, 5, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as found:
        found.freeze(NINE)
        yield found


class Worker:
    """Has something to do at fixed instants, and notes when it did it."""

    def __init__(self, *due: datetime) -> None:
        self.due = list(due)
        self.done: list[datetime] = []
        self.rounds = 0

    def work(self, now: datetime) -> datetime | None:
        self.rounds += 1
        while self.due and self.due[0] <= now:
            self.due.pop(0)
            self.done.append(now)
        return self.due[0] if self.due else None


def follower(world: World, worker: Worker) -> Follower:
    found = Follower(SandboxClock(f"{world.url}/_sandbox/clock"), worker.work)
    found.start()
    until(lambda: world.get("clock")["participants"].get("sla-bot", {}).get("asleep"), "the bot does not follow")
    return found


def test_all_that_falls_due_on_the_way_is_done_at_its_own_instant(world: World) -> None:
    worker = Worker(NINE + HOUR, NINE + 5 * HOUR, NINE + 30 * HOUR)
    following = follower(world, worker)
    assert world.advance(to=NINE + 24 * HOUR)["late"] == []
    assert worker.done == [NINE + HOUR, NINE + 5 * HOUR]
    following.stop(5)


def test_what_a_door_committed_is_done_at_once(world: World) -> None:
    worker = Worker()
    following = follower(world, worker)
    worker.due.append(NINE)
    following.poke()
    until(lambda: worker.done == [NINE], "the poke was not heard")
    following.stop(5)


def test_thirty_pokes_in_a_row_are_never_missed(world: World) -> None:
    worker = Worker()
    following = follower(world, worker)
    for number in range(30):
        worker.due.append(NINE)
        following.poke()
        until(lambda wanted=number + 1: len(worker.done) == wanted, f"poke {number} was not heard")  # type: ignore[misc]
    following.stop(5)


def test_the_clock_does_not_wait_for_a_bot_that_left(world: World) -> None:
    following = follower(world, Worker(NINE + HOUR))
    following.stop(5)
    until(lambda: not world.get("clock")["participants"]["sla-bot"]["present"], "the bot is still waited for")
    assert world.advance(3600)["late"] == []


def test_a_round_that_fails_is_tried_again_a_minute_later(world: World) -> None:
    rounds: list[datetime] = []

    def work(now: datetime) -> datetime | None:
        rounds.append(now)
        if len(rounds) == 1:
            raise RuntimeError
        return None

    following = Follower(SandboxClock(f"{world.url}/_sandbox/clock"), work)
    following.start()
    until(lambda: rounds, "the bot does not follow")
    world.advance(300)
    assert rounds[:2] == [NINE, NINE + timedelta(minutes=1)]
    following.stop(5)


def test_without_its_sandbox_the_bot_waits_and_hardly_tries() -> None:
    worker = Worker()
    following = Follower(SandboxClock("http://127.0.0.1:9/_sandbox/clock"), worker.work)
    following.start()
    following.poke()
    following.stop(5)
    assert worker.rounds == 0


def test_a_clock_that_does_not_answer_is_named() -> None:
    with pytest.raises(ClockLost, match=r"127.0.0.1:9/_sandbox/clock"):
        SandboxClock("http://127.0.0.1:9/_sandbox/clock").now()
