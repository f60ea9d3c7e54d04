"""Leads found: by what people call them, by what they wait for."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from sla.errors import NoSuchLead, WhichLead
from storage import facts, leads
from tests.makers import company_x, make_agreement, make_workspace
from tests.moments import at
from tests.storage.lead_steps import called, handed_off

LATER = at("2026-10-05 11:30")


def test_a_lead_is_found_by_its_short_id_however_it_is_typed(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    for written in (lead.short_id, lead.short_id.lower(), lead.short_id.removeprefix("L-"), f" {lead.short_id} "):
        assert leads.find(session, agreement.workspace_id, written) == lead


def test_a_lead_is_found_by_its_external_id(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement, external_id="CRM-7")
    assert leads.find(session, agreement.workspace_id, "CRM-7") == lead


def test_a_lead_is_found_by_its_name_in_any_case(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement, name="Ada  LOVELACE")
    assert leads.find(session, agreement.workspace_id, "ada lovelace") == lead


def test_a_name_of_four_letters_is_a_name_first(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement, name="ANNA")
    assert leads.find(session, agreement.workspace_id, "anna") == lead


def test_a_name_of_two_open_leads_needs_an_id(session: Session) -> None:
    agreement = make_agreement(session)
    first = handed_off(session, agreement)
    handed_off(session, agreement)
    with pytest.raises(WhichLead, match=f"Use the id, such as {first.short_id}"):
        leads.find(session, agreement.workspace_id, "Ada")


def test_a_closed_lead_no_longer_takes_up_its_name(session: Session) -> None:
    agreement = make_agreement(session)
    first, second = handed_off(session, agreement), handed_off(session, agreement)
    facts.close_deal(session, agreement, first, revenue=Decimal(1), closed_at=LATER, by=None)
    assert leads.find(session, agreement.workspace_id, "Ada") == second


@pytest.mark.parametrize("written", ["nobody", "", "L-ZZZZ", "L-" + "Z" * 40, "\0", "x" * 10_000])
def test_what_nobody_goes_by_is_said_in_a_sentence(session: Session, written: str) -> None:
    agreement = make_agreement(session)
    handed_off(session, agreement)
    with pytest.raises(NoSuchLead, match="No open lead goes by"):
        leads.find(session, agreement.workspace_id, written)


def test_a_lead_of_another_workspace_is_not_found(session: Session) -> None:
    theirs = make_agreement(session, workspace=make_workspace(session, "T0OTHER"))
    ours = make_agreement(session)
    lead = handed_off(session, theirs, external_id="CRM-7")
    for written in (lead.short_id, "CRM-7", "Ada"):
        with pytest.raises(NoSuchLead):
            leads.find(session, ours.workspace_id, written)
    with pytest.raises(NoSuchLead):
        leads.by_id(session, ours.workspace_id, lead.id)


def test_a_lead_of_another_agreement_is_not_found_when_agreements_are_named(session: Session) -> None:
    place = make_workspace(session)
    one = make_agreement(session, workspace=place)
    other = make_agreement(session, company_x(slug="other"), workspace=place)
    handed_off(session, other)
    with pytest.raises(NoSuchLead):
        leads.find(session, place.id, "Ada", [one.id])


def test_open_leads_come_waiting_first_by_their_due_instants(session: Session) -> None:
    agreement = make_agreement(session)
    tried = called(session, handed_off(session, agreement, name="Ada"), "2026-10-05 10:05").lead
    late = handed_off(session, agreement, "2026-10-05 10:20", name="Bea")
    held = handed_off(session, agreement, name="Cleo")
    facts.hold(session, held, until=None, reason="", by=None, now=at("2026-10-05 10:10"))
    early = handed_off(session, agreement, name="Dora")
    found = leads.open_leads(session, agreement.workspace_id, [agreement.id])
    assert [lead.id for lead in found] == [early.id, late.id, held.id, tried.id]


def test_closed_and_returned_leads_are_not_open(session: Session) -> None:
    agreement = make_agreement(session)
    won, unfit = handed_off(session, agreement), handed_off(session, agreement)
    facts.close_deal(session, agreement, won, revenue=Decimal(1), closed_at=LATER, by=None)
    facts.give_back(session, unfit, reason="no", by=None, at=LATER)
    assert leads.open_leads(session, agreement.workspace_id, [agreement.id]) == []


def test_open_leads_of_one_rep_are_theirs_alone(session: Session) -> None:
    agreement = make_agreement(session)
    mine = handed_off(session, agreement, rep="U0ROSA")
    handed_off(session, agreement, rep="U0RITA")
    found = leads.open_leads(session, agreement.workspace_id, [agreement.id], rep="U0ROSA")
    assert [lead.id for lead in found] == [mine.id]


def test_overdue_leads_still_wait_although_their_window_has_passed(session: Session) -> None:
    agreement = make_agreement(session)
    overdue = handed_off(session, agreement)
    called(session, handed_off(session, agreement, name="Bea"), "2026-10-05 11:20")
    handed_off(session, agreement, "2026-10-05 11:00", name="Cleo")
    asked = session, agreement.workspace_id, [agreement.id]
    assert [lead.id for lead in leads.open_leads(*asked, overdue_at=LATER)] == [overdue.id]
    assert leads.overdue_count(*asked, LATER) == 1


def test_no_more_open_leads_come_than_asked_for(session: Session) -> None:
    agreement = make_agreement(session)
    for name in ("Ada", "Bea"):
        handed_off(session, agreement, name=name)
    called(session, handed_off(session, agreement, name="Cleo"), "2026-10-05 10:05")
    assert len(leads.open_leads(session, agreement.workspace_id, [agreement.id], limit=1)) == 1
    assert len(leads.open_leads(session, agreement.workspace_id, [agreement.id], limit=3)) == 3
