"""The breach sweep: a window that passed without an attempt goes on record, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from jobs import breaches
from tests.jobs.world import RITA, World, at, each_world, world

__all__ = ["each_world", "world"]


def test_a_window_that_passed_is_a_breach_as_of_its_due_instant(each_world: World) -> None:
    lead = each_world.hand_off(when="2026-10-05 10:00")
    assert breaches.sweep(each_world.sessions, at("2026-10-05 11:30")) == 1
    assert each_world.lead(lead).breached_at == at("2026-10-05 11:00")
    assert each_world.lead(lead).breach_rep == RITA.key


@pytest.mark.parametrize(("when", "number"), [("2026-10-05 11:00:00", 0), ("2026-10-05 11:00:01", 1)])
def test_at_the_due_instant_itself_nothing_is_breached_yet(world: World, when: str, number: int) -> None:
    world.hand_off(when="2026-10-05 10:00")
    assert breaches.sweep(world.sessions, at(when)) == number


def test_an_attempt_at_the_due_instant_is_in_time(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    world.tried(lead, "2026-10-05 11:00")
    assert breaches.sweep(world.sessions, at("2026-10-05 12:00")) == 0


def test_a_breach_is_recorded_once(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    assert [breaches.sweep(each_world.sessions, at("2026-10-05 12:00")) for _ in range(2)] == [1, 0]


def test_of_two_sweeps_at_once_the_second_one_loses(each_world: World) -> None:
    for number in range(6):
        each_world.hand_off(f"Lead {number}", when="2026-10-05 10:00")
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(breaches.sweep, [each_world.sessions] * 2, [at("2026-10-05 12:00")] * 2)
    assert sum(done) == 6


def test_a_late_fact_takes_a_breach_back(world: World) -> None:
    lead = world.hand_off(when="2026-10-05 10:00")
    breaches.sweep(world.sessions, at("2026-10-05 12:00"))
    world.tried(lead, "2026-10-05 10:30")
    assert world.lead(lead).breached_at is None
