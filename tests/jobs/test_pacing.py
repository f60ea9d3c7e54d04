"""The daily post: one for each local date, about the last finished day, and never a flood."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time

import pytest

from jobs import pacing
from sla.agreement import Goal, Metric, Post
from storage.engine import Sessions
from tests.jobs.world import CHANNEL, Read, World, at, each_world, open_world, world
from tests.makers import company_x, make_calendar

__all__ = ["each_world", "world"]
ALWAYS_OPEN = {"week": (make_calendar().week[0],) * 7, "closed": {}, "exceptions": {}}


def posts(read: list[Read]) -> list[str]:
    return [each.payload["on"] for each in read if each.kind == "sla_pacing"]


def test_the_post_of_the_13th_speaks_of_the_12th(world: World) -> None:
    world.tick("2026-10-12 12:00")
    [post] = world.turn("2026-10-13 09:00")
    assert (post.to, post.kind, post.payload["on"]) == (CHANNEL, "sla_pacing", "2026-10-12")
    assert "Day 12 of 31 in October 2026 (working day 8 of 22)" in post.text


def test_the_post_counts_to_the_end_of_the_finished_day(world: World) -> None:
    for number in range(42):
        world.hand_off(f"Lead {number}", when="2026-10-12 10:00", tier=None)
    world.hand_off("Too new", when="2026-10-13 08:30", tier=None)
    world.tick("2026-10-12 08:00")
    [post] = [each for each in world.turn("2026-10-13 09:00") if each.kind == "sla_pacing"]
    leads = post.payload["goals"][0]
    assert leads == {"party": "marketing", "metric": "leads", "target": "100", "actual": "42", "line": "38.71"}
    assert "*42* of 100, ahead, 3.29 above the line at 38.71" in post.text
    assert "3.05 a day needed from here; at this rate 108.5 by 31 Oct" in post.text


def test_monday_speaks_of_sunday_after_a_weekend_without_posts(world: World) -> None:
    assert posts(world.follow("2026-10-05 12:00"))[-1] == "2026-10-04"


def test_there_is_no_post_while_no_day_of_the_period_has_finished(world: World) -> None:
    assert posts(world.follow("2026-10-01 23:00")) == []
    assert world.states("sla_pacing") == [("2026-09-30", "expired", pacing.NOTHING_FINISHED)]


def test_the_first_post_of_a_period_waits_for_its_first_finished_day(world: World) -> None:
    assert posts(world.follow("2026-11-03 12:00"))[-2:] == ["2026-11-01", "2026-11-02"]


def test_an_agreement_speaks_of_no_day_before_it_started(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, company_x(starts=date(2026, 10, 14)))
    assert posts(world.follow("2026-10-15 12:00")) == ["2026-10-14"]


@pytest.mark.parametrize(("on", "days"), [("monday", ["2026-10-04", "2026-10-11"]), ("15", ["2026-10-14"])])
def test_a_post_comes_on_the_days_that_were_agreed(sqlite_sessions: Sessions, on: str, days: list[str]) -> None:
    world = open_world(sqlite_sessions, company_x(pacing=Post(time(9), on)))
    assert posts(world.follow("2026-10-16 12:00")) == days


def test_a_sweep_run_twice_owes_one_post(each_world: World) -> None:
    each_world.tick("2026-10-02 08:00")
    assert [pacing.sweep(each_world.sessions, at("2026-10-02 09:00")) for _ in range(2)] == [1, 0]
    assert len(each_world.deliver("2026-10-02 09:00")) == 1


def test_of_two_sweeps_at_once_the_second_one_loses(each_world: World) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(pacing.sweep, [each_world.sessions] * 2, [at("2026-10-02 09:00")] * 2)
    assert sum(done) == 1
    assert len(each_world.deliver("2026-10-02 09:00")) == 1


def test_after_three_days_down_there_is_one_post_and_the_others_are_on_record(each_world: World) -> None:
    each_world.turn("2026-10-02 09:00")
    assert posts(each_world.turn("2026-10-08 11:00")) == ["2026-10-07"]
    skipped = [occurrence for occurrence, state, why in each_world.states("sla_pacing") if why == pacing.OVERTAKEN]
    assert skipped == ["2026-10-04", "2026-10-05", "2026-10-06"]


def test_a_late_post_says_so(world: World) -> None:
    world.turn("2026-10-02 09:00")
    [post] = world.turn("2026-10-05 11:00")
    assert "This post is late: it was due" in post.text


def test_a_post_on_time_does_not(world: World) -> None:
    world.turn("2026-10-02 09:00")
    assert "late" not in world.turn("2026-10-05 09:00")[0].text


@pytest.mark.parametrize(("when", "number"), [("2026-10-05 17:59", 1), ("2026-10-05 18:00", 0)])
def test_a_missed_post_is_made_up_until_six(world: World, when: str, number: int) -> None:
    world.turn("2026-10-02 09:00")
    assert len(world.turn(when)) == number


@pytest.mark.parametrize(("when", "number"), [("2026-10-05 22:59", 1), ("2026-10-05 23:00", 0)])
def test_a_post_later_than_six_is_made_up_for_three_hours(sqlite_sessions: Sessions, when: str, number: int) -> None:
    world = open_world(sqlite_sessions, company_x(pacing=Post(time(20), "working_days")))
    world.turn("2026-10-02 20:00")
    assert len(world.turn(when)) == number


def test_what_is_too_late_is_on_record_with_the_reason(world: World) -> None:
    world.turn("2026-10-02 09:00")
    world.turn("2026-10-05 19:00")
    *_, (on, state, why) = world.states("sla_pacing")
    assert (on, state) == ("2026-10-04", "expired")
    assert why and "too late" in why


def test_a_post_waits_in_the_outbox_no_longer_than_six(world: World) -> None:
    world.tick("2026-10-02 09:00")
    assert world.deliver("2026-10-02 18:30") == []


def test_a_post_in_the_hour_that_spring_skips_goes_out_right_after_it(sqlite_sessions: Sessions) -> None:
    terms = company_x(starts=date(2026, 3, 1), pacing=Post(time(2, 30), "day"), calendar=make_calendar(**ALWAYS_OPEN))
    world = open_world(sqlite_sessions, terms)
    world.tick("2026-03-28 12:00")
    assert posts(world.turn("2026-03-29 01:59")) == []
    assert posts(world.turn("2026-03-29 03:00")) == ["2026-03-28"]


def test_a_post_in_the_hour_that_autumn_repeats_goes_out_once(sqlite_sessions: Sessions) -> None:
    terms = company_x(pacing=Post(time(2, 30), "day"), calendar=make_calendar(**ALWAYS_OPEN))
    world = open_world(sqlite_sessions, terms)
    world.turn("2026-10-24 12:00")
    read = world.follow("2026-10-25 12:00")
    assert posts(read) == ["2026-10-24"]
    assert read[0].outgoing.due_at == at("2026-10-25 02:30")


def test_a_local_date_that_does_not_exist_is_recorded_as_such(sqlite_sessions: Sessions) -> None:
    calendar = make_calendar(timezone="Pacific/Apia", **ALWAYS_OPEN)
    terms = company_x(starts=date(2011, 12, 1), timezone="Pacific/Apia", calendar=calendar, pacing=Post(time(9), "day"))
    world = open_world(sqlite_sessions, terms)
    world.tick("2011-12-28 12:00")
    assert posts(world.follow("2012-01-01 12:00")) == ["2011-12-27", "2011-12-28", "2011-12-29"]
    assert ("2011-12-30", "expired", pacing.NO_SUCH_DATE) in world.states("sla_pacing")


def test_terms_without_a_daily_post_ask_for_none(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, company_x(pacing=None))
    assert world.follow("2026-10-20 12:00") == []


def test_a_post_that_the_terms_do_not_ask_for_any_more_is_not_sent(world: World) -> None:
    world.tick("2026-10-02 09:00")
    world.amend(
        company_x(pacing=None, duties=(), weekly_report=None, starts=date(2026, 10, 2)), when="2026-10-02 09:01"
    )
    assert world.deliver("2026-10-02 09:02") == []
    assert world.cancelled() == ["The agreement asks for no daily post any more."]


def test_the_post_lists_the_overdue_leads_as_of_the_post(world: World) -> None:
    lead = world.hand_off("Ada", when="2026-10-05 17:30")
    world.turn("2026-10-05 18:00")
    [post] = [each for each in world.turn("2026-10-06 10:00") if each.kind == "sla_pacing"]
    assert "*1 lead is overdue*" in post.text
    assert f"{lead.short_id} Ada" in post.text
    assert "*What now:* log an attempt on each overdue lead" in post.text


def test_the_post_shows_the_waterfall_of_the_first_goal_that_adds_up(world: World) -> None:
    world.hand_off(when="2026-10-05 10:00")
    [post] = [each for each in world.turn("2026-10-06 09:00") if each.kind == "sla_pacing"]
    chart = post.message.chart
    assert chart is not None
    assert (chart.title, len(chart.line), chart.actual) == ("Leads, October 2026", 31, (0.0, 0.0, 0.0, 0.0, 1.0))


def test_without_a_goal_that_adds_up_there_is_no_chart(sqlite_sessions: Sessions) -> None:
    [speed] = [goal for goal in company_x().goals if goal.metric is Metric.SPEED]
    world = open_world(sqlite_sessions, company_x(goals=(speed,)))
    [post] = world.turn("2026-10-06 09:00")
    assert post.message.chart is None
    assert "nothing to average yet" in post.text


def test_a_tier_has_its_own_goal_and_chart(sqlite_sessions: Sessions) -> None:
    ceo = replace(company_x().goals[0], tier="ceo", calculate=None)
    world = open_world(sqlite_sessions, company_x(goals=(ceo, Goal("sales", Metric.CUSTOMERS, ceo.target))))
    world.hand_off(when="2026-10-05 10:00", tier="ceo")
    world.hand_off("Another", when="2026-10-05 10:00", tier="manager")
    [post] = [each for each in world.turn("2026-10-06 09:00") if each.kind == "sla_pacing"]
    assert post.payload["goals"][0]["actual"] == "1"
    assert "*marketing: leads (ceo)*: *1* of 100" in post.text
