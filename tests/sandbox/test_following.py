"""Those who follow the clock: each instant in its order, everyone in step, nobody waited for in vain."""

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx

from tests.sandbox.followers import following
from tests.slack_world import World, app_for, connected

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def every(span: timedelta, log: list[tuple[str, datetime]], name: str) -> "Hourly":
    return Hourly(span, log, name)


class Hourly:
    """Due again and again, from the first instant that it sees on."""

    def __init__(self, span: timedelta, log: list[tuple[str, datetime]], name: str) -> None:
        self.span, self.log, self.name = span, log, name
        self.due: datetime | None = None

    def __call__(self, now: datetime) -> datetime:
        if self.due is not None and self.due <= now:
            self.log.append((self.name, now))
        self.due = now + self.span if self.due is None or self.due <= now else self.due
        return self.due


def hours(*numbers: float) -> list[datetime]:
    return [MONDAY + HOUR * number for number in numbers]


def test_everything_due_on_the_way_happens_at_its_own_instant(world: World) -> None:
    world.freeze(MONDAY)
    log: list[tuple[str, datetime]] = []
    bot, cast = every(2 * HOUR, log, "bot"), every(3 * HOUR, log, "cast")
    with following(world, "bot", bot), following(world, "cast", cast):
        world.advance(seconds=7 * 3600)
    assert sorted(log, key=lambda one: one[1]) == [
        ("bot", MONDAY + 2 * HOUR),
        ("cast", MONDAY + 3 * HOUR),
        ("bot", MONDAY + 4 * HOUR),
        *sorted([("bot", MONDAY + 6 * HOUR), ("cast", MONDAY + 6 * HOUR)], key=log.index),
    ]
    assert world.now() == MONDAY + 7 * HOUR


def test_work_created_at_an_instant_is_done_at_that_instant(world: World) -> None:
    world.freeze(MONDAY)
    left = [3]

    def work(now: datetime) -> datetime:
        left[0] -= 1
        return now if left[0] > 0 else now + HOUR

    with following(world, "bot", work) as bot:
        assert bot.rounds == [MONDAY] * 3
        world.advance(seconds=3600)
    assert bot.rounds[:4] == [*[MONDAY] * 3, MONDAY + HOUR]


def test_a_word_of_new_work_wakes_the_sleeper(world: World) -> None:
    world.freeze(MONDAY)
    with following(world, "bot", lambda now: None) as bot:
        world.post("clock/due", {"participant": "bot", "next_due": MONDAY.isoformat()})
        world.until(lambda: len(bot.rounds) == 2, "the bot was not woken")
    assert bot.rounds == [MONDAY, MONDAY]


def test_a_word_of_new_work_said_while_at_work_is_not_lost(world: World) -> None:
    world.freeze(MONDAY)
    told: list[datetime] = []

    def work(now: datetime) -> datetime:
        if not told:
            told.append(now)
            httpx.post(f"{world.url}/_sandbox/clock/due", json={"participant": "bot", "next_due": now.isoformat()})
        return now + HOUR

    with following(world, "bot", work) as bot:
        assert bot.rounds == [MONDAY, MONDAY]


def test_who_leaves_is_not_waited_for(world: World) -> None:
    world.freeze(MONDAY)
    with following(world, "bot", lambda now: now + HOUR) as bot:
        bot.is_stopped = True
        world.post("clock/leave", {"participant": "bot"})
        assert world.advance(seconds=5 * 3600)["steps"] <= 2


def test_a_word_of_later_work_makes_the_clock_stop_there(world: World) -> None:
    world.freeze(MONDAY)
    with following(world, "bot", lambda now: None) as bot:
        world.post("clock/due", {"participant": "bot", "next_due": (MONDAY + HOUR / 2).isoformat()})
        world.advance(seconds=3600)
    assert bot.rounds == hours(0, 0.5, 1)


def test_a_participant_that_never_rests_is_called_stuck_and_left_alone(world: World) -> None:
    world.freeze(MONDAY)
    world.settings(rounds_max=20)
    with following(world, "bot", lambda now: now) as bot:
        way = world.advance(seconds=1)
    assert way["stuck"] == ["bot"]
    assert bot.rounds.count(MONDAY) == 21


def test_who_does_not_come_back_is_named_late_and_not_waited_for_again(world: World) -> None:
    world.freeze(MONDAY)
    world.settings(patience_seconds=0.3)

    def sleepy(now: datetime) -> datetime:
        time.sleep(1.5 if now > MONDAY else 0)
        return now + HOUR

    with following(world, "bot", sleepy):
        began = time.monotonic()
        way = world.advance(seconds=5 * 3600)
    assert way["late"] == ["bot"]
    assert time.monotonic() - began < 1.4


def test_who_is_gone_is_not_waited_for(world: World) -> None:
    world.freeze(MONDAY)
    order = {"participant": "gone", "seen": world.get("clock")["moves"], "next_due": None, "timeout": 20}
    with httpx.Client(trust_env=False, timeout=0.2) as client, contextlib.suppress(httpx.ReadTimeout):
        client.post(f"{world.url}/_sandbox/clock/wait", json=order)
    world.until(lambda: not world.get("clock")["participants"]["gone"]["present"], "still present")
    assert world.advance(seconds=3600)["late"] == []


def test_a_wait_ends_unchanged_at_its_timeout(world: World) -> None:
    world.freeze(MONDAY)
    moves = world.get("clock")["moves"]
    answer = world.post("clock/wait", {"participant": "x", "seen": moves, "next_due": None, "timeout": 0.1})
    assert answer == {"now": MONDAY.isoformat(), "moves": moves}


def test_a_first_wait_is_answered_at_once(world: World) -> None:
    began = time.monotonic()
    world.post("clock/wait", {"participant": "x", "seen": None, "next_due": None, "timeout": 20})
    assert time.monotonic() - began < 5


def test_who_wants_only_what_is_due_sleeps_through_other_moves(world: World) -> None:
    world.freeze(MONDAY)
    asked = {"participant": "bot", "next_due": (MONDAY + 2 * HOUR).isoformat(), "timeout": 10, "only_due": True}
    with ThreadPoolExecutor(1) as pool:
        seen = world.post("clock/wait", {"participant": "bot", "seen": None})["moves"]
        waiting = pool.submit(world.post, "clock/wait", {**asked, "seen": seen})
        world.until(lambda: world.get("clock")["participants"]["bot"]["asleep"], "it does not wait")
        world.advance(seconds=3600)
        assert not waiting.done()
        world.post("clock/advance", {"seconds": 3600})
        told = waiting.result(10)
    assert told["due"] and told["now"].startswith("2026-10-05T11:00:00")


def test_a_wait_ends_by_itself_while_the_clock_runs(world: World) -> None:
    world.post("clock", {"start": MONDAY.isoformat(), "mode": "running", "rate": 3600})
    moves, due = world.get("clock")["moves"], MONDAY + HOUR / 4
    answer = world.post("clock/wait", {"participant": "x", "seen": moves, "next_due": due.isoformat(), "timeout": 20})
    assert datetime.fromisoformat(answer["now"]) >= due
    assert answer["moves"] > moves


def test_one_advance_at_a_time(world: World) -> None:
    world.freeze(MONDAY)
    world.settings(patience_seconds=0.5)
    with following(world, "bot", lambda now: time.sleep(0.4) or now + HOUR if now > MONDAY else now + HOUR):
        world.post("clock/advance", {"seconds": 3600})
        second = world.client.post(f"{world.url}/_sandbox/clock/advance", json={"seconds": 3600})
        assert second.status_code == 409
        assert "already being moved to 2026-10-05T10:00:00+00:00" in second.json()["sentence"]
        world.until(lambda: world.get("clock")["advancing"] is None, "the advance did not end")
    assert world.get("clock")["last_advance"]["to"] == "2026-10-05T10:00:00+00:00"


def test_the_clock_waits_for_a_gesture_to_be_acknowledged(world: World) -> None:
    world.freeze(MONDAY)
    instants: list[datetime] = []

    def cast(now: datetime) -> datetime | None:
        if now == MONDAY + HOUR:
            world.command("amy", "#smarketing", "/sla status")
        return MONDAY + HOUR if now < MONDAY + HOUR else None

    with connected(app := app_for(world), world):

        @app.command("/sla")
        def slow(ack: object, client: object) -> None:
            time.sleep(0.2)
            instants.append(world.now())
            ack()  # type: ignore[operator]

        with following(world, "cast", cast):
            world.advance(seconds=3 * 3600)
    assert instants == [MONDAY + HOUR]


def test_a_months_seven_hundred_wake_ups_cost_less_than_twenty_seconds(world: World) -> None:
    world.freeze(MONDAY)
    log: list[tuple[str, datetime]] = []
    with following(world, "bot", every(HOUR, log, "bot")):
        began = time.process_time()  # of the sandbox and its follower, whatever else the machine is doing
        way = world.advance(seconds=7 * 86_400)
    assert (way["steps"], len(log)) == (168, 168)
    assert time.process_time() - began < 20 * 168 / 700
