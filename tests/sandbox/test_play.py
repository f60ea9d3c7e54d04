"""A clock that is played, paused and stopped."""

import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from slack_bolt import App

from tests.sandbox.followers import following
from tests.sandbox.test_following import Hourly
from tests.slack_world import World, app_for, connected

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def play(world: World, rate: float) -> None:
    world.post("clock/play", {"rate": rate})


def past(world: World, at: datetime) -> datetime:
    """Waits until the clock has come to an instant."""
    world.until(lambda: world.now() >= at, f"the clock never came to {at}")
    return world.now()


def test_a_played_clock_stops_at_all_that_is_due(world: World) -> None:
    world.freeze(MONDAY)
    log: list[tuple[str, datetime]] = []
    with following(world, "bot", Hourly(HOUR, log, "bot")):
        play(world, 36_000)
        past(world, MONDAY + 3 * HOUR)
        play(world, 0)
    assert [at for _, at in log[:3]] == [MONDAY + HOUR, MONDAY + 2 * HOUR, MONDAY + 3 * HOUR]


def test_a_pause_holds_the_clock(world: World) -> None:
    world.freeze(MONDAY)
    play(world, 3600)
    past(world, MONDAY + timedelta(minutes=10))
    play(world, 0)
    held = world.now()
    time.sleep(0.3)
    assert world.now() == held and world.get("clock")["playing"] == 0


def test_a_clock_played_at_its_own_speed_runs_by_itself(world: World) -> None:
    world.freeze(MONDAY)
    play(world, 1)
    assert world.get("clock")["mode"] == "running"
    assert MONDAY < past(world, MONDAY + timedelta(microseconds=1)) < MONDAY + timedelta(seconds=5)


def test_setting_the_clock_ends_the_play(world: World) -> None:
    play(world, 600)
    world.freeze(MONDAY)
    time.sleep(0.3)
    assert world.now() == MONDAY


def test_an_advance_goes_first_and_the_play_goes_on(world: World) -> None:
    world.freeze(MONDAY)
    play(world, 60)
    world.advance(to=MONDAY + 24 * HOUR)
    assert MONDAY + 24 * HOUR <= world.now() < MONDAY + 25 * HOUR
    assert world.get("clock")["playing"] == 60


def test_a_form_opens_although_the_clock_is_played_fast(world: World) -> None:
    world.freeze(MONDAY)
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Lead"}, "blocks": []}
    with connected(app := app_for(world), world):
        _opening(app, view)
        play(world, 3600)
        assert world.shortcut("amy", "hand_off").form().title == "Lead"


def test_a_stopped_advance_ends_after_its_step(world: World) -> None:
    world.freeze(MONDAY)
    with following(world, "bot", lambda now: (time.sleep(0.02), now + HOUR)[1]):
        world.post("clock/advance", {"to": (MONDAY + 10_000 * HOUR).isoformat()})
        past(world, MONDAY + 2 * HOUR)
        clock = world.post("clock/stop", {})
    assert clock["advancing"] is None
    assert clock["last_advance"]["stopped"] and clock["last_advance"]["done"]
    assert world.now() < MONDAY + 10_000 * HOUR


def test_stopping_a_clock_that_stands_still_is_nothing(world: World) -> None:
    world.freeze(MONDAY)
    assert world.post("clock/stop", {})["advancing"] is None


@pytest.mark.parametrize("rate", [-1, 0.5, "fast", None, True])
def test_a_speed_that_is_none_is_refused(world: World, rate: object) -> None:
    answer = httpx.post(f"{world.url}/_sandbox/clock/play", json={"rate": rate}, trust_env=False)
    assert answer.status_code == 400 and "rate" in answer.json()["sentence"]


def _opening(app: App, view: dict[str, object]) -> None:
    app.shortcut("hand_off")(
        lambda ack, client, body: (ack(), client.views_open(trigger_id=body["trigger_id"], view=view))
    )
