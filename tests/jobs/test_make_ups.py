"""Make-up plans: opened at the close that missed, shown beside the promise, closed when made up."""

from decimal import Decimal

import pytest

from jobs import period_close
from sla.agreement import Goal, Metric, Post, Rule, Terms
from sla.make_up import Plan
from storage import audit, make_ups, standing
from storage.engine import Sessions
from tests.jobs.world import CHANNEL, Read, World, at, open_world
from tests.makers import company_x

OVER_TWO = Rule("goal_missed", ("make_up",), over=2)
OPENING = "2026-11-02 09:00"


def small(*rules: Rule, target: int = 10, **changes: object) -> Terms:
    """Ten leads a month are promised."""
    goals = (Goal("marketing", Metric.LEADS, Decimal(target)),)
    told = {"goals": goals, "pacing": None, "alerts": company_x().alerts[2:3], "consequences": rules or (OVER_TWO,)}
    return company_x(**(told | {"duties": (), "weekly_report": None} | changes))


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    return open_world(sqlite_sessions, small())


@pytest.fixture
def each_world(sessions: Sessions) -> World:
    return open_world(sessions, small())


def hand_off(world: World, count: int, day: str) -> None:
    """So many leads on a day, each tried at once."""
    for number in range(count):
        world.tried(world.hand_off(f"Lead {day} {number}", when=f"{day} 10:{number:02}"), f"{day} 10:30")


def plans(world: World) -> list[Plan]:
    with world.sessions.read() as session:
        return make_ups.opened_since(session, world.agreement.workspace_id, world.agreement.id, at("2026-01-01 00:00"))


def told(read: list[Read]) -> list[str]:
    return [each.text for each in read if each.kind == "sla_make_up"]


def test_a_missed_goal_opens_a_plan_and_the_channel_reads_its_parts(each_world: World) -> None:
    hand_off(each_world, 5, "2026-10-05")
    [said] = [each for each in each_world.follow(OPENING) if each.kind == "sla_make_up"]
    [plan] = plans(each_world)
    assert (plan.deficit, plan.over, plan.period, plan.is_open) == (5, 2, "2026-10", True)
    assert said.to == CHANNEL
    assert (
        "*marketing* makes up what was missing in October 2026, 5 leads: "
        "3 in November 2026 and 2 in December 2026." in said.text
    )
    assert said.payload | {"agreement": "", "plan": ""} == {
        "agreement": "", "plan": "", "period": "2026-10", "party": "marketing", "rule": "goal_missed",
        "metric": "leads", "tier": None, "state": "opened",
    }  # fmt: skip


def test_the_promise_and_its_verdict_stay_as_they_are(world: World) -> None:
    hand_off(world, 5, "2026-10-05")
    world.follow(OPENING)
    hand_off(world, 10, "2026-11-03")
    with world.sessions.read() as session:
        figures = standing.figures(session, world.agreement, at("2026-11-03 12:00"))
    [goal], [plan] = figures.goals, figures.make_up
    assert (goal.pace.target, str(goal.pace.verdict)) == (10, "met")
    assert (plan.due, plan.made_up, plan.left) == (3, 0, 5)


def test_what_comes_beyond_the_promise_makes_up_and_closes_the_plan_at_once(each_world: World) -> None:
    hand_off(each_world, 5, "2026-10-05")
    each_world.follow(OPENING)
    hand_off(each_world, 14, "2026-11-03")
    assert told(each_world.follow("2026-11-03 12:00")) == []
    hand_off(each_world, 1, "2026-11-04")
    [closed] = told(each_world.follow("2026-11-04 12:00"))
    assert "*marketing* has made up what was missing in October 2026: 5 leads. The plan is closed." in closed
    assert not plans(each_world)[0].is_open


def test_what_a_period_leaves_falls_to_the_next_ones_and_closes_at_last(world: World) -> None:
    hand_off(world, 5, "2026-10-05")
    world.follow(OPENING)
    hand_off(world, 12, "2026-11-03")
    world.follow("2026-12-01 09:00")
    [plan] = plans(world)
    assert (plan.paid, plan.portion) == (2, 3)
    hand_off(world, 13, "2026-12-02")
    assert len(told(world.follow("2026-12-02 12:00"))) == 1


def test_the_oldest_deficit_is_made_up_first(world: World) -> None:
    hand_off(world, 8, "2026-10-05")
    hand_off(world, 7, "2026-11-03")
    world.follow("2026-12-01 09:00")
    hand_off(world, 12, "2026-12-02")
    world.follow("2026-12-02 12:00")
    assert [(plan.period, plan.is_open) for plan in plans(world)] == [("2026-10", False), ("2026-11", True)]


def test_a_lead_that_goes_back_opens_the_plan_again_and_it_closes_again(world: World) -> None:
    hand_off(world, 9, "2026-10-05")
    world.follow(OPENING)
    hand_off(world, 10, "2026-11-03")
    last = world.hand_off("Last", when="2026-11-03 11:00")
    world.follow("2026-11-03 11:30")
    assert not plans(world)[0].is_open
    world.give_back(last, "2026-11-03 11:40")
    world.tick("2026-11-03 11:41")
    assert plans(world)[0].is_open
    assert any("is not all made up yet" in each.text for each in world.edited("2026-11-03 11:41"))
    hand_off(world, 1, "2026-11-04")
    assert len(told(world.follow("2026-11-04 12:00"))) == 1


def test_a_late_fact_that_shows_that_the_goal_was_kept_withdraws_the_plan(each_world: World) -> None:
    hand_off(each_world, 9, "2026-10-05")
    each_world.follow(OPENING)
    each_world.hand_off("Late", when="2026-10-06 10:00")
    each_world.tick("2026-11-02 12:00")
    assert plans(each_world) == []
    [edited] = [each for each in each_world.edited("2026-11-02 12:00") if each.event_type == "sla_make_up"]
    assert "there is nothing to make up" in edited.text


def test_a_late_fact_that_shows_that_less_was_missing_lowers_the_plan(world: World) -> None:
    hand_off(world, 5, "2026-10-05")
    world.follow(OPENING)
    world.hand_off("Late", when="2026-10-06 10:00")
    world.tick("2026-11-02 12:00")
    assert plans(world)[0].deficit == 4
    with world.sessions.read() as session:
        acts = [each.act for each in audit.entries(session, 1) if "make_up" in each.act]
    assert acts == ["open_make_up", "correct_make_up"]


def test_a_mean_that_was_missed_has_nothing_to_make_up(sqlite_sessions: Sessions) -> None:
    goals = (Goal("marketing", Metric.LEADS, Decimal(1)), Goal("sales", Metric.SPEED, Decimal(60)))
    world = open_world(sqlite_sessions, small(goals=goals))
    hand_off(world, 2, "2026-10-05")
    assert told(world.follow(OPENING)) == []


def test_the_daily_post_shows_what_is_to_be_made_up_beside_the_promise(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(pacing=Post(company_x().pacing.at, "working_days")))  # type: ignore[union-attr]
    hand_off(world, 5, "2026-10-05")
    world.follow("2026-11-02 08:59")
    hand_off(world, 2, "2026-11-02")
    [post] = [each for each in world.follow("2026-11-03 09:00") if each.kind == "sla_pacing"][-1:]
    assert "*2* of 10 + 3 to make up" in post.text
    assert "with what October 2026 missed, 13 in all, where the line is at 0.87" in post.text
    assert post.message.chart is not None and max(post.message.chart.make_up) == 13  # type: ignore[union-attr]


def test_closing_a_period_twice_pays_once(world: World) -> None:
    hand_off(world, 5, "2026-10-05")
    hand_off(world, 12, "2026-11-03")
    world.follow("2026-12-01 00:00")
    assert period_close.sweep(world.sessions, at("2026-12-01 00:00")) == 0
    assert [payment.amount for payment in plans(world)[0].payments] == [2]
