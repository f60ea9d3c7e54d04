"""The weekly report: on Friday at four, once, with the week's pipeline and the charts that there are."""

import pytest

from messages.charts import Stack, Waterfall
from sla.agreement import Post
from storage.engine import Sessions
from tests.jobs.world import CHANNEL, Read, World, at, open_world
from tests.makers import company_x
from tests.paper import paper

QUIET = {"pacing": None, "duties": ()}


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    return open_world(sqlite_sessions, company_x(**QUIET), reports=True)


def reports(read: list[Read]) -> list[Read]:
    return [each for each in read if each.kind == "sla_weekly_report"]


def test_the_report_is_posted_on_friday_at_four(world: World) -> None:
    world.hand_off(when="2026-10-05 10:00")
    [first, second] = reports(world.follow("2026-10-09 16:00"))
    assert (first.to, second.payload["week"], second.payload["period"]) == (CHANNEL, "2026-W41", "2026-10")
    assert "• *Handed off:* 1 lead" in second.text and "*By tier:* director 1" in second.text


def test_a_week_counts_what_came_in_it_alone(world: World) -> None:
    world.hand_off(when="2026-10-02 10:00")
    world.hand_off("Grace", when="2026-10-05 10:00")
    [_, second] = reports(world.follow("2026-10-09 16:00"))
    assert "*Handed off:* 1 lead" in second.text
    assert "*Open leads:* 2: 2 waiting for a first attempt" in second.text


def test_it_shows_a_chart_for_each_kind_of_goal(world: World) -> None:
    lead = world.hand_off(when="2026-10-01 10:00")
    world.tried(lead, when="2026-10-01 10:30")
    [first] = reports(world.follow("2026-10-02 16:00"))
    chart = first.message.chart
    assert isinstance(chart, Stack)
    assert [type(each).__name__ for each in chart.charts] == ["Waterfall", "Bars", "Bars"]
    assert isinstance(chart.charts[0], Waterfall) and len(chart.charts[0].actual) == 1


def test_it_counts_the_duties_of_the_week(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, company_x(pacing=None), reports=True)
    [first] = reports(world.follow("2026-10-02 16:00"))
    assert "*Duties of the week*: 1 still to come." in first.text


def test_of_several_that_were_missed_the_last_is_posted(world: World) -> None:
    world.tick("2026-10-01 09:00")
    [report] = reports(world.turn("2026-10-17 10:00"))
    assert report.payload["on"] == "2026-10-16"
    assert [state for _, state, _ in world.states("sla_weekly_report")] == ["expired", "expired", "enqueued"]


def test_a_report_that_would_come_a_day_late_is_not_posted(world: World) -> None:
    world.tick("2026-10-01 09:00")
    assert reports(world.turn("2026-10-19 10:00")) == []


def test_a_report_on_a_closed_day_moves_to_the_next_working_day(world: World) -> None:
    posted = [each.payload["on"] for each in reports(world.follow("2027-01-04 16:00"))]
    assert posted[-2:] == ["2026-12-28", "2027-01-04"]


def test_new_terms_post_at_their_own_time(world: World) -> None:
    world.follow("2026-10-06 12:00")
    world.amend(company_x(weekly_report=Post(at("2026-10-01 11:00").time(), "thursday"), **QUIET), "2026-10-06 12:00")
    [report] = reports(world.follow("2026-10-09 17:00"))
    assert report.payload["on"] == "2026-10-08"


def test_an_agreement_without_leads_reports_its_goals_alone(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, paper(weekly_report=company_x().weekly_report, duties=()), reports=True)
    [first] = reports(world.follow("2026-10-02 16:00"))
    assert "Handed off" not in first.text and "reams" in first.text
