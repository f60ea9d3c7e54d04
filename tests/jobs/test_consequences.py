"""What follows at once: a goal met is celebrated, breaches strike, strikes escalate, late facts withdraw."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jobs import consequences
from sla.agreement import Goal, Metric, Rule, Terms
from sla.strike import StrikeState
from storage import audit, people
from storage.engine import Sessions
from storage.people import DirectoryEntry
from tests.jobs.world import AMY, CHANNEL, JOSH, REMO, RITA, Read, World, at, open_world
from tests.makers import company_x

THREE_BREACHES = Rule("breaches", ("strike",), count=3, of="rep", within="period")
DIAGNOSED = replace(THREE_BREACHES, diagnosis_within=None)


def small(*rules: Rule, target: int = 2, **changes: object) -> Terms:
    """Two leads a month are promised; without daily posts and alerts that would only be in the way."""
    goals = (Goal("marketing", Metric.LEADS, Decimal(target)), Goal("sales", Metric.CUSTOMERS, Decimal(target)))
    return company_x(goals=goals, pacing=None, consequences=rules or (Rule("goal_met", ("celebrate",)),), **changes)


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    return open_world(sqlite_sessions, small())


@pytest.fixture
def each_world(sessions: Sessions) -> World:
    return open_world(sessions, small())


def of_kind(read: list[Read], kind: str) -> list[Read]:
    return [each for each in read if each.kind == kind]


def breach(world: World, *instants: str, rep: str = RITA.key) -> None:
    """Leads of Rita's, each left alone until its window has passed."""
    for number, instant in enumerate(instants):
        world.hand_off(f"Lead {instant} {number}", when=instant, rep=rep)


def breaching(sessions: Sessions, *rules: Rule) -> World:
    return open_world(sessions, small(*(rules or (THREE_BREACHES,)), alerts=company_x().alerts[2:3]))


def test_a_goal_is_celebrated_when_it_is_met(each_world: World) -> None:
    each_world.hand_off("Ada", when="2026-10-05 10:00")
    assert of_kind(each_world.follow("2026-10-05 10:00"), "sla_celebration") == []
    each_world.hand_off("Grace", when="2026-10-05 10:05")
    [party] = of_kind(each_world.follow("2026-10-05 10:05"), "sla_celebration")
    assert party.to == CHANNEL
    assert party.payload | {"agreement": ""} == {
        "agreement": "", "period": "2026-10", "party": "marketing", "rule": "goal_met", "metric": "leads", "tier": None,
    }  # fmt: skip


def test_a_celebration_names_who_did_it(world: World) -> None:
    world.hand_off("Ada", when="2026-10-05 10:00")
    world.hand_off("Grace", when="2026-10-05 10:05")
    [party] = of_kind(world.turn("2026-10-05 10:06"), "sla_celebration")
    assert "*marketing* kept its promise for October 2026: 2 leads, against 2 promised." in party.text
    assert f"Handed off by <@{JOSH.key}> (2 leads). Thank you!" in party.text


def test_customers_are_celebrated_by_the_reps_whose_leads_closed(world: World) -> None:
    won = [world.hand_off(f"Lead {rep}", when="2026-10-05 10:00", rep=rep) for rep in (RITA.key, REMO.key)]
    for lead in won:
        world.won(lead, "2026-10-06 10:00")
    [customers] = [
        each
        for each in of_kind(world.turn("2026-10-06 10:00"), "sla_celebration")
        if each.payload["metric"] == "customers"
    ]
    assert f"Closed by <@{REMO.key}> (1 customer) and <@{RITA.key}> (1 customer)" in customers.text


def test_a_goal_is_celebrated_once_a_period(each_world: World) -> None:
    for number in range(5):
        each_world.hand_off(f"Lead {number}", when=f"2026-10-05 10:0{number}")
    read = each_world.follow("2026-10-05 10:30") + each_world.follow("2026-10-31 12:00")
    assert len(of_kind(read, "sla_celebration")) == 1


def test_the_next_period_has_a_celebration_of_its_own(world: World) -> None:
    for month in ("10", "11"):
        for number in range(2):
            world.hand_off(f"Lead {month} {number}", when=f"2026-{month}-05 10:0{number}")
    periods = [each.payload["period"] for each in of_kind(world.follow("2026-11-30 12:00"), "sla_celebration")]
    assert periods == ["2026-10", "2026-11"]


def test_of_two_sweeps_at_once_the_second_one_loses(each_world: World) -> None:
    breach(each_world, "2026-10-05 10:00", "2026-10-05 10:05")
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(consequences.sweep, [each_world.sessions] * 2, [at("2026-10-05 10:10")] * 2)
    assert sum(done) == 1
    assert len(of_kind(each_world.deliver("2026-10-05 10:10"), "sla_celebration")) == 1


def test_what_was_met_when_the_rule_was_made_is_not_celebrated(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(Rule("strikes", ("escalate",), count=3)))
    breach(world, "2026-10-05 10:00", "2026-10-05 10:05")
    world.tick("2026-10-05 12:00")
    world.amend(small(starts=date(2026, 10, 6)), when="2026-10-06 09:00")
    world.hand_off("Another", when="2026-10-06 10:00")
    assert of_kind(world.follow("2026-11-03 09:00"), "sla_celebration") == []


def test_a_target_that_was_lowered_below_what_had_come_is_not_celebrated(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(target=5))
    breach(world, "2026-10-05 10:00", "2026-10-05 10:05", "2026-10-05 10:10")
    world.amend(small(target=3, starts=date(2026, 10, 6)), when="2026-10-06 09:00")
    world.hand_off("Another", when="2026-10-06 10:00")
    assert of_kind(world.follow("2026-10-20 09:00"), "sla_celebration") == []


def test_an_amendment_of_something_else_leaves_the_celebration_alone(world: World) -> None:
    world.hand_off("Ada", when="2026-10-05 10:00")
    world.amend(small(title="Another title", starts=date(2026, 10, 6)), when="2026-10-06 09:00")
    world.hand_off("Grace", when="2026-10-06 10:00")
    assert len(of_kind(world.follow("2026-10-06 10:00"), "sla_celebration")) == 1


def test_facts_that_an_import_dates_ahead_are_celebrated_when_they_come(world: World) -> None:
    world.hand_off("Ada", when="2026-10-05 10:00")
    world.hand_off("Grace", when="2026-10-07 10:00")
    assert of_kind(world.follow("2026-10-07 09:59"), "sla_celebration") == []
    assert len(of_kind(world.follow("2026-10-07 10:00"), "sla_celebration")) == 1


def test_a_goal_that_is_not_met_any_more_at_delivery_is_not_celebrated(world: World) -> None:
    world.hand_off("Ada", when="2026-10-05 10:00")
    grace = world.hand_off("Grace", when="2026-10-05 10:05")
    world.tick("2026-10-05 10:06")
    world.give_back(grace, "2026-10-05 10:06")
    assert of_kind(world.deliver("2026-10-05 10:07"), "sla_celebration") == []


def test_the_third_breach_strikes_in_private(sessions: Sessions) -> None:
    world = breaching(sessions)
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00", "2026-10-07 10:00")
    strikes = of_kind(world.follow("2026-10-07 12:00"), "sla_strike")
    assert [each.to for each in strikes] == [RITA.key]
    [strike] = world.strikes()
    assert (strike.party, strike.person, strike.on, strike.opened_at) == (
        "sales", RITA.key, date(2026, 10, 7), at("2026-10-07 11:00"),
    )  # fmt: skip
    assert strikes[0].payload == {
        "agreement": "company-x", "period": "2026-10", "party": "sales", "rule": "breaches", "metric": None,
        "strike": strike.short_id, "person": RITA.key,
    }  # fmt: skip


def test_a_strike_names_the_promise_and_asks_for_a_diagnosis(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00", "2026-10-07 10:00")
    [read] = of_kind(world.follow("2026-10-07 12:00"), "sla_strike")
    assert "sales promised a first attempt within each lead's window; 3 windows passed without one" in read.text
    [row] = [block for block in read.message.blocks if block["type"] == "actions"]
    buttons = [(button["action_id"], button["value"]) for button in row["elements"]]
    number = str(world.strikes()[0].id)
    assert buttons == [("act:diagnose", number), ("act:contest", number)]


def test_a_rep_is_struck_once_a_period(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    breach(world, *(f"2026-10-{day:02} 10:00" for day in (5, 6, 7, 8, 9, 12, 13)))
    world.follow("2026-10-30 12:00")
    assert len(world.strikes()) == 1


def test_the_breaches_of_two_reps_are_counted_apart(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00")
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00", rep=REMO.key)
    world.follow("2026-10-30 12:00")
    assert world.strikes() == []


def test_the_next_period_counts_from_nothing(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    breach(world, "2026-10-29 10:00", "2026-10-30 10:00", "2026-11-02 10:00")
    world.follow("2026-11-20 12:00")
    assert world.strikes() == []


def test_a_rule_on_the_party_strikes_its_contact(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions, replace(THREE_BREACHES, of="party"))
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00")
    breach(world, "2026-10-07 10:00", rep=REMO.key)
    [read] = of_kind(world.follow("2026-10-07 12:00"), "sla_strike")
    assert (read.to, read.payload["person"]) == (AMY.key, None)


def test_a_rule_within_a_duration_strikes_once_for_each_window(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions, replace(THREE_BREACHES, count=2, within="2d"))
    breach(world, *(f"2026-10-{day:02} 10:00" for day in (5, 6, 7, 12, 20, 21)))
    world.follow("2026-10-30 12:00")
    assert [strike.since_at for strike in world.strikes()] == [at("2026-10-05 11:00"), at("2026-10-20 11:00")]


def test_the_strike_of_a_rep_outside_slack_goes_to_the_contact(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00", "2026-10-07 10:00", rep="Freelance Fred")
    [read] = of_kind(world.follow("2026-10-07 12:00"), "sla_strike")
    assert read.to == AMY.key
    assert "on Freelance Fred's leads" in read.text
    assert world.strikes()[0].people == (AMY.key,)


def test_the_strike_of_somebody_who_has_left_goes_to_the_contact(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00", "2026-10-07 10:00")
    gone = DirectoryEntry(RITA.key, "rita", "Rita", deactivated=True)
    with world.sessions.write() as session:
        people.remember(session, world.agreement.workspace_id, [gone], at("2026-10-05 12:00"))
    [read] = of_kind(world.follow("2026-10-07 12:00"), "sla_strike")
    assert read.to == AMY.key


def test_the_diagnosis_is_due_in_business_time(sqlite_sessions: Sessions) -> None:
    within = company_x().consequences[2].diagnosis_within
    world = breaching(sqlite_sessions, replace(THREE_BREACHES, diagnosis_within=within))
    breach(world, "2026-10-05 10:00", "2026-10-06 10:00", "2026-10-07 10:00")
    world.follow("2026-10-07 12:00")
    due_at = world.strikes()[0].diagnosis_due_at
    assert due_at is not None and at("2026-10-14 10:59") < due_at < at("2026-10-14 11:01")


def test_a_late_fact_withdraws_the_strike_edits_its_message_and_is_audited(sessions: Sessions) -> None:
    world = breaching(sessions)
    leads = [world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00") for day in (5, 6, 7)]
    world.follow("2026-10-07 12:00")
    world.tried(leads[1], "2026-10-06 10:30")
    world.follow("2026-10-07 13:00")
    [strike] = world.strikes()
    [edited] = world.edited("2026-10-07 13:00")
    with world.sessions.read() as session:
        acts = [each.act for each in audit.entries(session, 1, subject=strike.short_id)]
    assert strike.state is StrikeState.WITHDRAWN
    assert "is withdrawn: A later record shows that the promise was kept." in edited.text
    assert acts == ["strike", "withdraw_strike"]


def test_a_late_fact_that_leaves_enough_breaches_leaves_the_strike(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    leads = [world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00") for day in (5, 6, 7, 8)]
    world.follow("2026-10-08 12:00")
    world.tried(leads[0], "2026-10-05 10:30")
    world.follow("2026-10-08 13:00")
    assert world.strikes()[0].state is StrikeState.OPEN


def test_a_strike_that_stands_names_no_lead_that_was_tried_in_time(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    leads = [world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00") for day in (5, 6, 7, 8)]
    world.follow("2026-10-08 12:00")
    world.tried(leads[0], "2026-10-05 10:30")
    world.follow("2026-10-08 13:00")
    [edited] = world.edited("2026-10-08 13:00")
    assert world.strikes()[0].leads == tuple(lead.id for lead in leads[1:])
    assert leads[0].short_id not in edited.text and leads[3].short_id in edited.text


def test_a_strike_that_was_withdrawn_before_it_was_told_is_not_told(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    leads = [world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00") for day in (5, 6, 7)]
    world.tick("2026-10-07 12:00")
    world.tried(leads[0], "2026-10-05 10:30")
    world.tick("2026-10-07 12:01")
    assert of_kind(world.deliver("2026-10-07 12:01"), "sla_strike") == []


def test_after_a_withdrawal_new_breaches_strike_again(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions)
    leads = [world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00") for day in (5, 6, 7)]
    world.follow("2026-10-07 12:00")
    world.tried(leads[0], "2026-10-05 10:30")
    world.follow("2026-10-07 12:30")
    breach(world, "2026-10-08 10:00")
    world.follow("2026-10-08 12:00")
    assert [strike.state for strike in world.strikes()] == [StrikeState.WITHDRAWN, StrikeState.OPEN]


def test_three_strikes_escalate_to_the_contact_once(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions, replace(THREE_BREACHES, count=1), Rule("strikes", ("escalate",), count=2))
    for day, rep in ((5, RITA.key), (6, REMO.key), (7, "U0ROSA")):
        breach(world, f"2026-10-{day:02} 10:00", rep=rep)
    escalations = of_kind(world.follow("2026-10-30 12:00"), "sla_escalation")
    assert [(each.to, each.payload["party"], each.payload["rule"]) for each in escalations] == [
        (AMY.key, "sales", "strikes")
    ]
    assert "has 2 strikes" in escalations[0].text


def test_each_multiple_escalates(sqlite_sessions: Sessions) -> None:
    world = breaching(sqlite_sessions, replace(THREE_BREACHES, count=1), Rule("strikes", ("escalate",), count=1))
    for day, rep in ((5, RITA.key), (6, REMO.key), (7, "U0ROSA")):
        breach(world, f"2026-10-{day:02} 10:00", rep=rep)
    assert len(of_kind(world.follow("2026-10-30 12:00"), "sla_escalation")) == 3
