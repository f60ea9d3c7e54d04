"""Strikes are opened once for a cause, diagnosed once, withdrawn once, each on record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from sla.errors import AlreadyDone, BadShortId, NoSuchStrike
from sla.strike import NewStrike, Strike, StrikeState, strike_id, strike_number
from storage import audit, outcomes
from storage.engine import Sessions
from tests.jobs.world import AMY, RITA, World, at, each_world, open_world, world

__all__ = ["each_world", "world"]
NOON = at("2026-10-07 12:00")
CAUSE = ("2026-10", "sales", "breaches:3:rep:period", RITA.key)


def opened(world: World, cause: tuple[str, ...] = CAUSE, **changes: Any) -> Strike | None:
    told: dict[str, Any] = {
        "party": "sales",
        "rule": "breaches",
        "period": "2026-10",
        "person": RITA.key,
        "people": (RITA.key,),
        "promise": "sales promised a first attempt within each lead's window.",
        "leads": (1, 2, 3),
        "on": date(2026, 10, 7),
        "opened_at": NOON,
    }
    with world.sessions.write() as session:
        return outcomes.open_strike(session, world.agreement, NewStrike(cause, **(told | changes)))


def withdrawn(world: World, strike: Strike) -> bool:
    with world.sessions.write() as session:
        return outcomes.withdraw(session, world.agreement.workspace_id, strike, "Not so.", NOON)


def diagnosed(world: World, strike: Strike, by: str = RITA.key) -> Strike:
    with world.sessions.write() as session:
        return outcomes.diagnose(
            session,
            world.agreement.workspace_id,
            strike,
            cause="Two on leave",
            remedy="A backup",
            by_date=date(2026, 10, 20),
            by=by,
            now=NOON,
        )


def acts(world: World, strike: Strike) -> list[tuple[str, str]]:
    with world.sessions.read() as session:
        found = audit.entries(session, world.agreement.workspace_id, subject=strike.short_id)
    return [(entry.act, entry.actor) for entry in found]


def test_a_strike_reads_back_as_it_was_opened(each_world: World) -> None:
    strike = opened(each_world)
    assert strike is not None
    assert (strike.party, strike.person, strike.people, strike.leads) == ("sales", RITA.key, (RITA.key,), (1, 2, 3))
    assert (strike.on, strike.opened_at, strike.state) == (date(2026, 10, 7), NOON, StrikeState.OPEN)
    assert each_world.strikes() == [strike]


def test_one_cause_strikes_once(each_world: World) -> None:
    assert opened(each_world) is not None
    assert opened(each_world) is None


def test_of_two_who_strike_at_once_the_second_one_loses(each_world: World) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(opened, [each_world] * 2))
    assert sum(strike is not None for strike in found) == 1
    assert len(each_world.strikes()) == 1


def test_another_cause_strikes_again(world: World) -> None:
    opened(world)
    assert opened(world, ("2026-11", *CAUSE[1:]), period="2026-11") is not None


def test_a_cause_with_names_of_ten_thousand_letters_strikes_once(each_world: World) -> None:
    cause = ("2026-10", "x" * 10_000)
    assert opened(each_world, cause) is not None
    assert opened(each_world, cause) is None
    assert opened(each_world, ("2026-10", "x" * 9_999 + "y")) is not None


def test_after_a_withdrawal_the_same_cause_may_strike_again(world: World) -> None:
    first = opened(world)
    assert first is not None and withdrawn(world, first)
    assert opened(world) is not None
    assert opened(world) is None


def test_a_strike_is_withdrawn_once_and_on_record(each_world: World) -> None:
    strike = opened(each_world)
    assert strike is not None
    assert [withdrawn(each_world, strike), withdrawn(each_world, strike)] == [True, False]
    assert each_world.strikes()[0].state is StrikeState.WITHDRAWN
    assert acts(each_world, strike) == [("strike", "sla-bot"), ("withdraw_strike", "sla-bot")]


def test_a_withdrawn_strike_does_not_stand(world: World) -> None:
    strike = opened(world)
    assert strike is not None
    withdrawn(world, strike)
    with world.sessions.read() as session:
        assert outcomes.standing(session, 1, world.agreement.id) == []
        assert outcomes.standing_counts(session, world.agreement.id, NOON) == {}


def test_strikes_are_counted_by_party_from_an_instant_on(world: World) -> None:
    opened(world)
    opened(world, ("another",), opened_at=NOON + timedelta(hours=1))
    opened(world, ("a third",), party="marketing", opened_at=NOON + timedelta(hours=1))
    with world.sessions.read() as session:
        assert outcomes.standing_counts(session, world.agreement.id, NOON) == {"marketing": 1, "sales": 2}
        assert outcomes.standing_counts(session, world.agreement.id, NOON + timedelta(minutes=1)) == {
            "marketing": 1,
            "sales": 1,
        }


def test_a_diagnosis_is_written_once_and_the_second_reads_who_wrote_it(each_world: World) -> None:
    strike = opened(each_world)
    assert strike is not None
    written = diagnosed(each_world, strike)
    assert written.state is StrikeState.DIAGNOSED
    assert written.diagnosis is not None and written.diagnosis.remedy == "A backup"
    with pytest.raises(AlreadyDone, match=f"<@{RITA.key}> wrote the diagnosis"):
        diagnosed(each_world, strike, by=AMY.key)
    assert acts(each_world, strike)[-1] == ("diagnose", RITA.key)


def test_a_withdrawn_strike_needs_no_diagnosis(world: World) -> None:
    strike = opened(world)
    assert strike is not None
    withdrawn(world, strike)
    with pytest.raises(AlreadyDone, match="withdrawn"):
        diagnosed(world, world.strikes()[0])


def test_strikes_are_found_by_period(world: World) -> None:
    opened(world)
    opened(world, ("2026-11",), period="2026-11")
    with world.sessions.read() as session:
        found = outcomes.of_agreement(session, 1, world.agreement.id, period="2026-11")
    assert [strike.period for strike in found] == ["2026-11"]


def test_another_workspace_sees_none_of_it(each_world: World) -> None:
    strike = opened(each_world)
    assert strike is not None
    with each_world.sessions.read() as session, pytest.raises(NoSuchStrike):
        outcomes.by_id(session, 999, strike.id)


@pytest.mark.parametrize("number", [1, 7, 32**4, 10**9])
def test_a_strikes_short_id_leads_back_to_its_number(number: int) -> None:
    assert strike_number(strike_id(number).lower()) == number
    assert strike_id(number).startswith("S-")


@pytest.mark.parametrize("text", ["S-", "S-4F", "a strike!", ""])
def test_what_is_no_strikes_id_is_refused_as_one(text: str) -> None:
    with pytest.raises(BadShortId, match="strike"):
        strike_number(text)


def test_strikes_of_two_agreements_are_apart(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions)
    assert opened(world) is not None
    with world.sessions.read() as session:
        assert outcomes.of_agreement(session, 1, world.agreement.id + 1) == []
