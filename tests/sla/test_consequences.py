"""What follows from goals, breaches and strikes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from sla import consequences
from sla.agreement import Goal, HandOffRule, Kind, Metric, Party, Person, Rule, Terms
from sla.calendar import Calendar, Opening
from sla.consequences import Breach, BreachOutcome
from sla.pacing import Pace, Verdict
from sla.standing import GoalFigures
from tests.moments import at

LEADS = Goal("marketing", Metric.LEADS, Decimal(100))
SPEED = Goal("sales", Metric.SPEED, Decimal(3600))
DELIVERIES = Goal("sales", Metric.DELIVERIES, Decimal(50))
CELEBRATE = Rule("goal_met", ("celebrate",))
STRIKE = Rule("goal_missed", ("strike", "make_up"))
THREE_OF_REP = Rule("breaches", ("strike",), count=3, of="rep", within="period")
TWO_IN_A_DAY = Rule("breaches", ("strike",), count=2, of="rep", within="1d")
FOUR_OF_PARTY = Rule("breaches", ("strike",), count=4, of="party", within="period")
ESCALATE = Rule("strikes", ("escalate",), count=3)
WEEK = ((Opening.parse("09:00-17:00"),),) * 5 + ((), ())
TERMS = Terms(
    slug="company-x",
    title="Smarketing",
    kind=Kind.INTERNAL,
    channel="#smarketing",
    timezone="Europe/Rome",
    period="month",
    starts=date(2026, 10, 1),
    summary="",
    calendar=Calendar("Europe/Rome", WEEK, {}, {}),
    parties=(Party("marketing", Person("@josh", "UJOSH")), Party("sales", Person("@amy", "UAMY"))),
    goals=(LEADS, SPEED),
    hand_offs=(HandOffRule("marketing", "sales"),),
    consequences=(CELEBRATE, STRIKE, THREE_OF_REP, ESCALATE),
)


def standing(goal: Goal, verdict: Verdict, ended: bool = False) -> GoalFigures:
    return GoalFigures(goal, Pace(Fraction(goal.target), None, None, None, verdict, None, None, ended))


def breaches(*instants: str, rep: str | None = "URITA") -> list[Breach]:
    return [Breach(number, at(f"2026-10-{instant}"), rep) for number, instant in enumerate(instants, start=1)]


def strikes(rule: Rule, found: list[Breach]) -> list[BreachOutcome]:
    return consequences.breach_strikes(TERMS, rule, found)


def test_a_mean_with_nothing_to_average_is_neither_kept_nor_missed() -> None:
    nothing = [standing(SPEED, Verdict.TOO_EARLY, ended=True)]
    assert consequences.missed_goals(TERMS, nothing) == []


def test_without_a_rule_nothing_follows() -> None:
    silent = replace(TERMS, consequences=())
    assert consequences.missed_goals(silent, [standing(LEADS, Verdict.MISSED, ended=True)]) == []
    assert consequences.breach_rules(silent) == []
    assert consequences.escalation_rules(silent) == []


@pytest.mark.parametrize("act", ["strike", "make_up", "service_credit", "escalate"])
def test_each_act_follows_where_a_rule_calls_for_it(act: str) -> None:
    terms = replace(TERMS, consequences=(Rule("goal_missed", (act,)),))
    goals = [standing(LEADS, Verdict.MISSED, ended=True)]
    found = {each: len(consequences.missed_goals(terms, goals, each)) for each in consequences.FOLLOWS["goal_missed"]}
    assert found == {each: int(each == act) for each in found}


def test_each_goal_that_was_missed_is_a_strike_of_its_own() -> None:
    goals = [standing(LEADS, Verdict.MISSED, ended=True), standing(SPEED, Verdict.BEHIND, ended=True)]
    assert [found.goal for found in consequences.missed_goals(TERMS, goals)] == [LEADS, SPEED]


def test_a_mean_that_is_behind_is_not_missed_before_the_close() -> None:
    assert consequences.missed_goals(TERMS, [standing(SPEED, Verdict.BEHIND)]) == []


def test_deliveries_that_nobody_can_confirm_are_not_missed() -> None:
    assert consequences.missed_goals(TERMS, [standing(DELIVERIES, Verdict.MISSED, ended=True)]) == []


def test_the_third_breach_of_a_rep_strikes() -> None:
    found = breaches("05 10:00", "06 10:00", "07 10:00", "08 10:00")
    [strike] = strikes(THREE_OF_REP, found)
    assert (strike.party, strike.person, strike.struck_at) == ("sales", "URITA", at("2026-10-07 10:00"))


def test_two_breaches_are_below_a_count_of_three() -> None:
    assert strikes(THREE_OF_REP, breaches("05 10:00", "06 10:00")) == []


def test_the_breaches_of_two_reps_are_counted_apart() -> None:
    found = breaches("05 10:00", "06 10:00") + breaches("05 11:00", "06 11:00", rep="UREMO")
    assert strikes(THREE_OF_REP, found) == []
    [strike] = strikes(FOUR_OF_PARTY, found)
    assert (strike.party, strike.person) == ("sales", None)


def test_a_breach_on_a_lead_that_was_nobodys_is_the_contacts() -> None:
    [strike] = strikes(THREE_OF_REP, breaches("05 10:00", "06 10:00", "07 10:00", rep=None))
    assert strike.person == "UAMY"


def test_breaches_are_counted_in_the_order_they_came() -> None:
    third, first, second = breaches("07 10:00", "05 10:00", "06 10:00")
    [strike] = strikes(THREE_OF_REP, [third, first, second])
    assert strike.breaches == (first, second, third)


def test_breaches_within_a_duration_strike() -> None:
    [strike] = strikes(TWO_IN_A_DAY, breaches("05 10:00", "05 16:00"))
    assert strike.starts_at == at("2026-10-05 10:00")


def test_a_duration_is_business_time_and_ends_with_its_last_instant() -> None:
    friday, monday = "09 10:00", "12 10:00"
    [strike] = strikes(TWO_IN_A_DAY, breaches(friday, monday))
    assert strike.struck_at == at("2026-10-12 10:00")
    assert strikes(TWO_IN_A_DAY, breaches(friday, "12 10:01")) == []


def test_a_window_starts_at_any_breach() -> None:
    [strike] = strikes(TWO_IN_A_DAY, breaches("05 10:00", "07 10:00", "07 11:00"))
    assert strike.starts_at == at("2026-10-07 10:00")


def test_no_breach_stands_in_two_windows() -> None:
    found = strikes(TWO_IN_A_DAY, breaches("05 10:00", "05 11:00", "05 12:00", "06 11:00", "06 12:00"))
    assert [strike.starts_at for strike in found] == [at("2026-10-05 10:00"), at("2026-10-06 11:00")]


def test_a_rule_on_the_period_has_no_window_end() -> None:
    start = at("2026-10-05 10:00")
    assert consequences.window_end(TERMS.hours, THREE_OF_REP, start) is None
    assert consequences.window_end(TERMS.hours, TWO_IN_A_DAY, start) == start + timedelta(days=1)


@pytest.mark.parametrize(("standing_strikes", "reached"), [(0, []), (2, []), (3, [3]), (5, [3]), (6, [6])])
def test_strikes_escalate_at_each_multiple(standing_strikes: int, reached: list[int]) -> None:
    [rule] = consequences.escalation_rules(TERMS)
    found = consequences.escalations(rule, {"sales": standing_strikes})
    assert [escalation.strikes for escalation in found] == reached


def test_a_rule_is_named_by_what_it_counts() -> None:
    assert [consequences.rule_key(rule) for rule in (CELEBRATE, THREE_OF_REP)] == ["goal_met", "breaches:3:rep:period"]


def test_a_goal_with_another_target_is_another_goal() -> None:
    assert consequences.has_rule(TERMS, CELEBRATE, LEADS)
    assert not consequences.has_rule(TERMS, CELEBRATE, replace(LEADS, target=Decimal(80)))


def test_an_agreement_without_leads_has_no_breaches() -> None:
    customer = replace(TERMS, hand_offs=(), goals=(DELIVERIES,), parties=TERMS.parties[:1])
    assert consequences.breach_rules(customer) == []
