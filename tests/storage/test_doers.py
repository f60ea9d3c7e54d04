"""Who did it: counted for the messages that name people."""

from dataclasses import replace

import pytest

from sla.agreement import Metric
from sla.period import Period
from storage import doers
from storage.overdue import overdue
from tests.jobs.world import JOSH, REMO, RITA, World, at, each_world

__all__ = ["each_world"]
OCTOBER = Period.named("2026-10")


def who(world: World, metric: Metric, when: str = "2026-10-31 12:00", tier: str | None = None) -> list[tuple[str, int]]:
    goal = replace(world.terms.goals[0], metric=metric, tier=tier)
    with world.sessions.read() as session:
        return list(doers.of_goal(session, world.agreement, goal, OCTOBER, at(when), limit=3))


def a_month(world: World) -> None:
    """Rita tries two leads and wins one; Remo tries one too late; one comes back."""
    for name, rep, tried in (("Ada", RITA, "10:10"), ("Grace", RITA, "10:20"), ("Linus", REMO, "12:30")):
        lead = world.hand_off(name, when="2026-10-05 10:00", rep=rep.key)
        world.tried(lead, f"2026-10-05 {tried}", by=rep.key)
    world.won(lead, "2026-10-06 10:00")
    world.give_back(world.hand_off("Student", when="2026-10-05 10:00"), "2026-10-06 10:00")


@pytest.mark.parametrize(
    ("metric", "found"),
    [
        (Metric.LEADS, [(JOSH.key, 3)]),
        (Metric.LEAD_VALUE, [(JOSH.key, 3)]),
        (Metric.CUSTOMERS, [(REMO.key, 1)]),
        (Metric.REVENUE, [(REMO.key, 1)]),
        (Metric.SPEED, [(RITA.key, 2)]),
        (Metric.DEPTH, [(RITA.key, 2), (REMO.key, 1)]),
        (Metric.DELIVERIES, []),
    ],
)
def test_each_goal_has_its_doers(each_world: World, metric: Metric, found: list[tuple[str, int]]) -> None:
    a_month(each_world)
    assert who(each_world, metric) == found


def test_a_tier_counts_its_own_leads(each_world: World) -> None:
    a_month(each_world)
    assert who(each_world, Metric.LEADS, tier="ceo") == []


def test_what_is_still_to_come_does_not_count(each_world: World) -> None:
    a_month(each_world)
    assert who(each_world, Metric.CUSTOMERS, when="2026-10-06 09:59") == []


def test_overdue_leads_are_those_of_the_instant(each_world: World) -> None:
    lead = each_world.hand_off("Ada", when="2026-10-05 10:00")
    each_world.tried(lead, "2026-10-05 15:00")
    each_world.hand_off("Grace", when="2026-10-05 10:30")
    with each_world.sessions.read() as session:
        found = [
            overdue(session, each_world.agreement, at(when), limit=5)
            for when in ("2026-10-05 11:00", "2026-10-05 14:00", "2026-10-05 16:00")
        ]
    assert [[waiting.name for waiting in each.first] for each in found] == [[], ["Ada", "Grace"], ["Grace"]]
    assert [each.number for each in found] == [0, 2, 1]
