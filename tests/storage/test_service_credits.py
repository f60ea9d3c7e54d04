"""Credits on record: given once, settled once, whoever comes second is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sla.agreement import Credit
from sla.credit import NewCredit, ServiceCredit
from sla.errors import AlreadyDone, NoSuchCredit
from storage import service_credits, standing
from tests.jobs.world import AMY, JOSH, World, at, each_world, world

__all__ = ["each_world", "world"]
NOON = at("2026-10-07 12:00")
FIXED = Credit("USD", amount=Decimal("25.50"))


def given(world: World, *cause: str, **changes: Any) -> ServiceCredit | None:
    told = {"payer": "sales", "rule": "goal_missed", "period": "2026-10", "promise": "A promise.", "given_at": NOON}
    new = NewCredit(cause or ("one",), **(told | {"on": date(2026, 10, 7)} | changes))
    with world.sessions.write() as session:
        return service_credits.give(session, world.agreement, new, "marketing", key="goal_missed", credit=FIXED).credit


def settled(world: World, credit: ServiceCredit, by: str = JOSH.key, when: str = "2026-10-08 10:00") -> bool:
    try:
        with world.sessions.write() as session:
            service_credits.settle(session, 1, credit, by=by, settled_for=None, now=at(when))
    except AlreadyDone:
        return False
    return True


def states(world: World, instant: str) -> list[tuple[str, str]]:
    with world.sessions.read() as session:
        told = standing.figures(session, world.agreement, at(instant)).credits
    return [(each.period, each.state) for each in told]


def test_one_cause_costs_once(each_world: World) -> None:
    first = given(each_world)
    assert first is not None and (first.amount, first.currency, first.receiver) == (
        Decimal("25.50"), "USD", "marketing",
    )  # fmt: skip
    assert given(each_world) is None


def test_of_two_who_give_at_once_one_does(each_world: World) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(given, [each_world] * 2))
    assert sum(credit is not None for credit in found) == 1


def test_of_two_who_settle_at_once_the_second_one_loses(each_world: World) -> None:
    credit = given(each_world)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(settled, [each_world] * 2, [credit] * 2, [JOSH.key, AMY.key])) == [False, True]


def test_who_comes_second_is_told_who_settled_it_and_when(world: World) -> None:
    credit = given(world)
    assert credit is not None and settled(world, credit)
    with world.sessions.write() as session, pytest.raises(AlreadyDone, match="by <@U0JOSH> at 10:00 on 8 October"):
        service_credits.settle(session, 1, credit, by=AMY.key, settled_for=None, now=at("2026-10-09 10:00"))


def test_figures_tell_credits_as_they_stood_and_earlier_ones_while_they_are_open(world: World) -> None:
    credit = given(world)
    assert credit is not None
    assert states(world, "2026-10-07 11:59") == []
    settled(world, credit, when="2026-11-10 10:00")
    assert states(world, "2026-11-09 10:00") == [("2026-10", "open")]
    assert states(world, "2026-11-11 10:00") == []
    assert states(world, "2026-10-31 10:00") == [("2026-10", "open")]


def test_a_withdrawn_credit_is_told_in_its_own_period_alone(world: World) -> None:
    credit = given(world)
    assert credit is not None
    with world.sessions.write() as session:
        assert service_credits.withdraw(session, 1, credit, "It was kept.", at("2026-10-09 10:00"))
        assert not service_credits.withdraw(session, 1, credit, "It was kept.", at("2026-10-09 10:00"))
    assert (states(world, "2026-10-10 10:00"), states(world, "2026-11-10 10:00")) == ([("2026-10", "withdrawn")], [])


def test_the_credits_of_another_workspace_are_not_there(world: World) -> None:
    credit = given(world)
    assert credit is not None
    with world.sessions.read() as session, pytest.raises(NoSuchCredit):
        service_credits.by_id(session, 2, credit.id)
