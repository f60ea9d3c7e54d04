"""What time asks about strikes: each of the right person, once, and only while there is reason to."""

from datetime import date
from typing import Any

import pytest

from sla.strike import NewStrike, Strike
from storage import due_process, outcomes
from storage.engine import Sessions
from tests.jobs.world import AMY, JOSH, RITA, Read, World, at, open_world
from tests.makers import company_x


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    return open_world(sqlite_sessions, company_x(pacing=None))


def strike(world: World, cause: str = "one", **changes: Any) -> Strike:
    """A strike of Wednesday noon whose diagnosis is due the Wednesday after, at eleven."""
    told: dict[str, Any] = {
        "party": "sales", "rule": "breaches", "period": "2026-10", "person": RITA.key, "people": (RITA.key,),
        "promise": "sales promised a first attempt within each lead's window.", "on": date(2026, 10, 7),
        "opened_at": at("2026-10-07 12:00"), "diagnosis_due_at": at("2026-10-14 11:00"),
    }  # fmt: skip
    with world.sessions.write() as session:
        opened = outcomes.open_strike(session, world.agreement, NewStrike((cause,), **(told | changes)))
    assert opened is not None
    return opened


def diagnosed(world: World, opened: Strike, when: str = "2026-10-08 10:00") -> None:
    with world.sessions.write() as session:
        outcomes.diagnose(
            session, 1, opened, cause="Two away", remedy="A rota", by_date=date(2026, 10, 20), by=RITA.key, now=at(when)
        )


def steps(read: list[Read]) -> list[tuple[str, str]]:
    return [(each.payload["step"], each.to) for each in read if each.kind == "sla_strike_step"]


def test_the_diagnosis_is_called_to_mind_once_on_its_morning_and_its_contact_hears_when_it_is_overdue(
    sessions: Sessions,
) -> None:
    world = open_world(sessions, company_x(pacing=None))
    strike(world)
    assert steps(world.follow("2026-10-14 08:59")) == []
    assert steps(world.follow("2026-10-14 09:00")) == [("diagnosis_due", RITA.key)]
    assert steps(world.follow("2026-10-14 10:59")) == []
    assert steps(world.follow("2026-10-14 11:00")) == [("diagnosis_overdue", AMY.key)]
    assert steps(world.follow("2026-10-30 12:00")) == []


def test_a_diagnosis_that_is_written_is_not_asked_for_and_its_remedy_is_asked_after_once(world: World) -> None:
    opened = strike(world)
    diagnosed(world, opened)
    assert steps(world.follow("2026-10-30 12:00")) == [("remedy_due", RITA.key)]


def test_nobody_is_asked_about_a_remedy_that_is_done(world: World) -> None:
    opened = strike(world)
    diagnosed(world, opened)
    with world.sessions.write() as session:
        due_process.mend(session, 1, opened, is_done=True, by=RITA.key, now=at("2026-10-15 10:00"))
    assert steps(world.follow("2026-10-30 12:00")) == []


def test_a_contest_stops_the_clock_and_upholding_it_starts_it_again(world: World) -> None:
    opened = strike(world)
    with world.sessions.write() as session:
        contested = due_process.contest(session, 1, opened, reason="No", by=RITA.key, now=at("2026-10-08 10:00"))
    assert steps(world.follow("2026-10-15 12:00")) == []
    with world.sessions.write() as session:
        due_process.uphold(session, 1, contested, reason="Yes", by=JOSH.key, now=at("2026-10-16 10:00"))
    assert steps(world.follow("2026-10-30 12:00")) == [("diagnosis_due", RITA.key), ("diagnosis_overdue", AMY.key)]


def test_nothing_is_asked_about_a_strike_that_ended(world: World) -> None:
    opened = strike(world)
    with world.sessions.write() as session:
        outcomes.withdraw(session, 1, opened, "Not so.", at("2026-10-08 10:00"))
    assert steps(world.follow("2026-10-30 12:00")) == []


def test_a_bot_that_was_away_says_only_what_is_still_of_use(world: World) -> None:
    strike(world)
    assert steps(world.turn("2026-10-14 12:00")) == [("diagnosis_overdue", AMY.key)]
    strike(world, "two", diagnosis_due_at=at("2026-10-15 11:00"))
    assert steps(world.turn("2026-10-26 12:00")) == []


def test_a_contact_who_answers_for_the_strike_gets_the_form_when_it_is_overdue(world: World) -> None:
    strike(world, people=(AMY.key,), person=None)
    read = world.follow("2026-10-14 11:00")
    assert steps(read) == [("diagnosis_due", AMY.key), ("diagnosis_overdue", AMY.key)]
    assert "It is yours to write" in read[-1].text
