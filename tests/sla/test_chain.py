"""The chain of hand-offs: terms read for leads, and for the customers that leads become."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sla.agreement import Goal, HandOffRule, Metric, Party, Person, Rung
from sla.errors import NoHandOff
from sla.pacing import Verdict
from sla.period import Period
from sla.standing import Standing, Sums
from sla.verdicts import day_of, goal_figures, hand_off_figures
from sla.window import Window
from tests.makers import LADDER, company_x
from tests.moments import at, on

SERVICE = Party("service", Person("@joan", "U0JOAN"), (Person("@sara", "U0SARA"),))
LEAD, CUSTOMER = HandOffRule("marketing", "sales"), HandOffRule("sales", "service", "customer", Window.parse("1d"))
CHAIN = company_x(parties=(*company_x().parties, SERVICE), hand_offs=(LEAD, CUSTOMER))
OCTOBER = Period.named("2026-10")


def test_terms_read_for_customers_know_their_own_giver_receiver_and_window() -> None:
    seen = CHAIN.of_customers
    assert (seen.giver.name, seen.receiver.name) == ("sales", "service")
    assert seen.window("ceo") == Window.parse("1d") and CHAIN.window("ceo") == Window.parse("30m")


def test_a_customer_hand_off_without_a_window_promises_an_hour() -> None:
    assert (
        replace(CHAIN, hand_offs=(LEAD, replace(CUSTOMER, window=None))).of_customers.window(None).time.seconds == 3600
    )


def test_the_ladder_of_customers_tells_service_where_that_of_leads_tells_sales() -> None:
    told = [rung.tell for rung in CHAIN.of_customers.ladder]
    assert told == ["rep", "rep", "rep", "service", "marketing"] and CHAIN.ladder == LADDER


def test_without_an_agreed_ladder_service_s_contact_hears_at_150_percent() -> None:
    told = [(rung.level, rung.tell) for rung in replace(CHAIN, alerts=()).of_customers.ladder]
    assert told == [("80%", "rep"), ("100%", "rep"), ("150%", "service")]


def test_a_hand_off_s_own_ladder_comes_first() -> None:
    own = Rung(Decimal("0.9"), "rep", reassign=True)
    chain = replace(CHAIN, hand_offs=(LEAD, replace(CUSTOMER, alerts=(own,))))
    assert chain.of_customers.ladder == (own,) and chain.ladder == LADDER


def test_terms_that_hand_no_customer_on_have_one_link_and_none_for_customers() -> None:
    assert [each.link for each in company_x().links] == ["lead"]
    assert [each.link for each in CHAIN.links] == ["lead", "customer"]
    with pytest.raises(NoHandOff):
        company_x().of_customers.lead_hand_off  # noqa: B018


def test_terms_go_from_one_link_to_the_other_and_back() -> None:
    assert CHAIN.of("customer").of("lead") == CHAIN and CHAIN.of("lead") is CHAIN


def test_the_speed_of_each_party_is_that_of_what_is_handed_to_it() -> None:
    speed = [Goal(party, Metric.SPEED, Decimal(3600)) for party in ("sales", "service", "marketing")]
    leads, customers = (
        Sums(handed_off=2, followed_up=2, speed_us=7_200_000_000),
        Sums(handed_off=1, followed_up=1, speed_us=9_000_000_000),
    )
    standing = Standing.of(OCTOBER, at("2026-10-20 12:00"), {"ceo": leads}, customers={"ceo": customers})
    terms = replace(CHAIN, goals=tuple(speed))
    found = goal_figures(terms, standing, day_of(terms, OCTOBER, on("2026-10-20"), ended=False))
    assert [(each.pace.actual, each.link) for each in found] == [(3600, "lead"), (9000, "customer"), (None, "lead")]
    assert [each.pace.verdict for each in found] == [Verdict.AHEAD, Verdict.BEHIND, Verdict.TOO_EARLY]


def test_figures_tell_each_link_of_the_chain_apart() -> None:
    standing = Standing.of(
        OCTOBER, at("2026-10-20 12:00"), {None: Sums(handed_off=5)}, customers={None: Sums(handed_off=2)}
    )
    told = [
        (each.giver, each.receiver, each.what, each.follow_up.handed_off) for each in hand_off_figures(CHAIN, standing)
    ]
    assert told == [("marketing", "sales", "lead", 5), ("sales", "service", "customer", 2)]
