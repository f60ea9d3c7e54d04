"""Leave on record: entered once, called off, due at its start and at its end; and who gets leads meanwhile."""

from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from sla.agreement import Agreement, HandOffRule, Party, Person
from sla.errors import AlreadyDone, BadLeave
from sla.leave import Leave
from sla.period import Period
from storage import audit, facts, leaves, offers, workloads
from storage.rotas import Rota
from tests.makers import company_x, make_agreement
from tests.moments import at
from tests.storage.lead_steps import handed_off

NOW = at("2026-10-05 09:00")
JOAN = Person("@joan", "U0JOAN")
FRIDAY = at("2026-10-10 00:00")


def away(session: Session, agreement: Agreement, person: str = "U0RITA", starts: str = "2026-10-05 09:00") -> Leave:
    place = agreement.workspace_id
    return leaves.enter(session, place, person, at(starts), FRIDAY, zone="Europe/Rome", by=person, now=NOW)


def test_a_leave_is_due_at_its_start_and_at_its_end_and_each_once(session: Session) -> None:
    agreement = make_agreement(session)
    leave, place = away(session, agreement), agreement.workspace_id
    assert leaves.due(session, place, NOW, 9) == [leave.id]
    assert leaves.claim(session, place, leave.id, NOW) == (leave, False)
    assert leaves.claim(session, place, leave.id, NOW) is None and leaves.due(session, place, NOW, 9) == []
    claimed = leaves.claim(session, place, leave.id, FRIDAY)
    assert claimed is not None and claimed[1] and leaves.claim(session, place, leave.id, FRIDAY) is None


def test_the_same_leave_twice_is_refused_and_so_are_days_turned_round(session: Session) -> None:
    agreement = make_agreement(session)
    away(session, agreement)
    with pytest.raises(AlreadyDone):
        away(session, agreement, starts="2026-10-07 00:00")
    with pytest.raises(BadLeave):
        away(session, agreement, "U0REMO", starts="2026-10-11 00:00")


def test_calling_off_ends_a_running_leave_now_and_one_to_come_before_it_begins(session: Session) -> None:
    agreement, later = make_agreement(session), at("2026-10-06 12:00")
    place = agreement.workspace_id
    running, coming = away(session, agreement), away(session, agreement, "U0REMO", "2026-10-08 00:00")
    assert leaves.call_off(session, place, running.id, by="U0RITA", now=later).ends_at == later
    assert leaves.call_off(session, place, coming.id, by="U0AMY", now=later).ends_at == coming.starts_at
    with pytest.raises(AlreadyDone):
        leaves.call_off(session, place, running.id, by="U0RITA", now=later)
    acts = [entry.act for entry in audit.entries(session, place)]
    assert acts.count("leave_entered") == acts.count("leave_called_off") == 2
    assert audit.verify(session, place) is None


def test_a_lead_goes_to_whoever_is_there_and_to_the_contact_where_nobody_is(session: Session) -> None:
    agreement = make_agreement(session)
    for person in ("U0RITA", "U0REMO"):
        away(session, agreement, person)
    assert [handed_off(session, agreement, name=name, rep=None).rep for name in "ab"] == ["U0ROSA", "U0ROSA"]
    away(session, agreement, "U0ROSA")
    assert handed_off(session, agreement, name="c", rep=None).rep == "U0AMY"
    assert handed_off(session, agreement, "2026-10-12 10:00", name="d", rep=None).rep != "U0AMY"


def test_own_hours_keep_leads_away_that_fall_due_outside_them(session: Session) -> None:
    agreement = make_agreement(session)
    place, zone = agreement.workspace_id, "Europe/Rome"
    for person in ("U0RITA", "U0REMO"):
        leaves.set_hours(session, place, person, "mon-fri 09:00-13:00", zone=zone, by=person, now=NOW)
    afternoon = "2026-10-05 15:00"
    assert handed_off(session, agreement, afternoon, name="a", rep=None).rep == "U0ROSA"
    assert handed_off(session, agreement, afternoon, name="b", rep=None).rep == "U0ROSA"
    asked = session, place, agreement.terms, at(afternoon)
    assert facts.choose_rep(*asked, apart_from="U0ROSA", in_hours=True) is None
    leaves.set_hours(session, place, "U0RITA", None, zone=zone, by="U0RITA", now=NOW)
    assert facts.choose_rep(*asked, apart_from="U0ROSA", in_hours=True) == "U0RITA"


def test_leave_counts_in_the_bandwidth_check_by_the_working_time_that_it_takes(session: Session) -> None:
    agreement = make_agreement(session)
    away(session, agreement)
    away(session, agreement, "U0REMO", "2026-10-09 14:00")
    away(session, agreement, "U0REMO", "2026-10-09 12:00")
    place, october = agreement.workspace_id, Period.named("2026-10")
    assert workloads.days_away(session, place, agreement.terms, october) == 5 + Fraction(5, 8)
    checked = workloads.of_terms(session, place, agreement.terms, NOW)
    assert checked is not None and checked.load.days_away == 5 + Fraction(5, 8)


def test_an_import_hands_no_lead_to_somebody_who_was_away(session: Session) -> None:
    agreement = make_agreement(session)
    for person in ("U0RITA", "U0REMO"):
        away(session, agreement, person)
    rota = Rota.of(session, agreement.workspace_id, ["U0RITA", "U0REMO", "U0ROSA"])
    everyone, due = ("U0RITA", "U0REMO", "U0ROSA"), at("2026-10-06 11:00")
    assert rota.choose(everyone, agreement.terms, at("2026-10-06 10:00"), due) == "U0ROSA"
    assert rota.choose(everyone[:2], agreement.terms, at("2026-10-06 10:00"), due) == "U0AMY"
    assert rota.choose(everyone, agreement.terms, at("2026-10-12 10:00"), None) == "U0RITA"


def test_customers_of_somebody_away_are_offered_within_the_party_that_looks_after_them(session: Session) -> None:
    party = Party("service", JOAN, (Person("@sara", "U0SARA"), Person("@sven", "U0SVEN")))
    hands = (HandOffRule("marketing", "sales"), HandOffRule("sales", "service", "customer"))
    agreement = make_agreement(session, company_x(parties=(*company_x().parties, party), hand_offs=hands))
    lead, place = handed_off(session, agreement), agreement.workspace_id
    facts.close_deal(session, agreement, lead, revenue=Decimal(9), closed_at=at("2026-10-06 10:00"), by="U0RITA")
    leave = away(session, agreement, "U0SARA", "2026-10-06 11:00")
    assert offers.team(agreement, "U0SARA") == party and offers.team(agreement, "U0RITA").name == "sales"
    assert [each.rep for each in offers.offer(session, agreement, leave).waiting] == ["U0SARA"]
    assert offers.owe(session, agreement, leave, at("2026-10-06 11:00")) == 2
    facts.close_deal(
        session,
        agreement,
        handed_off(session, agreement, name="b"),
        revenue=Decimal(9),
        closed_at=at("2026-10-06 12:00"),
        by="U0RITA",
    )
    assert [each.rep for each in offers.open_of(session, place, "U0SVEN")] == ["U0SVEN"]
