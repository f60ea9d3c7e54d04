"""Goals on their way and beyond: milestones, celebrations of what was exceeded, thanks by name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sla.agreement import Goal, Metric, Rule, Terms
from storage.engine import Sessions
from tests.jobs.world import CHANNEL, JOSH, Read, World, open_world
from tests.makers import company_x

LEADS, SPEED = Goal("marketing", Metric.LEADS, Decimal(10)), Goal("sales", Metric.SPEED, Decimal(3600))
MARKED = Rule("goal_met", ("celebrate",), milestones=(Decimal("0.5"), Decimal("0.8")))
EXCEEDED = Rule("goal_exceeded", ("celebrate", "thank_contact"), by=Decimal("0.1"))


def small(*rules: Rule, target: int = 10, **changes: object) -> Terms:
    """Ten leads a month are promised, and nothing else is said."""
    goals = (Goal("marketing", Metric.LEADS, Decimal(target)),)
    told = {"goals": goals, "pacing": None, "alerts": company_x().alerts[2:3], "consequences": rules, "duties": ()}
    return company_x(**(told | {"weekly_report": None} | changes))


def hand_off(world: World, count: int, day: int = 5) -> list[Read]:
    """So many leads, and what the channel reads of it."""
    for number in range(count):
        lead = world.hand_off(f"Lead {day} {number}", when=f"2026-10-{day:02} 10:{number:02}")
        world.tried(lead, f"2026-10-{day:02} 10:30")
    return [each for each in world.follow(f"2026-10-{day:02} 12:00") if each.to == CHANNEL]


def kinds(read: list[Read]) -> list[tuple[str, str]]:
    return [(each.kind, str(each.payload["rule"])) for each in read]


def test_half_way_and_eighty_percent_are_said_when_they_are_reached(sessions: Sessions) -> None:
    world = open_world(sessions, small(MARKED))
    [half] = hand_off(world, 5, day=5)
    [most] = hand_off(world, 3, day=6)
    assert (half.kind, half.payload["milestone"], most.payload["milestone"]) == ("sla_milestone", "50%", "80%")
    assert "*marketing* is half way to its goal for October 2026: 5 leads so far, 10 promised." in half.text
    assert f"Handed off by <@{JOSH.key}> (5 leads)" in half.text
    assert "*marketing* has 80% of its goal for October 2026: 8 leads so far" in most.text


def test_a_milestone_is_said_once(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(MARKED))
    hand_off(world, 5, day=5)
    assert hand_off(world, 1, day=6) == []


def test_of_two_marks_reached_at_once_the_higher_is_said_and_the_other_is_on_record(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(MARKED))
    for number in range(9):
        world.hand_off(f"Lead {number}", when="2026-10-05 10:00")
    [said] = [each for each in world.turn("2026-10-05 10:01") if each.kind == "sla_milestone"]
    assert said.payload["milestone"] == "80%"
    assert [(state, why) for _, state, why in world.states("sla_milestone")][1][0] == "expired"
    assert hand_off(world, 0, day=6) == []


def test_a_goal_that_is_met_at_once_has_no_milestones_even_when_a_lead_goes_back(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(MARKED))
    leads = [world.hand_off(f"Lead {number}", when="2026-10-05 10:00") for number in range(10)]
    assert [each.kind for each in world.turn("2026-10-05 10:01")] == ["sla_celebration"]
    world.give_back(leads[0], "2026-10-05 10:05")
    assert [each.kind for each in world.turn("2026-10-05 10:06")] == []


def test_a_mark_that_was_passed_when_the_rule_was_made_is_not_said(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(replace(MARKED, milestones=())))
    hand_off(world, 6, day=5)
    world.amend(small(MARKED, starts=date(2026, 10, 6)), when="2026-10-06 09:00")
    assert hand_off(world, 1, day=7) == []
    assert [each.payload["milestone"] for each in hand_off(world, 1, day=8)] == ["80%"]


def test_a_goal_exceeded_by_a_tenth_is_a_celebration_of_its_own(sessions: Sessions) -> None:
    world = open_world(sessions, small(replace(MARKED, milestones=()), EXCEEDED))
    assert kinds(hand_off(world, 10, day=5)) == [("sla_celebration", "goal_met")]
    found = hand_off(world, 1, day=6)
    assert kinds(found) == [("sla_celebration", "goal_exceeded"), ("sla_thanks", "goal_exceeded")]
    assert "*marketing* went 10% beyond its promise for October 2026: 11 leads, against 10 promised." in found[0].text


def test_the_contact_is_thanked_by_name_in_the_channel_with_who_made_it_happen(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(EXCEEDED))
    [thanks] = [each for each in hand_off(world, 11) if each.kind == "sla_thanks"]
    assert thanks.to == CHANNEL
    assert f"Thank you, <@{JOSH.key}>, for October 2026: 11 leads, against 10 promised" in thanks.text
    assert "everyone at marketing who made it happen" in thanks.text


def test_what_is_not_exceeded_any_more_at_delivery_is_not_said(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(EXCEEDED))
    leads = [world.hand_off(f"Lead {number}", when="2026-10-05 10:00") for number in range(11)]
    world.tick("2026-10-05 10:01")
    world.give_back(leads[0], "2026-10-05 10:01")
    assert world.deliver("2026-10-05 10:02") == []


def test_a_speed_is_exceeded_at_the_close(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(EXCEEDED, goals=(LEADS, SPEED)))
    assert hand_off(world, 2) == []
    found = [each for each in world.follow("2026-11-02 09:00") if each.kind != "sla_review"]
    assert kinds(found) == [("sla_celebration", "goal_exceeded"), ("sla_thanks", "goal_exceeded")]
