"""Customers handed off when a lead is won: their own rep, clock and figures, and those of leads as they were."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sla.agreement import Agreement, HandOffRule, Party, Person, Terms
from sla.errors import AlreadyDone
from sla.history import Deal
from sla.lead import Channel, Lead
from sla.period import Period
from sla.window import Window
from storage import facts, leads, overdue, rebuild
from storage.imports import ArrivingAttempt, ArrivingDeal, take_attempts, take_deals
from storage.standing import figures
from tests.makers import company_x, make_agreement
from tests.moments import at
from tests.storage.lead_steps import called, handed_off

SERVICE = Party("service", Person("@joan", "U0JOAN"), (Person("@sara", "U0SARA"),))
CHAIN = (HandOffRule("marketing", "sales"), HandOffRule("sales", "service", "customer", Window.parse("2h")))
CLOSED, LATER = at("2026-10-06 10:00"), at("2026-10-06 15:00")
OCTOBER = Period.named("2026-10")


def chain(**changes: Any) -> Terms:
    return company_x(parties=(*company_x().parties, SERVICE), hand_offs=CHAIN, **changes)


def won(session: Session, agreement: Agreement, **about: Any) -> tuple[Lead, Lead]:
    """A lead that was won, and the customer that it became."""
    lead = handed_off(session, agreement, **about)
    facts.close_deal(session, agreement, lead, revenue=Decimal(5000), closed_at=CLOSED, by="U0RITA")
    customer = leads.customer_of(session, lead)
    assert customer is not None
    return lead, customer


def followed(session: Session, agreement: Agreement, when: Any = LATER) -> Mapping[str, tuple[int, int, int]]:
    """How many of each link were handed off, followed up and breached."""
    told = figures(session, agreement, when).hand_offs
    return {
        each.what: (each.follow_up.handed_off, each.follow_up.followed_up, each.follow_up.breached) for each in told
    }


def test_a_won_lead_is_handed_to_service_at_the_instant_of_the_deal(session: Session) -> None:
    lead, customer = won(session, make_agreement(session, chain()), name="Ada", company="Acme")
    assert (customer.name, customer.company, customer.came_of, customer.rep) == ("Ada", "Acme", lead.id, "U0SARA")
    assert (customer.handed_off_at, customer.due_at, customer.value) == (CLOSED, at("2026-10-06 12:00"), 5000)
    assert next(each for each in leads.history(session, customer) if isinstance(each, Deal)).by == "U0RITA"


def test_a_customer_changes_no_figure_of_the_leads(session: Session) -> None:
    alone, with_service = make_agreement(session), make_agreement(session, chain(slug="chain"))
    for agreement in (alone, with_service):
        lead = handed_off(session, agreement)
        facts.close_deal(session, agreement, lead, revenue=Decimal(5000), closed_at=CLOSED, by="U0RITA")
    plain, told = (figures(session, each, LATER) for each in (alone, with_service))
    assert (told.follow_up, told.goals, told.standing.tiers) == (plain.follow_up, plain.goals, plain.standing.tiers)
    assert followed(session, with_service) == {"lead": (1, 0, 1), "customer": (1, 0, 1)}


def test_a_contact_by_a_person_stops_the_customer_s_clock_alone(session: Session) -> None:
    agreement = make_agreement(session, chain())
    _, customer = won(session, agreement)
    called(session, customer, "2026-10-06 11:00", by="U0SARA")
    assert followed(session, agreement)["customer"] == (1, 1, 0)
    (link,) = [each.follow_up for each in figures(session, agreement, LATER).hand_offs if each.what == "customer"]
    assert link.speed_seconds == 3600 and followed(session, agreement, at("2026-10-06 10:30"))["customer"] == (1, 0, 0)


def test_what_is_reckoned_from_facts_is_what_is_kept(session: Session) -> None:
    agreement = make_agreement(session, chain())
    _, customer = won(session, agreement)
    facts.mark_breached(session, customer.id, LATER)
    called(session, customer, "2026-10-06 14:30", by="U0SARA")
    assert rebuild.differences(session, agreement.id) == []


def test_breaches_of_customers_are_told_apart_from_those_of_leads(session: Session) -> None:
    agreement = make_agreement(session, chain())
    _, customer = won(session, agreement)
    facts.mark_breached(session, customer.id, LATER)
    since, until = at("2026-10-01 00:00"), at("2026-11-01 00:00")
    assert [each.rep for each in leads.breaches_of(session, agreement.id, since, until, "customer")] == ["U0SARA"]
    assert leads.breaches_of(session, agreement.id, since, until) == []


def test_a_customer_is_won_and_given_back_no_more(session: Session) -> None:
    agreement = make_agreement(session, chain())
    lead, customer = won(session, agreement)
    with pytest.raises(AlreadyDone, match="is a customer already"):
        facts.close_deal(session, agreement, customer, revenue=Decimal(1), closed_at=LATER, by=None)
    with pytest.raises(AlreadyDone, match="not given back"):
        facts.give_back(session, customer, reason="no", by=None, at=LATER)
    with pytest.raises(AlreadyDone, match="recorded that deal already"):
        facts.close_deal(session, agreement, lead, revenue=Decimal(1), closed_at=LATER, by=None)


def test_terms_without_a_customer_s_hand_off_hand_nobody_on(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.close_deal(session, agreement, lead, revenue=Decimal(5000), closed_at=CLOSED, by="U0RITA")
    assert leads.customer_of(session, lead) is None


def test_imported_deals_hand_customers_on_once_and_their_attempts_are_named_by_the_lead(session: Session) -> None:
    agreement = make_agreement(session, chain())
    lead = handed_off(session, agreement, external_id="A1")
    deal = ArrivingDeal(2, "A1", CLOSED, Decimal(900), "row:1")
    assert [take_deals(session, agreement, [deal]).taken for _ in range(2)] == [1, 0]
    tried = ArrivingAttempt(3, "customer:A1", at("2026-10-06 11:00"), "U0SARA", Channel.CALL, True, False, "k")
    assert take_attempts(session, agreement, [tried]).refused == ()
    customer = leads.customer_of(session, lead)
    assert customer is not None and (customer.rep, customer.value, customer.attempts) == ("U0SARA", 900, 1)
    assert followed(session, agreement)["customer"] == (1, 1, 0) and rebuild.differences(session, agreement.id) == []


def test_overdue_customers_are_counted_apart(session: Session) -> None:
    agreement = make_agreement(session, chain())
    won(session, agreement)
    counted = [overdue.overdue(session, agreement.of(what), LATER, limit=5).number for what in ("lead", "customer")]
    assert counted == [0, 1]


def test_a_reached_customer_is_nobody_s_open_work(session: Session) -> None:
    agreement = make_agreement(session, chain())
    _, customer = won(session, agreement)
    assert leads.loads(session, agreement.workspace_id, ["U0SARA"])["U0SARA"].open == 1
    called(session, customer, "2026-10-06 11:00", by="U0SARA", connected=True)
    assert leads.loads(session, agreement.workspace_id, ["U0SARA"])["U0SARA"].open == 0
    assert leads.open_leads(session, agreement.workspace_id, [agreement.id]) == []
