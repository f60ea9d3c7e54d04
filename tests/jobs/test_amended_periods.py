"""An amendment that counts in another kind of period: what runs still closes, once, under its own terms."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sla.agreement import Goal, Metric, Terms
from storage import closes
from storage.closes import Close
from storage.engine import Sessions
from tests.jobs.world import World, open_world
from tests.makers import company_x


def counted_in(period: str, target: int) -> Terms:
    """Company X with so many leads promised a period, and nothing else to say."""
    goals = (Goal("marketing", Metric.LEADS, Decimal(target)),)
    return company_x(period=period, goals=goals, pacing=None, alerts=company_x().alerts[2:3])


@pytest.fixture
def world(sessions: Sessions) -> World:
    found = open_world(sessions, counted_in("month", 2))
    for name, when in (("Ada", "2026-10-05 10:00"), ("Grace", "2026-10-20 10:00"), ("Joan", "2026-11-04 10:00")):
        found.hand_off(name, when=when)
    return found


def closed(world: World) -> list[Close]:
    with world.sessions.read() as session:
        return closes.of_agreement(session, world.agreement.workspace_id, world.agreement.id)


def told(world: World) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (each.period.name, each.verdicts[0]["target"], each.verdicts[0]["actual"], each.verdicts[0]["verdict"])
        for each in closed(world)
    ]


def test_the_month_closes_at_its_end_under_its_terms_and_the_quarter_at_its_own(world: World) -> None:
    first = world.agreement.terms_id
    world.amend(counted_in("quarter", 9), "2026-10-15 12:00")
    world.tick("2026-10-31 23:59")
    assert closed(world) == []
    world.tick("2026-11-01 00:00")
    assert told(world) == [("2026-10", "2", "2.00", "met")]
    world.tick("2027-01-01 00:00")
    assert sorted(told(world))[1:] == [("2026-Q4", "9", "3.00", "missed")]
    assert sorted(each.terms_id for each in closed(world)) == [first, world.agreement.terms_id]


def test_a_quarter_that_months_replace_closes_with_its_last_month(sessions: Sessions) -> None:
    world = open_world(sessions, counted_in("quarter", 9))
    world.amend(counted_in("month", 2), "2026-10-15 12:00")
    world.tick("2027-01-01 00:00")
    assert sorted(each.period.name for each in closed(world)) == ["2026-10", "2026-11", "2026-12", "2026-Q4"]


def test_the_channel_reads_both_reviews_each_with_its_own_promise(world: World) -> None:
    world.amend(counted_in("quarter", 9), "2026-10-15 12:00")
    reviews = []
    for close, opening in (("2026-11-01 00:00", "2026-11-02 09:00"), ("2027-01-01 00:00", "2027-01-04 09:00")):
        world.tick(close)
        reviews += [each.text for each in world.deliver(opening) if each.kind == "sla_review"]
    assert len(reviews) == 2
    assert "*2* for 2 promised" in reviews[0] and "*3* for 9 promised" in reviews[1]


def test_an_amendment_of_the_same_kind_leaves_the_close_where_it_is(world: World) -> None:
    world.amend(replace(counted_in("month", 1)), "2026-10-15 12:00")
    world.tick("2026-11-01 00:00")
    assert told(world) == [("2026-10", "1", "2.00", "met")]
