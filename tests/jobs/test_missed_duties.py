"""What follows from missed duties and goals in money: strikes, credits with a cap and a balance, escalations."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from jobs.missed_duties import follow_missed_duty, withdraw_missed_duty
from sla.agreement import Credit, Goal, Kind, Metric, Party, Person, Rule, Terms
from sla.credit import ServiceCredit
from sla.duty_outcomes import MissedDuty
from storage import audit, service_credits
from storage.engine import Sessions
from tests.jobs.world import AMY, CHANNEL, JOSH, RITA, Read, World, at, open_world
from tests.makers import company_x

SHIPMENT = MissedDuty("Shipment to address 1", "supplier", "customer", at("2026-10-05 17:00"), owner=RITA.key)
FIXED = Credit("USD", amount=Decimal(25))
TENTH = Credit("USD", percent_of_fee=Decimal(10), fee=Decimal(2000), cap_percent=Decimal(15))
BOTH = Rule("duty_missed", ("service_credit", "strike"), credit=FIXED)
GOAL_CREDIT = Rule("goal_missed", ("service_credit",), credit=TENTH)


def paper(*rules: Rule, **changes: object) -> Terms:
    """A supplier and a customer."""
    told = {
        "kind": Kind.CUSTOMER,
        "parties": (Party("supplier", AMY, (RITA,)), Party("customer", JOSH)),
        "goals": (Goal("supplier", Metric.CUSTOMERS, Decimal(1)),),
        "consequences": rules or (BOTH,),
        "duties": (),
        "hand_offs": (),
        "pacing": None,
        "weekly_report": None,
    }
    return company_x(**(told | changes))


def miss(world: World, missed: MissedDuty = SHIPMENT, when: str = "2026-10-05 17:01") -> int:
    with world.sessions.write() as session:
        return follow_missed_duty(session, world.agreement, missed, at(when))


def credits_of(world: World) -> list[ServiceCredit]:
    with world.sessions.read() as session:
        return service_credits.of_agreement(session, world.agreement.workspace_id, world.agreement.id)


def of_kind(read: list[Read], kind: str) -> list[Read]:
    return [each for each in read if each.kind == kind]


@pytest.fixture
def world(sqlite_sessions: Sessions) -> World:
    return open_world(sqlite_sessions, paper())


def test_a_missed_duty_strikes_its_owner_and_costs_a_credit_in_the_channel(sessions: Sessions) -> None:
    world = open_world(sessions, paper())
    assert miss(world) == 2
    read = world.deliver("2026-10-05 17:02")
    [strike], [credit] = of_kind(read, "sla_strike"), of_kind(read, "sla_service_credit")
    assert (strike.to, credit.to) == (RITA.key, CHANNEL)
    owed = "supplier owed customer “Shipment to address 1” by Monday 5 October, 17:00; it had not come by then."
    assert owed in strike.text and owed in credit.text
    assert "*supplier* owes *customer* a service credit of USD 25.00" in credit.text
    assert "Open in all: USD 25.00 in 1 credit." in credit.text
    assert credit.payload | {"agreement": "", "credit": ""} == {
        "agreement": "", "credit": "", "period": "2026-10", "party": "supplier", "rule": "duty_missed",
        "metric": None, "tier": None, "amount": "25", "currency": "USD", "balance": "25",
    }  # fmt: skip


def test_a_missed_duty_counts_once_however_often_it_is_looked_at(world: World) -> None:
    assert [miss(world), miss(world)] == [2, 0]
    assert len(credits_of(world)) == len(world.strikes()) == 1


def test_the_balance_runs_up(world: World) -> None:
    miss(world)
    miss(world, replace(SHIPMENT, what="Shipment to address 2"))
    texts = [each.text for each in of_kind(world.deliver("2026-10-05 17:02"), "sla_service_credit")]
    assert all("Open in all: USD 50.00 in 2 credits." in text for text in texts)


def test_a_duty_that_was_kept_after_all_takes_strike_and_credit_back(sessions: Sessions) -> None:
    world = open_world(sessions, paper())
    miss(world)
    world.deliver("2026-10-05 17:02")
    with world.sessions.write() as session:
        gone = withdraw_missed_duty(session, world.agreement, SHIPMENT, "It came at four.", at("2026-10-06 10:00"))
    assert gone == 2
    assert not world.strikes()[0].stands and not credits_of(world)[0].is_open
    edited = [each.text for each in world.edited("2026-10-06 10:00")]
    assert len(edited) == 2 and all("is withdrawn" in text and "It came at four" in text for text in edited)


def test_a_settled_credit_stays_settled(world: World) -> None:
    miss(world)
    with world.sessions.write() as session:
        [credit] = service_credits.unsettled(session, 1, world.agreement.id)
        service_credits.settle(session, 1, credit, by=JOSH.key, settled_for=None, now=at("2026-10-06 09:00"))
        withdraw_missed_duty(session, world.agreement, SHIPMENT, "It came.", at("2026-10-06 10:00"))
    assert credits_of(world)[0].state(at("2026-10-07 09:00")) == "settled"


def test_a_missed_duty_escalates_where_the_rule_says_so(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, paper(Rule("duty_missed", ("escalate",))))
    miss(world)
    [said] = of_kind(world.deliver("2026-10-05 17:02"), "sla_escalation")
    assert (said.to, said.payload["rule"]) == (AMY.key, "duty_missed")
    assert "“Shipment to address 1”" in said.text


def test_the_owner_outside_slack_is_answered_for_by_the_contact(world: World) -> None:
    miss(world, replace(SHIPMENT, owner="Darryl"))
    assert world.strikes()[0].people == (AMY.key,)


def test_a_missed_goal_costs_a_share_of_the_fee_at_the_opening(sessions: Sessions) -> None:
    world = open_world(sessions, paper(GOAL_CREDIT))
    assert of_kind(world.follow("2026-11-02 08:59"), "sla_service_credit") == []
    [credit] = of_kind(world.follow("2026-11-02 09:00"), "sla_service_credit")
    assert "a service credit of USD 200.00" in credit.text
    assert "supplier promised 1 customers in October 2026; it came to 0." in credit.text


def test_the_cap_of_the_period_lets_through_what_is_left_and_the_rest_is_on_record(sqlite_sessions: Sessions) -> None:
    goals = tuple(Goal("supplier", Metric.CUSTOMERS, Decimal(1), tier=tier) for tier in ("ceo", "director", "manager"))
    world = open_world(sqlite_sessions, paper(GOAL_CREDIT, goals=goals))
    world.follow("2026-11-02 09:00")
    assert [credit.amount for credit in credits_of(world)] == [200, 100]
    [capped] = [why for _, state, why in world.states("sla_service_credit") if state == "expired"]
    assert capped == "The rule has given all that its cap allows in this period."


def test_the_next_period_has_a_cap_of_its_own(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, paper(GOAL_CREDIT))
    world.follow("2026-12-01 09:00")
    assert [(credit.period, credit.amount) for credit in credits_of(world)] == [("2026-10", 200), ("2026-11", 200)]


def test_a_late_fact_withdraws_the_credit_for_a_goal(sqlite_sessions: Sessions) -> None:
    world = open_world(sqlite_sessions, paper(GOAL_CREDIT, goals=(Goal("supplier", Metric.LEADS, Decimal(1)),)))
    world.follow("2026-11-02 09:00")
    world.hand_off("Late", when="2026-10-20 10:00")
    world.tick("2026-11-02 12:00")
    assert [credit.state(at("2026-11-03 09:00")) for credit in credits_of(world)] == ["withdrawn"]


def test_every_step_of_a_credit_is_on_the_audit_log(world: World) -> None:
    miss(world)
    with world.sessions.write() as session:
        [credit] = service_credits.unsettled(session, 1, world.agreement.id)
        service_credits.settle(session, 1, credit, by=AMY.key, settled_for="customer", now=at("2026-10-06 09:00"))
    with world.sessions.read() as session:
        said = [(each.act, each.actor, each.after) for each in audit.entries(session, 1, subject=credit.short_id)]
        assert audit.verify(session, 1) is None
    assert said == [("give_credit", "sla-bot", "USD 25"), ("settle_credit", AMY.key, "customer")]


@pytest.mark.parametrize(("then", "kind"), [("service_credit", "sla_service_credit"), ("escalate", "sla_escalation")])
def test_breaches_can_cost_a_credit_or_be_told_to_the_contact(sqlite_sessions: Sessions, then: str, kind: str) -> None:
    credit = FIXED if then == "service_credit" else None
    rule = Rule("breaches", (then,), count=2, of="rep", within="period", credit=credit)
    world = open_world(sqlite_sessions, company_x(consequences=(rule,), pacing=None, alerts=company_x().alerts[2:3]))
    for day in (5, 6, 7):
        world.hand_off(f"Lead {day}", when=f"2026-10-{day:02} 10:00")
    [said] = of_kind(world.follow("2026-10-09 12:00"), kind)
    assert "2 windows passed without one in October 2026" in said.text and said.payload["party"] == "sales"


def test_a_contact_outside_slack_is_owed_all_the_same(sqlite_sessions: Sessions) -> None:
    outside = Party("customer", Person("Company X's office manager"))
    world = open_world(sqlite_sessions, paper(parties=(Party("supplier", AMY, (RITA,)), outside)))
    assert miss(world) == 2
    assert isinstance(credits_of(world)[0].given_at, datetime)
