"""A period's rates in words: both ways of counting labelled, what is too little said, and the reason of a new goal."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from messages import rates
from sla.agreement import Goal, Metric
from sla.period import Period
from sla.rates import Counts, Funnel, Review
from sla.reevaluation import Choice, Decision, Reevaluation, reevaluation
from tests.makers import company_x
from tests.moments import at

OCTOBER = Period.named("2026-10")
CLOSED = at("2026-11-01 00:00")
GOOD = Funnel(100, 50, Decimal(5000))
WEAK = Funnel(100, 42, Decimal(4200))


def counted(cohort: Funnel, closing: Funnel | None = None, *, total: int = 5000, **more: Any) -> Review:
    cycle = more.pop("cycle", None)
    counts = Counts(cohort, closing or cohort, Decimal(total), cycle)
    return Review(OCTOBER, CLOSED, more.pop("is_over", True), counts, more.pop("tiers", {}))


def said(found: Reevaluation | Review) -> str:
    return "\n".join(rates.paragraphs(found if isinstance(found, Reevaluation) else reevaluation(company_x(), found)))


def test_a_rate_that_two_ways_of_counting_give_differently_is_told_twice() -> None:
    told = said(counted(Funnel(100, 10, Decimal(1000)), WEAK, total=4200, cycle=timedelta(days=20)))
    assert "*By hand-off*, the leads handed off in it: 10 customers, 100 leads: close rate *10%*" in told
    assert "*By closing*, the deals closed in it: 42 customers, 100 leads: close rate *42%*" in told
    assert "*Proposal for November 2026*, from the rates by closing:" in told


def test_a_sale_that_takes_long_leaves_the_cohort_incomplete() -> None:
    told = said(counted(WEAK, total=4200, cycle=timedelta(days=20)))
    assert "Leads of the last 20 days are still on their way, so the cohort of October 2026 isn't complete" in told


def test_a_sale_that_takes_longer_than_the_month_is_said() -> None:
    told = said(counted(WEAK, total=4200, cycle=timedelta(days=45)))
    assert "That is longer than the month: a month's leads close in later months, and the cohort of" in told


def test_too_few_numbers_are_said_and_propose_nothing() -> None:
    told = said(counted(Funnel(3, 2, Decimal(200)), total=200))
    assert "2 customers, 3 leads: too few for a rate, which takes 5 leads and a customer" in told
    assert "So few numbers propose no goal for November 2026." in told and "%*" not in told.split("share")[0]


def test_without_revenue_there_is_no_share() -> None:
    assert "nothing has closed, so there is none" in said(counted(Funnel(), total=0))


def test_rates_as_agreed_ask_for_no_other_goal() -> None:
    assert "These rates ask for no other goal in November 2026." in said(counted(GOOD))


def test_each_goal_has_its_own_line_with_every_rate_that_changed() -> None:
    told = said(counted(Funnel(100, 42, Decimal(3360)), total=6720))
    both = "average deal 100 → 80, marketing's share 100% → 50%"
    assert f"marketing: close rate 50% → 42%, {both}: 25 fewer leads (75 instead of 100)" in told
    assert f"sales: {both}: 18 fewer customers (32 instead of 50)" in told


def test_one_lead_is_singular() -> None:
    found = reevaluation(company_x(), counted(Funnel(1000, 495, Decimal(49500)), total=49500))
    assert rates.lines(found.revisions) == ["marketing: close rate 50% → 49.5%: 2 more leads (102 instead of 100)"]
    found = reevaluation(company_x(), counted(Funnel(1000, 499, Decimal(49900)), total=49900))
    assert rates.lines(found.revisions) == ["marketing: close rate 50% → 49.9%: 1 more lead (101 instead of 100)"]


def test_a_goal_of_a_tier_shows_the_tiers_rates() -> None:
    goal = Goal("marketing", Metric.LEADS, Decimal(10), tier="ceo", calculate=company_x().goals[0].calculate)
    ceo = Counts(Funnel(10, 2, Decimal(200)), Funnel(10, 2, Decimal(200)), Decimal(200))
    found = reevaluation(company_x(goals=(goal,)), counted(WEAK, tiers={"ceo": ceo}))
    assert "• ceo, by hand-off: 2 customers, 10 leads: close rate *20%*" in said(found)
    assert "240 more leads (ceo) (250 instead of 10)" in said(found)


def test_a_running_period_has_rates_so_far_and_no_proposal() -> None:
    told = said(counted(WEAK, is_over=False))
    assert "*Rates of October 2026, so far*" in told and "Proposal" not in told


def test_what_was_decided_stands_in_place_of_the_proposal() -> None:
    open_one = reevaluation(company_x(), counted(WEAK, total=4200))
    lines = tuple(rates.lines(open_one.revisions))
    for choice, words in ((Choice.KEPT, "to keep the goals, instead of:"), (Choice.ADOPTED, "adopted it on")):
        decided = reevaluation(company_x(), counted(WEAK, total=4200), Decision(choice, lines, "U0AMY", CLOSED))
        assert words in said(decided) and "<@U0AMY>" in said(decided) and "20 more leads" in said(decided)
        assert len(rates.blocks(decided, 7)) == 2 and len(rates.blocks(open_one, 7)) == 3


def test_the_buttons_carry_the_agreement_the_period_and_the_instant() -> None:
    *_, row = rates.blocks(reevaluation(company_x(), counted(WEAK)), 7)
    assert {element["value"] for element in row["elements"]} == {f"7.2026-10.{int(CLOSED.timestamp())}"}
