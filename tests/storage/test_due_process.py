"""Due process on record: each step once, by whom it behoves, whoever comes second is told."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from jobs import period_close
from sla.agreement import Goal, Metric, Rule
from sla.errors import AlreadyDone
from sla.strike import Excuse, NewStrike, Strike, StrikeState
from storage import audit, due_process, outcomes
from storage.engine import Sessions
from tests.jobs.world import JOSH, RITA, World, at, each_world, open_world, world
from tests.makers import company_x

__all__ = ["each_world", "world"]
NOON = at("2026-10-07 12:00")
LATER = at("2026-10-08 12:00")


def opened(world: World, **changes: Any) -> Strike:
    told: dict[str, Any] = {
        "party": "sales", "rule": "breaches", "period": "2026-10", "person": RITA.key, "people": (RITA.key,),
        "promise": "A promise.", "on": date(2026, 10, 7), "opened_at": NOON,
        "diagnosis_due_at": at("2026-10-14 11:00"),
    }  # fmt: skip
    with world.sessions.write() as session:
        strike = outcomes.open_strike(session, world.agreement, NewStrike(("one",), **(told | changes)))
    assert strike is not None
    return strike


def contested(world: World, strike: Strike, by: str = RITA.key) -> Strike:
    with world.sessions.write() as session:
        return due_process.contest(session, 1, strike, reason="They were tried.", by=by, now=NOON)


def upheld(world: World, strike: Strike) -> Strike:
    with world.sessions.write() as session:
        return due_process.uphold(session, 1, strike, reason="They were not.", by=JOSH.key, now=LATER)


def withdrawn(world: World, strike: Strike) -> Strike:
    with world.sessions.write() as session:
        return due_process.withdraw(session, 1, strike, reason="They were.", by=JOSH.key, now=LATER)


def excused(world: World, strike: Strike) -> Strike:
    with world.sessions.write() as session:
        return due_process.excuse(
            session, 1, strike, why=Excuse.OUTAGE, reason="The phones were down.", by=JOSH.key, now=LATER
        )


def acts(world: World, strike: Strike) -> list[tuple[str, str, str | None]]:
    with world.sessions.read() as session:
        assert audit.verify(session, 1) is None
        return [(each.act, each.actor, each.reason) for each in audit.entries(session, 1, subject=strike.short_id)]


def test_each_step_is_on_the_chained_audit_log_with_its_reason(each_world: World) -> None:
    strike = upheld(each_world, contested(each_world, opened(each_world)))
    assert strike.state is StrikeState.UPHELD
    assert acts(each_world, strike) == [
        ("strike", "sla-bot", None),
        ("contest_strike", RITA.key, "They were tried."),
        ("uphold_strike", JOSH.key, "They were not."),
    ]


def test_an_upheld_strike_has_as_much_time_for_its_diagnosis_as_the_contest_left(world: World) -> None:
    strike = upheld(world, contested(world, opened(world)))
    assert strike.diagnosis_due_at == at("2026-10-15 11:00")


def test_a_strike_is_contested_once(each_world: World) -> None:
    strike = opened(each_world)
    contested(each_world, strike)
    with pytest.raises(AlreadyDone, match="already, by <@U0RITA> at 12:00 on 7 October"):
        contested(each_world, strike)


def test_of_two_who_judge_at_once_the_second_one_is_told(each_world: World) -> None:
    strike = contested(each_world, opened(each_world))

    def judge(act: Any) -> str:
        try:
            return str(act(each_world, strike).state)
        except AlreadyDone as error:
            return str(error)[:40]

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(judge, (upheld, withdrawn)))
    assert sum(state in ("upheld", "withdrawn") for state in found) == 1


def test_only_a_contested_strike_is_judged(world: World) -> None:
    strike = opened(world)
    for judge in (upheld, withdrawn):
        with pytest.raises(AlreadyDone, match="Nobody contests"):
            judge(world, strike)


def test_an_excused_strike_does_not_count_and_its_cause_does_not_strike_again(each_world: World) -> None:
    strike = excused(each_world, opened(each_world))
    assert (strike.state, strike.stands) == (StrikeState.EXCUSED, False)
    with each_world.sessions.write() as session:
        again = NewStrike(("one",), "sales", "breaches", "2026-10", (RITA.key,), "A promise.", date(2026, 10, 7), NOON)
        assert outcomes.open_strike(session, each_world.agreement, again) is None
        assert outcomes.standing_counts(session, each_world.agreement.id, NOON - timedelta(days=30)) == {}


def test_what_the_judge_withdrew_does_not_strike_again_but_what_facts_disproved_may(world: World) -> None:
    judged = withdrawn(world, contested(world, opened(world)))
    assert judged.state is StrikeState.WITHDRAWN and not outcomes.is_disproved(judged)


def test_nothing_happens_to_a_strike_that_has_ended(world: World) -> None:
    strike = excused(world, opened(world))
    for act in (contested, excused, withdrawn):
        with pytest.raises(AlreadyDone, match="is excused already, by <@U0JOSH>"):
            act(world, strike)


def test_a_remedy_needs_a_diagnosis_and_is_answered_once(world: World) -> None:
    strike = opened(world)
    with world.sessions.write() as session, pytest.raises(AlreadyDone, match="no diagnosis yet"):
        due_process.mend(session, 1, strike, is_done=True, by=RITA.key, now=LATER)
    with world.sessions.write() as session:
        outcomes.diagnose(session, 1, strike, cause="a", remedy="b", by_date=date(2026, 10, 9), by=RITA.key, now=LATER)
        due_process.mend(session, 1, strike, is_done=False, by=RITA.key, now=LATER)
    with world.sessions.write() as session, pytest.raises(AlreadyDone, match="was said already"):
        due_process.mend(session, 1, strike, is_done=True, by=RITA.key, now=LATER)


def test_a_strike_decays_at_the_close_after_so_many_periods_and_stops_counting(sqlite_sessions: Sessions) -> None:
    rule = Rule("goal_missed", ("strike",), decay=2)
    goals = (Goal("marketing", Metric.LEADS, Decimal(1)),)
    world = open_world(sqlite_sessions, company_x(goals=goals, consequences=(rule,), pacing=None))
    for month, states in (("11", ["open"]), ("12", ["open"] * 2)):
        world.tick(f"2026-{month}-01 00:00")
        assert [str(strike.state) for strike in world.strikes()] == states
    world.tick("2027-01-01 00:00")
    assert [str(strike.state) for strike in world.strikes()] == ["decayed", "open", "open"]


def test_a_strike_excused_during_the_close_is_excused_once(each_world: World) -> None:
    strike = opened(each_world, decay=1, period="2026-09", on=date(2026, 9, 30))
    with ThreadPoolExecutor(2) as pool:
        close = pool.submit(period_close.sweep, each_world.sessions, at("2026-11-01 00:00"))
        judged = pool.submit(_excused_or_told, each_world, strike)
    assert close.result() == 1
    [found] = [each for each in each_world.strikes() if each.id == strike.id]
    assert found.state in (StrikeState.EXCUSED, StrikeState.DECAYED) and len(found.steps) == 1
    assert judged.result() == (found.state is StrikeState.EXCUSED)


def _excused_or_told(world: World, strike: Strike) -> bool:
    try:
        return not excused(world, strike).stands
    except AlreadyDone:
        return False


def test_after_decay_strikes_that_add_up_again_escalate_again(sqlite_sessions: Sessions) -> None:
    rules = (Rule("goal_missed", ("strike",), decay=1), Rule("strikes", ("escalate",), count=1))
    goals = (Goal("marketing", Metric.LEADS, Decimal(1)),)
    terms = replace(company_x(goals=goals, consequences=rules, pacing=None, duties=()), weekly_report=None)
    world = open_world(sqlite_sessions, terms)
    read = world.follow("2027-01-04 09:00")
    assert len([each for each in read if each.kind == "sla_escalation"]) >= 1
