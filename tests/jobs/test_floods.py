"""Leads that came late: the follow-up that they swamped is excused, and whoever sent them is struck instead."""

from decimal import Decimal

from sla.agreement import Goal, Metric, Rule, Terms
from sla.strike import StrikeState
from storage.engine import Sessions
from tests.jobs.world import AMY, JOSH, RITA, Read, World, open_world
from tests.makers import company_x

BREACHES = Rule("breaches", ("strike",), count=3, of="rep", within="period")
MISSED = Rule("goal_missed", ("strike",))
LEADS, SPEED = Goal("marketing", Metric.LEADS, Decimal(10)), Goal("sales", Metric.SPEED, Decimal(3600))
OPENING = "2026-11-02 09:00"


def small(*rules: Rule, **changes: object) -> Terms:
    """Ten leads a month; nothing said of the reps' hours, so that six in two days are fair: one for each rep a day."""
    told = {"goals": (LEADS, SPEED), "pacing": None, "alerts": company_x().alerts[2:3], "bandwidth": None}
    return company_x(**(told | {"consequences": rules or (MISSED, BREACHES)} | changes))


def hand_off(world: World, count: int, day: int, tried: str | None = None) -> None:
    """So many leads of Rita's on a day, each tried at a time of the day, or not at all."""
    for number in range(count):
        lead = world.hand_off(f"Lead {day} {number}", when=f"2026-10-{day:02} 10:{number:02}")
        if tried:
            world.tried(lead, f"2026-10-{day:02} {tried}")


def struck(world: World) -> list[tuple[str, str | None, str]]:
    return [(strike.party, strike.metric, str(strike.state)) for strike in world.strikes()]


def strikes(read: list[Read]) -> list[Read]:
    return [each for each in read if each.kind == "sla_strike"]


def test_breaches_on_leads_that_came_late_are_charged_to_whoever_sent_them(sessions: Sessions) -> None:
    world = open_world(sessions, small(BREACHES))
    hand_off(world, 5, 5, "10:30")
    hand_off(world, 9, 29)
    private = strikes(world.follow("2026-10-29 13:00"))
    assert [(each.to, each.payload["party"]) for each in private] == [(JOSH.key, "marketing")]
    assert (
        "Leads came late: 9 of 14 in the last two working days of October 2026, where the reps of sales can take on 6."
        in private[0].text
    )
    assert struck(world) == [("marketing", "leads", "open")]
    assert world.strikes()[0].instead_of == "sales"


def test_a_flood_is_charged_once_however_many_it_swamped(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small())
    hand_off(world, 5, 5, "10:30")
    hand_off(world, 9, 29, "17:00")
    world.follow(OPENING)
    assert struck(world) == [("marketing", "leads", "open")]


def test_breaches_before_the_flood_strike_as_ever(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(BREACHES))
    hand_off(world, 3, 5)
    hand_off(world, 9, 29)
    world.follow("2026-10-29 13:00")
    assert struck(world)[0] == ("sales", None, "open")
    assert world.strikes()[0].person == RITA.key


def test_a_strike_from_before_the_flood_was_seen_is_excused_at_the_close(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(BREACHES))
    hand_off(world, 5, 5, "10:30")
    hand_off(world, 4, 29)
    assert [each.to for each in strikes(world.follow("2026-10-29 13:00"))] == [RITA.key]
    hand_off(world, 5, 30, "10:30")
    read = strikes(world.follow(OPENING))
    assert [(each.party, each.state) for each in world.strikes()] == [
        ("sales", StrikeState.EXCUSED), ("marketing", StrikeState.OPEN),
    ]  # fmt: skip
    assert {each.payload["party"] for each in read} == {"marketing"}
    assert any("is excused" in message.text for message in world.edited(OPENING))


def test_a_speed_that_was_missed_before_the_flood_is_struck(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small(MISSED, goals=(LEADS, SPEED)))
    hand_off(world, 5, 5, "17:00")
    hand_off(world, 9, 29, "17:00")
    private = [each.to for each in strikes(world.follow(OPENING))]
    assert ("sales", "speed", "open") in struck(world) and AMY.key in private


def test_an_even_month_has_no_flood(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, small())
    for day in range(5, 10):
        hand_off(world, 2, day, "17:00")
    world.follow(OPENING)
    assert struck(world) == [("sales", "speed", "open"), ("sales", None, "open")] or struck(world) == [
        ("sales", None, "open"), ("sales", "speed", "open"),
    ]  # fmt: skip
