"""Nurtured leads, and returned ones that are handed off again."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Tier
from sla.clauses import Minimum
from sla.errors import AlreadyHandedOff, BadLead
from sla.history import Return
from sla.lead import Lead, NewLead
from sla.minimum import Nurtured
from storage import agains, facts, leads, nurture, rebuild
from storage.imports import ArrivingLead, LeadImport
from storage.standing import figures
from tests.makers import company_x, make_agreement
from tests.moments import at
from tests.storage.lead_steps import handed_off

MONDAY, TUESDAY = at("2026-10-05 10:00"), at("2026-10-06 10:00")


def strict(session: Session) -> Agreement:
    return make_agreement(session, company_x(tiers=(Tier("ceo", Decimal(100), minimum=Minimum(score=50)),)))


def nurtured(session: Session, agreement: Agreement, score: int = 40, external_id: str | None = None) -> Nurtured:
    new = NewLead("Ada", "Acme", tier="ceo", external_id=external_id, score=score)
    found = nurture.arrive(session, agreement, new, at=MONDAY, by="U0JOSH")
    assert isinstance(found, Nurtured)
    return found


def test_a_lead_below_its_tier_s_minimum_stays_with_marketing_and_counts_nowhere(session: Session) -> None:
    agreement = strict(session)
    lead = nurtured(session, agreement)
    told = figures(session, agreement, TUESDAY)
    assert (told.nurtured, told.follow_up.handed_off) == (1, 0)
    assert nurture.waiting(session, agreement.workspace_id, [agreement.id], limit=5) == [lead]


def test_it_is_handed_off_at_the_instant_at_which_it_qualifies(session: Session) -> None:
    agreement = strict(session)
    known = nurtured(session, agreement)
    assert isinstance(nurture.update(session, agreement, known, score=45, activity=None, at=MONDAY, by=None), Nurtured)
    lead = nurture.update(session, agreement, known, score=70, activity=None, at=TUESDAY, by="U0JOSH")
    assert isinstance(lead, Lead) and (lead.handed_off_at, lead.score, lead.value) == (TUESDAY, 70, 100)
    told = figures(session, agreement, TUESDAY)
    assert (told.nurtured, told.follow_up.handed_off, figures(session, agreement, MONDAY).nurtured) == (0, 1, 1)


def test_of_two_who_update_it_the_second_is_told_that_it_is_handed_off(session: Session) -> None:
    agreement = strict(session)
    known = nurtured(session, agreement)
    nurture.update(session, agreement, known, score=70, activity=None, at=TUESDAY, by=None)
    with pytest.raises(AlreadyHandedOff, match="was handed off as L-"):
        nurture.update(session, agreement, known, score=80, activity=None, at=TUESDAY, by=None)


def test_a_file_s_row_anew_with_a_better_score_hands_it_off(session: Session) -> None:
    agreement = strict(session)

    def arriving(score: int | None) -> ArrivingLead:
        new = NewLead("Ada", tier="ceo", external_id="A1", score=score)
        return ArrivingLead(2, new, MONDAY, "id:A1")

    taken = [LeadImport(agreement).take(session, [arriving(score)]) for score in (40, 40, 60, 60, None)]
    assert [each.taken for each in taken] == [1, 0, 1, 0, 0] and taken[-1].known == 1
    refused = LeadImport(agreement).take(session, [ArrivingLead(9, NewLead("Bea", tier="ceo"), MONDAY, "row:b")])
    assert refused.refused[0][1].startswith("Leads of the tier “ceo” need a score of 50")
    assert leads.find(session, agreement.workspace_id, "A1").score == 60
    assert rebuild.differences(session, agreement.id) == []


def test_a_returned_lead_is_handed_off_again_as_a_lead_of_its_own(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement, external_id="A1")
    facts.give_back(session, lead, reason="no budget", by="U0RITA", at=at("2026-10-05 10:30"))
    again = agains.hand_off_again(session, agreement, lead, at=TUESDAY, by="U0JOSH")
    assert (again.again_of, again.handed_off_at, again.name) == (lead.id, TUESDAY, lead.name)
    assert leads.find(session, agreement.workspace_id, "A1").id == again.id
    assert [each.reason for each in leads.history(session, again) if isinstance(each, Return)] == ["no budget"]
    told = figures(session, agreement, TUESDAY).standing.total
    assert (told.handed_off, told.returned, told.leads) == (2, 1, 1)
    assert rebuild.differences(session, agreement.id) == []


def test_only_a_returned_lead_is_handed_off_again_and_once(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    with pytest.raises(BadLead, match="was not given back"):
        agains.hand_off_again(session, agreement, lead, at=TUESDAY, by=None)
    facts.give_back(session, lead, reason="no", by=None, at=MONDAY)
    again = agains.hand_off_again(session, agreement, lead, at=TUESDAY, by=None)
    with pytest.raises(AlreadyHandedOff, match=again.short_id):
        agains.hand_off_again(session, agreement, lead, at=TUESDAY, by=None)
