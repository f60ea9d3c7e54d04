"""The clock: read, set, frozen, running, moved on."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import FROZEN, RUNNING, Clock
from sandbox.instants import SECOND, micros, parse_iso, parse_ts, ts
from tests.slack_world import World

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def test_a_fresh_clock_shows_the_machines_time() -> None:
    assert abs(Clock().now() - time.time() * SECOND) < SECOND


def test_a_frozen_clock_stands_still_until_it_is_moved() -> None:
    clock = Clock()
    clock.start(micros(MONDAY), FROZEN)
    before = clock.now()
    clock.move_to(before + 5)
    assert (before, clock.now()) == (micros(MONDAY), micros(MONDAY) + 5)


def test_a_running_clock_runs_at_its_rate() -> None:
    clock = Clock()
    clock.start(micros(MONDAY), RUNNING, rate=1000)
    time.sleep(0.02)
    assert 15 * SECOND < clock.now() - micros(MONDAY) < 200 * SECOND


def test_a_clock_is_not_moved_back() -> None:
    clock = Clock()
    clock.start(micros(MONDAY), FROZEN)
    clock.move_to(micros(MONDAY) - 1)
    assert clock.now() == micros(MONDAY)


def test_a_gesture_keeps_its_three_seconds_while_the_clock_runs_fast() -> None:
    clock = Clock()
    clock.start(micros(MONDAY), RUNNING, rate=600)
    assert clock.gesture_span(3) == 1800 * SECOND


def test_a_ts_is_seconds_and_six_digits() -> None:
    assert ts(micros(MONDAY) + 42) == "1791190800.000042"
    assert parse_ts("1791190800.000042") == micros(MONDAY) + 42


@pytest.mark.parametrize("text", ["2026-10-05T09:00:00", "monday", ""])
def test_an_instant_without_an_offset_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"offset|isoformat"):
        parse_iso(text)


def test_the_clock_is_set_and_read_over_http(world: World) -> None:
    world.freeze(MONDAY)
    clock = world.get("clock")
    assert (clock["now"], clock["mode"]) == ("2026-10-05T09:00:00+00:00", "frozen")
    world.post("clock", {"mode": "running", "rate": 60})
    assert world.get("clock")["rate"] == 60


@pytest.mark.parametrize(
    "order", [{"mode": "backwards"}, {"mode": "running", "rate": 0}, {"mode": "frozen", "start": "monday"}]
)
def test_a_wrong_setting_of_the_clock_is_refused(world: World, order: dict[str, object]) -> None:
    assert world.client.post(f"{world.url}/_sandbox/clock", json=order).status_code == 400


def test_the_clock_is_advanced_by_seconds_or_to_an_instant(world: World) -> None:
    world.freeze(MONDAY)
    world.advance(seconds=90)
    assert world.now() == MONDAY + timedelta(seconds=90)
    world.advance(to=MONDAY + timedelta(days=1))
    assert world.now() == MONDAY + timedelta(days=1)


def test_an_advance_into_the_past_is_refused(world: World) -> None:
    world.freeze(MONDAY)
    refused = world.client.post(f"{world.url}/_sandbox/clock/advance", json={"to": "2026-10-01T00:00:00Z"})
    assert refused.status_code == 400
    assert "forward only" in refused.json()["sentence"]


def test_the_real_clock_can_be_advanced_too(world: World) -> None:
    world.advance(seconds=86_400)
    assert world.now() - datetime.now(UTC) > timedelta(hours=23)
