"""Whom breaches are on: whoever used the window up, and nobody for the time that they were away."""

from storage import facts, ways
from storage.engine import Sessions
from tests.jobs.test_consequences import breach, breaching, of_kind
from tests.jobs.world import AMY, REMO, RITA, World, at


def passed(world: World, when: str, at_minute: str) -> None:
    """A lead of Rita's that she passed on to Remo."""
    lead = world.hand_off(f"Lead {when}", when=when)
    with world.sessions.write() as session:
        facts.pass_on(session, lead, to=REMO.key, by=RITA.key, now=at(f"{when[:14]}{at_minute}"))


def test_a_strike_says_who_held_its_leads_and_is_on_who_used_the_windows_up(sessions: Sessions) -> None:
    world = breaching(sessions)
    for day in (5, 6, 7):
        passed(world, f"2026-10-0{day} 10:00", "50")
    [strike] = of_kind(world.follow("2026-10-07 12:00"), "sla_strike")
    assert (strike.to, world.strikes()[0].person) == (RITA.key, RITA.key)
    assert strike.text.count(f"<@{RITA.key}> 50 min, <@{REMO.key}> 10 min") == 3


def test_a_rep_on_leave_is_not_charged_and_the_contact_answers_for_the_party(sessions: Sessions) -> None:
    world = breaching(sessions)
    world.away(RITA.key, "2026-10-05 10:20", "2026-10-10 00:00")
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00")
    assert of_kind(world.follow("2026-10-06 12:00"), "sla_strike") == []
    breach(world, "2026-10-07 10:00")
    [strike] = of_kind(world.follow("2026-10-07 12:00"), "sla_strike")
    assert (strike.to, world.strikes()[0].person) == (AMY.key, AMY.key)
    assert "sales 40 min (not assigned, on leave or out of hours)" in strike.text
    with world.sessions.read() as session:
        told = ways.told(session, 1, world.lead(world.hand_off("New", when="2026-10-08 10:00")), at("2026-10-08 10:30"))
    assert told.charge is None and [leg.holder for leg in told.legs] == [RITA.key]


def test_leave_entered_after_the_window_changes_nothing(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00", "2026-10-07 10:00")
    world.follow("2026-10-07 12:00")
    world.away(RITA.key, "2026-10-07 12:00", "2026-10-10 00:00")
    world.follow("2026-10-07 16:00")
    assert [(each.person, each.stands) for each in world.strikes()] == [(RITA.key, True)]
