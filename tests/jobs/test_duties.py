"""Duties through time: reminded of on their day, missed at their deadline, mended; deliveries that make a goal."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sla.agreement import Rule
from sla.duty import DutyState, Occurrence
from sla.outcome_figures import CreditFigures
from sla.period import Period
from sla.strike import StrikeState
from storage import duties, duty_facts, standing
from storage.engine import Sessions
from tests.jobs.world import AMY, JOSH, RITA, Read, World, at, open_world
from tests.makers import company_x
from tests.paper import CREDIT, paper, shipment

FRIDAY, MONDAY = "2026-10-02", "2026-10-05"


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    """Company X with its report alone."""
    return open_world(sqlite_sessions, company_x(pacing=None, weekly_report=None), reports=True)


@pytest.fixture
def each_world(sessions: Sessions) -> World:
    return open_world(sessions, company_x(pacing=None, weekly_report=None), reports=True)


@pytest.fixture
def supplier(sqlite_sessions: Sessions) -> World:
    return open_world(sqlite_sessions, paper(), reports=True)


def owed(world: World, number: int = 0) -> Occurrence:
    """The duty that is due as the first, or a later one."""
    with world.sessions.read() as session:
        return duties.all_of(session, world.agreement.id)[number]


def do(world: World, duty: Occurrence, when: str, **changes: object) -> Occurrence:
    with world.sessions.write() as session:
        told: dict[str, object] = {"by": AMY.key, "now": at(when)} | changes
        return duty_facts.do(session, world.agreement, duty, **told)  # type: ignore[arg-type]


def confirm(world: World, duty: Occurrence, when: str, units: int) -> Occurrence:
    with world.sessions.write() as session:
        return duty_facts.confirm(session, world.agreement, duty, units=Decimal(units), by=AMY.key, now=at(when))


def excuse(world: World, duty: Occurrence, when: str) -> Occurrence:
    with world.sessions.write() as session:
        return duty_facts.excuse(session, world.agreement, duty, reason="A holiday", by=JOSH.key, now=at(when))


def credits_of(world: World) -> tuple[CreditFigures, ...]:
    """The credits that October's figures tell by the third of November."""
    with world.sessions.read() as session:
        return standing.figures(
            session, world.agreement, at("2026-11-03 12:00"), period=Period.named("2026-10")
        ).credits


def kinds(read: list[Read]) -> list[tuple[str, str]]:
    return [(each.to, each.kind) for each in read]


def test_a_report_is_reminded_of_once_as_its_day_opens(each_world: World) -> None:
    assert kinds(each_world.follow(f"{FRIDAY} 08:59")) == []
    [reminder] = each_world.follow(f"{FRIDAY} 16:59")
    assert (reminder.to, reminder.kind) == (AMY.key, "sla_duty_due")
    assert reminder.payload["duty"] == "Pipeline status report"
    assert reminder.payload["due_at"] == "2026-10-02T15:00:00+00:00"


def test_a_report_that_is_done_is_not_reminded_of(world: World) -> None:
    world.tick("2026-10-01 00:00")
    do(world, owed(world), "2026-10-01 15:00")
    assert kinds(world.follow(f"{FRIDAY} 23:00")) == []


def test_a_missed_report_is_told_to_both_contacts_at_its_deadline(each_world: World) -> None:
    each_world.follow(f"{FRIDAY} 16:59")
    assert kinds(each_world.follow(f"{FRIDAY} 17:01")) == [(AMY.key, "sla_duty_missed"), (JOSH.key, "sla_duty_missed")]
    assert owed(each_world).state(at(f"{FRIDAY} 17:01")) is DutyState.MISSED


def test_what_is_done_at_the_deadline_itself_is_in_time(world: World) -> None:
    world.follow(f"{FRIDAY} 16:59")
    do(world, owed(world), f"{FRIDAY} 17:00")
    assert kinds(world.follow(f"{FRIDAY} 18:00")) == []
    assert owed(world).state(at(f"{FRIDAY} 18:00")) is DutyState.DONE


def test_late_doing_is_kept_as_late_and_stays_missed(world: World) -> None:
    world.follow(f"{FRIDAY} 17:30")
    do(world, owed(world), f"{FRIDAY} 18:00")
    done = owed(world)
    assert (done.state(at(f"{FRIDAY} 19:00")), done.missed_at) == (DutyState.LATE, at(f"{FRIDAY} 17:00"))


def test_what_was_done_late_before_anybody_looked_is_missed_all_the_same(world: World) -> None:
    world.tick("2026-10-01 00:00")
    do(world, owed(world), f"{FRIDAY} 18:00")
    world.tick(f"{FRIDAY} 19:00")
    assert owed(world).missed_at == at(f"{FRIDAY} 17:00")


def test_an_excused_report_is_neither_reminded_of_nor_missed(world: World) -> None:
    world.tick("2026-10-01 00:00")
    excuse(world, owed(world), "2026-10-01 10:00")
    assert kinds(world.follow(f"{FRIDAY} 23:00")) == []


def test_the_next_period_is_made_ahead_as_this_one_begins(world: World) -> None:
    world.tick("2026-10-01 00:00")
    with world.sessions.read() as session:
        last = duties.all_of(session, world.agreement.id)[-1]
    assert f"{last.on}" == "2026-11-27"
    world.tick("2026-11-01 00:00")
    with world.sessions.read() as session:
        assert f"{duties.all_of(session, world.agreement.id)[-1].on}" == "2026-12-28"


def test_a_bot_that_slept_for_weeks_keeps_the_misses_and_tells_the_fresh_one_alone(world: World) -> None:
    world.tick("2026-10-01 00:00")
    read = world.turn("2026-10-24 10:00")
    assert kinds(read) == [(AMY.key, "sla_duty_missed"), (JOSH.key, "sla_duty_missed")]
    states = [owed(world, number).state(at("2026-10-24 10:00")) for number in range(5)]
    assert states == [DutyState.MISSED] * 4 + [DutyState.OPEN]


def test_a_second_tick_at_the_same_instant_changes_nothing(each_world: World) -> None:
    each_world.tick("2026-10-01 00:00")
    each_world.tick("2026-10-24 10:00")
    assert set(each_world.tick("2026-10-24 10:00").values()) == {0}


def test_a_missed_duty_strikes_its_owner_and_gives_a_credit_once(supplier: World) -> None:
    supplier.follow(f"{MONDAY} 23:00")
    assert [(strike.party, strike.person, strike.people) for strike in supplier.strikes()] == [
        ("supplier", None, (RITA.key,)),
        ("supplier", None, (RITA.key,)),
    ]
    supplier.follow("2026-10-06 12:00")
    assert len(supplier.strikes()) == 2


def test_excusing_a_missed_duty_withdraws_what_followed(supplier: World) -> None:
    supplier.follow(f"{MONDAY} 17:30")
    excuse(supplier, owed(supplier), f"{MONDAY} 17:45")
    supplier.tick(f"{MONDAY} 17:45")
    assert [strike.state for strike in supplier.strikes()] == [StrikeState.WITHDRAWN, StrikeState.OPEN]


def test_a_delivery_in_time_that_is_only_reported_later_counts_as_kept_once_confirmed(supplier: World) -> None:
    supplier.follow("2026-10-06 09:30")
    duty = do(supplier, owed(supplier), "2026-10-06 10:00", at=at(f"{MONDAY} 16:00"), units=Decimal(6))
    assert duty.state(at("2026-10-06 10:00")) is DutyState.LATE
    confirm(supplier, duty, "2026-10-06 11:00", 6)
    supplier.tick("2026-10-06 11:00")
    assert owed(supplier).state(at("2026-10-06 11:00")) is DutyState.CONFIRMED
    assert [strike.state for strike in supplier.strikes()] == [StrikeState.WITHDRAWN, StrikeState.OPEN]


def test_deliveries_count_towards_the_goal_once_confirmed_and_are_celebrated(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, paper(duties=(shipment(1),)), reports=True)
    world.follow(f"{MONDAY} 10:00")
    duty = do(world, owed(world), f"{MONDAY} 11:00", units=Decimal(60), by=RITA.key)
    assert [each for each in world.follow(f"{MONDAY} 12:00") if each.kind == "sla_celebration"] == []
    confirm(world, duty, f"{MONDAY} 13:00", 50)
    [celebration] = [each for each in world.turn(f"{MONDAY} 13:00") if each.kind == "sla_celebration"]
    assert "50 reams" in celebration.text and f"<@{RITA.key}>" in celebration.text


def test_a_goal_of_deliveries_that_falls_short_is_missed_at_the_close(supplier: World) -> None:
    supplier.follow(f"{MONDAY} 10:00")
    duty = do(supplier, owed(supplier), f"{MONDAY} 11:00", units=Decimal(12), by=RITA.key)
    confirm(supplier, duty, f"{MONDAY} 12:00", 12)
    [review] = [each for each in supplier.follow("2026-11-02 09:00") if each.kind == "sla_review"]
    assert "missed, *12 reams* for 50 reams promised" in review.text


def test_what_was_delivered_at_the_end_of_a_month_counts_in_it_whenever_it_is_confirmed(
    sqlite_sessions: Sessions,
) -> None:
    world = open_world(
        sqlite_sessions, paper(duties=(shipment(1, on="last_working_day", every="month"),)), reports=True
    )
    world.follow("2026-10-30 10:00")
    duty = do(world, owed(world), "2026-10-30 11:00", units=Decimal(50), by=RITA.key)
    world.follow("2026-11-02 10:00")
    confirm(world, duty, "2026-11-02 11:00", 50)
    with world.sessions.read() as session:
        october, november = (world.terms.period_of(at(day).date()) for day in ("2026-10-15 12:00", "2026-11-15 12:00"))
        assert duties.deliveries(session, world.agreement, october, at("2026-11-02 11:00")) == {"supplier": 50}
        assert duties.deliveries(session, world.agreement, october, at("2026-10-31 23:00")) == {}
        assert duties.deliveries(session, world.agreement, november, at("2026-11-30 11:00")) == {}


def test_a_credit_for_a_month_that_fell_short_is_taken_back_once_its_deliveries_are_confirmed(
    sqlite_sessions: Sessions,
) -> None:
    rules = (Rule("goal_missed", ("service_credit",), credit=CREDIT),)
    world = open_world(sqlite_sessions, paper(duties=(shipment(1),), consequences=rules), reports=True)
    world.follow(f"{MONDAY} 10:00")
    duty = do(world, owed(world), f"{MONDAY} 11:00", units=Decimal(50), by=RITA.key)
    world.follow("2026-11-02 09:00")
    assert [credit.state for credit in credits_of(world)] == ["open"]
    confirm(world, duty, "2026-11-02 10:00", 50)
    world.tick("2026-11-02 10:00")
    assert [credit.state for credit in credits_of(world)] == ["withdrawn"]


def test_an_ended_agreement_reminds_of_nothing(world: World) -> None:
    world.tick("2026-10-01 00:00")
    from sqlalchemy import update  # the memory alone knows the database

    from sla.agreement import Status
    from storage.agreement_rows import AgreementRow

    with world.sessions.write() as session:
        session.execute(update(AgreementRow).values(status=Status.ENDED))
    assert kinds(world.turn(f"{FRIDAY} 10:00")) == []


def test_a_reminder_that_comes_too_late_is_not_sent(world: World) -> None:
    world.tick("2026-10-01 00:00")
    read = world.turn(f"{FRIDAY} 17:00")
    assert kinds(read) == []
    assert world.states("sla_duty_due") == []


def test_the_reminder_of_a_missed_duty_says_so_and_still_lets_it_be_done(world: World) -> None:
    world.follow(f"{FRIDAY} 17:30")
    [reminder] = world.edited(f"{FRIDAY} 17:30")
    assert "not done yet" in reminder.text
    assert reminder.blocks[-1]["type"] == "actions"


def test_a_duty_is_missed_a_microsecond_after_its_deadline(world: World) -> None:
    world.follow(f"{FRIDAY} 16:59")
    duty = owed(world)
    assert not duty.is_missed(duty.due_at)
    assert duty.is_missed(duty.due_at + timedelta(microseconds=1))
