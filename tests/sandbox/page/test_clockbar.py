"""The clock in a browser: what it shows, and how it is turned, played and stopped."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.conftest import START, Sit
from tests.slack_world import World


@pytest.fixture(autouse=True)
def morning(world: World) -> Iterator[None]:
    """Every test begins at the same instant, with the clock standing still."""
    world.post("clock/stop", {})
    world.freeze(START)
    yield
    world.post("clock/play", {"rate": 0})


def now(page: Page) -> str:
    return page.locator("#now").inner_text()


def turn(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()


def test_the_time_is_that_of_the_viewer_s_zone(sit: Sit) -> None:
    expect(sit("amy").locator("#now")).to_have_text("Thu 1 Oct 2026, 08:30 · Rome")
    expect(sit("joan").locator("#now")).to_have_text("Thu 1 Oct 2026, 02:30 · New York")


@pytest.mark.parametrize(
    ("button", "shown"),
    [
        ("+ 1 hour", "Thu 1 Oct 2026, 09:30 · Rome"),
        ("+ 1 day", "Fri 2 Oct 2026, 08:30 · Rome"),
        ("Next working morning", "Thu 1 Oct 2026, 09:00 · Rome"),
        ("End of month", "Sun 1 Nov 2026, 00:01 · Rome"),
    ],
)
def test_a_button_turns_the_clock(sit: Sit, button: str, shown: str) -> None:
    amy = sit("amy")
    turn(amy, button)
    expect(amy.locator("#now")).to_have_text(shown)


def test_a_played_clock_moves_and_a_pause_holds_it(sit: Sit, world: World) -> None:
    amy, josh = sit("amy"), sit("josh")
    amy.get_by_label("Speed").select_option("3600")
    turn(amy, "Play")
    josh.wait_for_function("!document.querySelector('#now').innerText.includes('08:30')")
    turn(josh, "Pause")
    expect(amy.get_by_role("button", name="Play")).to_be_visible()
    held = world.now()
    assert held > datetime(2026, 10, 1, 6, 30, tzinfo=UTC)
    assert world.get("clock")["mode"] == "frozen" and world.now() == held


def test_a_turn_is_stopped_after_its_step_and_shown_on_the_way(sit: Sit, world: World) -> None:
    with due_hourly(world, "slow"):
        amy = sit("amy")
        turn(amy, "End of month")
        stop = amy.get_by_role("button", name="Stop")
        expect(stop).to_be_visible()
        expect(amy.get_by_role("button", name="+ 1 day")).to_be_disabled()
        stop.click()
        expect(stop).to_be_hidden()
        last = world.get("clock")["last_advance"]
        assert last["stopped"] and world.now() < datetime(2026, 10, 31, tzinfo=UTC)


def test_a_turn_while_the_clock_is_played_happens_first(sit: Sit, world: World) -> None:
    world.post("clock/play", {"rate": 60})
    amy = sit("amy")
    turn(amy, "+ 1 day")
    amy.wait_for_function("document.querySelector('#now').innerText.includes('Fri 2 Oct')")
    assert world.get("clock")["playing"] == 60


@contextmanager
def due_hourly(world: World, name: str) -> Iterator[None]:
    """Somebody who has something to do every hour, and takes a little time for it."""
    stop = threading.Event()

    def follow() -> None:
        seen, at = None, datetime(2026, 10, 1, 6, 30, tzinfo=UTC)
        while not stop.is_set():
            order = {"participant": name, "seen": seen, "next_due": (at + timedelta(hours=1)).isoformat(), "timeout": 1}
            reading = world.post("clock/wait", order)
            seen, at = reading["moves"], datetime.fromisoformat(reading["now"])
            stop.wait(0.02)

    following = threading.Thread(target=follow)
    following.start()
    world.until(lambda: world.get("clock")["participants"].get(name, {}).get("asleep"), f"{name} does not follow")
    yield
    stop.set()
    following.join()
    world.post("clock/leave", {"participant": name})
