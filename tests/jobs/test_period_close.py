"""The close of a period: once, from facts, told at the next opening, and never in a flood."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jobs import period_close
from sla.agreement import Goal, Metric, Post, Rule, Terms
from sla.strike import StrikeState
from storage import closes
from storage.engine import Sessions
from tests.jobs.world import AMY, CHANNEL, JOSH, RITA, Read, World, at, open_world
from tests.makers import company_x

GOALS = (
    Goal("marketing", Metric.LEADS, Decimal(2)),
    Goal("sales", Metric.SPEED, Decimal(3600)),
    Goal("sales", Metric.CUSTOMERS, Decimal(1)),
)
OPENING = "2026-11-02 09:00"


def quiet(**changes: object) -> Terms:
    """Company X with small goals, and without daily posts and alerts."""
    return company_x(**({"goals": GOALS, "pacing": None, "alerts": company_x().alerts[2:3]} | changes))


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    return open_world(sqlite_sessions, quiet())


@pytest.fixture
def each_world(sessions: Sessions) -> World:
    return open_world(sessions, quiet())


def of_kind(read: list[Read], kind: str) -> list[Read]:
    return [each for each in read if each.kind == kind]


def of_met(read: list[Read]) -> list[Read]:
    """The celebrations of goals that were met, without those of goals that were exceeded besides."""
    return [each for each in of_kind(read, "sla_celebration") if each.payload["rule"] == "goal_met"]


def closed(world: World) -> list[str]:
    with world.sessions.read() as session:
        found = closes.of_agreement(session, world.agreement.workspace_id, world.agreement.id)
    return [each.period.name for each in found]


def a_good_month(world: World) -> None:
    """Two leads, tried within half an hour; one of them a customer."""
    for name in ("Ada", "Grace"):
        lead = world.hand_off(name, when="2026-10-05 10:00")
        world.tried(lead, "2026-10-05 10:30")
    world.won(lead, "2026-10-20 10:00")


def test_a_period_closes_at_local_midnight_after_its_last_day(each_world: World) -> None:
    each_world.tick("2026-10-31 23:59")
    assert closed(each_world) == []
    each_world.tick("2026-11-01 00:00")
    assert closed(each_world) == ["2026-10"]


def test_a_period_closes_once(each_world: World) -> None:
    assert [period_close.sweep(each_world.sessions, at("2026-11-01 00:00")) for _ in range(2)] == [1, 0]


def test_of_two_sweeps_at_once_the_second_one_loses(each_world: World) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(period_close.sweep, [each_world.sessions] * 2, [at("2026-11-01 00:00")] * 2)
    assert sum(done) == 1
    assert len(of_kind(each_world.deliver(OPENING), "sla_review")) == 1


def test_the_messages_of_a_close_wait_for_the_next_opening(world: World) -> None:
    assert of_kind(world.follow("2026-11-02 08:59"), "sla_review") == []
    read = world.follow(OPENING)
    assert {each.kind for each in read} == {"sla_review", "sla_strike", "sla_make_up"}


def test_a_goal_that_was_missed_strikes_the_contact_of_its_party(each_world: World) -> None:
    each_world.hand_off(when="2026-10-05 10:00")
    private = [each for each in of_kind(each_world.follow(OPENING), "sla_strike") if each.to != CHANNEL]
    assert [(each.to, each.payload["metric"], each.payload["person"]) for each in private] == [
        (JOSH.key, "leads", None),
        (AMY.key, "customers", None),
    ]
    assert "marketing promised 2 leads in October 2026; it came to 1." in private[0].text


def test_a_strike_for_a_goal_has_its_day_its_period_and_its_diagnosis_date(world: World) -> None:
    world.follow("2026-11-01 00:00")
    strike = world.strikes()[0]
    assert (strike.on, strike.period, strike.opened_at) == (date(2026, 10, 31), "2026-10", at("2026-11-01 00:00"))
    assert strike.diagnosis_due_at == at("2026-11-06 18:00")


def test_the_channel_reads_a_line_for_each_strike_with_the_partys_name_alone(world: World) -> None:
    for day in (5, 6, 7):
        world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00")
    lines = [each for each in of_kind(world.follow(OPENING), "sla_strike") if each.to == CHANNEL]
    assert [each.payload["rule"] for each in lines] == ["breaches", "goal_missed"]
    assert all("person" not in each.payload and RITA.key not in each.text for each in lines)


def test_a_withdrawn_strike_is_not_named_at_the_close(world: World) -> None:
    leads = [world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00") for day in (5, 6, 7)]
    world.follow("2026-10-07 12:00")
    world.tried(leads[0], "2026-10-05 10:30")
    lines = [each for each in of_kind(world.follow(OPENING), "sla_strike") if each.to == CHANNEL]
    assert [each.payload["rule"] for each in lines] == ["goal_missed"]


def test_a_good_month_is_celebrated_and_strikes_nobody(world: World) -> None:
    a_good_month(world)
    read = world.follow(OPENING)
    assert [each.payload["metric"] for each in of_met(read)] == ["leads", "customers", "speed"]
    assert world.strikes() == []


def test_a_mean_is_celebrated_at_the_opening_after_the_close(world: World) -> None:
    a_good_month(world)
    world.follow("2026-11-02 08:59")
    [speed] = of_met(world.follow(OPENING))
    assert "first attempts after 30 min on average, within the 1 h promised" in speed.text
    assert f"First to reach out: <@{RITA.key}> (2 leads)" in speed.text


def test_a_mean_without_anything_to_average_is_neither_met_nor_missed(world: World) -> None:
    world.follow(OPENING)
    assert "speed" not in {strike.metric for strike in world.strikes()}


def test_the_review_reads_every_goals_verdict_and_both_sides_figures(world: World) -> None:
    a_good_month(world)
    [review] = of_kind(world.follow(OPENING), "sla_review")
    assert (review.to, review.payload) == (CHANNEL, {"agreement": "company-x", "period": "2026-10"})
    assert "3 of 3 goals met in October 2026." in review.text
    assert "*marketing: leads*: met, *2* for 2 promised" in review.text
    assert "*Handed off*: 2 leads, 0 of them given back; 1 customer closed." in review.text


def test_the_review_says_what_was_missed_and_whose_strikes_there_are(world: World) -> None:
    [review] = of_kind(world.follow(OPENING), "sla_review")
    assert "0 of 3 goals met" in review.text
    assert "*sales: customers*: missed, *0* for 1 promised" in review.text
    assert "*Strikes of the period*: marketing 1, sales 1." in review.text


def test_facts_after_the_close_do_not_count_for_it(world: World) -> None:
    world.hand_off("Ada", when="2026-10-05 10:00")
    world.hand_off("Too late", when="2026-11-01 00:00")
    [review] = of_kind(world.turn(OPENING), "sla_review")
    assert "*marketing: leads*: missed, *1* for 2 promised" in review.text


def test_what_was_not_looked_at_before_the_close_follows_at_the_close(world: World) -> None:
    for day in (5, 6, 7):
        world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00")
    read = world.turn(OPENING)
    assert [strike.rule for strike in world.strikes()] == ["breaches", "goal_missed"]
    assert [each.payload["metric"] for each in of_met(read)] == ["leads"]


def test_several_missed_closes_close_in_order_and_only_the_last_is_told(world: World) -> None:
    world.tick("2026-10-10 12:00")
    read = world.turn("2027-01-04 09:00")
    assert closed(world) == ["2026-10", "2026-11", "2026-12"]
    assert [each.payload["period"] for each in of_kind(read, "sla_review")] == ["2026-12"]
    assert {each.payload["period"] for each in of_kind(read, "sla_strike")} == {"2026-12"}


def test_what_is_too_late_to_be_told_is_on_record_with_the_reason(world: World) -> None:
    world.tick("2026-10-10 12:00")
    world.turn("2027-01-04 09:00")
    october, november, december = world.states("sla_review")
    assert (october[1], november[1]) == ("expired", "expired")
    assert november[2] is not None and december[1] == "enqueued"


def test_the_strikes_of_missed_closes_stand_though_nobody_was_told(world: World) -> None:
    world.tick("2026-10-10 12:00")
    world.turn("2027-01-04 09:00")
    assert [strike.period for strike in world.strikes()] == ["2026-10"] * 2 + ["2026-11"] * 2 + ["2026-12"] * 2


def test_a_late_fact_withdraws_the_strike_for_a_goal(each_world: World) -> None:
    each_world.hand_off("Ada", when="2026-10-05 10:00")
    each_world.follow(OPENING)
    each_world.hand_off("Grace", when="2026-10-06 10:00")
    each_world.tick("2026-11-02 12:00")
    states = {strike.metric: strike.state for strike in each_world.strikes()}
    assert states["leads"] is StrikeState.WITHDRAWN
    assert states["customers"] is StrikeState.OPEN


def test_a_strike_for_a_depth_that_has_nothing_left_to_average_is_withdrawn(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, quiet(goals=(Goal("sales", Metric.DEPTH, Decimal(6)), *GOALS[:1])))
    lead = world.hand_off(when="2026-10-05 10:00")
    world.tried(lead, "2026-10-05 10:30")
    world.follow(OPENING)
    world.tried(lead, "2026-10-06 10:30", connected=True)
    world.follow("2026-11-02 10:00")
    states = {strike.metric: strike.state for strike in world.strikes()}
    assert states == {"depth": StrikeState.WITHDRAWN, "leads": StrikeState.OPEN}


def test_the_messages_of_a_withdrawn_strike_are_edited_in_private_and_in_the_channel(world: World) -> None:
    world.hand_off("Ada", when="2026-10-05 10:00")
    world.follow(OPENING)
    world.hand_off("Grace", when="2026-10-06 10:00")
    world.tick("2026-11-02 12:00")
    edited = [each.text for each in world.edited("2026-11-02 12:00") if each.event_type == "sla_strike"]
    assert ["withdrawn" in text for text in edited] == [True, True]


def test_a_lead_given_back_after_the_close_brings_no_strike(world: World) -> None:
    a_good_month(world)
    world.follow(OPENING)
    lead = world.hand_off("Linus", when="2026-11-02 10:00")
    world.give_back(lead, "2026-11-02 11:00")
    world.tick("2026-11-02 12:00")
    assert world.strikes() == []


def test_a_week_closes_on_monday_at_midnight(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, quiet(period="week"))
    world.follow("2026-10-12 00:00")
    assert closed(world) == ["2026-W40", "2026-W41"]


def test_the_terms_of_the_period_judge_it_even_if_new_ones_start_with_the_next(world: World) -> None:
    a_good_month(world)
    hard = (Goal("marketing", Metric.LEADS, Decimal(1000)),)
    world.amend(quiet(goals=hard, starts=date(2026, 11, 1)), when="2026-10-20 12:00")
    read = world.follow(OPENING)
    assert "3 of 3 goals met" in of_kind(read, "sla_review")[0].text
    assert "speed" in [each.payload["metric"] for each in of_kind(read, "sla_celebration")]


def test_a_goal_met_before_the_close_that_nobody_looked_at_is_celebrated_under_its_own_terms(world: World) -> None:
    a_good_month(world)
    other = (Goal("marketing", Metric.LEADS, Decimal(1000)),)
    world.amend(quiet(goals=other, starts=date(2026, 11, 1)), when="2026-10-20 12:00")
    found = of_met(world.turn(OPENING))
    assert [each.payload["metric"] for each in found] == ["leads", "speed", "customers"]


def test_deliveries_that_no_duty_brings_are_not_judged(sqlite_sessions: Sessions) -> None:
    reams = Goal("marketing", Metric.DELIVERIES, Decimal(50), unit="reams")
    world = open_world(sqlite_sessions, quiet(goals=(reams,)))
    [review] = of_kind(world.follow(OPENING), "sla_review")
    assert "0 of 0 goals met" in review.text
    assert "no duty of the agreement delivers them" in review.text
    assert world.strikes() == []


def test_three_strikes_at_one_close_escalate(sqlite_sessions: Sessions) -> None:
    goals = tuple(replace(GOALS[2], tier=tier) for tier in ("ceo", "director", "manager"))
    rules = (Rule("goal_missed", ("strike",)), Rule("strikes", ("escalate",), count=3))
    world = open_world(sqlite_sessions, quiet(goals=goals, consequences=rules))
    [escalation] = of_kind(world.follow(OPENING), "sla_escalation")
    assert escalation.to == AMY.key
    assert "customers (director)" in escalation.text


def test_the_close_and_the_first_post_of_the_next_period_meet_in_order(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, quiet(pacing=Post(company_x().pacing.at, "working_days")))
    world.follow("2026-10-30 12:00")
    kinds = [each.kind for each in world.follow(OPENING) if each.to == CHANNEL]
    assert kinds == ["sla_review", "sla_make_up", "sla_make_up", "sla_strike", "sla_strike", "sla_pacing"]
