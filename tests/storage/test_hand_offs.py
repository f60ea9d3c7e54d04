"""Handing leads off: terms frozen, promise made, rep chosen, once."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from sla.errors import AlreadyHandedOff, BadLead, NoHandOff
from sla.lead import NewLead
from sla.window import Window
from storage import agreements, facts
from tests.makers import company_x, make_agreement, make_workspace
from tests.moments import at, on
from tests.storage.lead_steps import TEN, handed_off, rolled_up, row_of


def test_a_lead_is_due_one_window_of_its_tier_after_the_hand_off(session: Session) -> None:
    lead = handed_off(session, make_agreement(session), TEN)
    assert lead.due_at == at("2026-10-05 11:00")
    assert lead.alert_due_at == lead.due_at


def test_a_lead_handed_off_on_friday_evening_is_due_on_monday(session: Session) -> None:
    lead = handed_off(session, make_agreement(session), "2026-10-02 17:30")
    assert lead.due_at == at("2026-10-05 09:30")


def test_a_lead_s_first_alert_is_at_the_lowest_rung(session: Session) -> None:
    lead = handed_off(session, make_agreement(session), TEN)
    row = row_of(session, lead)
    assert (lead.next_alert_at, row.next_rung) == (at("2026-10-05 10:30"), 0)


def test_a_breach_is_looked_for_one_microsecond_after_the_promise(session: Session) -> None:
    row = row_of(session, handed_off(session, make_agreement(session), TEN))
    assert row.breach_due_at == at("2026-10-05 11:00:00.000001")


def test_a_lead_without_a_value_is_worth_its_tier(session: Session) -> None:
    agreement = make_agreement(session)
    usual = handed_off(session, agreement)
    special = handed_off(session, agreement, name="Bea", value=Decimal("75.5"))
    assert (usual.value, special.value) == (Decimal(50), Decimal("75.5"))
    assert rolled_up(session, agreement).value == Decimal("125.5")


def test_a_hand_off_counts_on_the_local_date(session: Session) -> None:
    row = row_of(session, handed_off(session, make_agreement(session), "2026-10-06 00:30"))
    assert (row.handed_off_at.date(), row.handed_off_on) == (on("2026-10-05"), on("2026-10-06"))


def test_a_lead_keeps_the_terms_that_held_at_its_hand_off(session: Session) -> None:
    place = make_workspace(session)
    first = make_agreement(session, workspace=place)
    longer = [replace(tier, window=Window.parse("2h")) for tier in company_x().tiers]
    amended = company_x(tiers=tuple(longer))
    make_agreement(session, amended, workspace=place, now=at("2026-10-06 09:00"))
    late = agreements.by_slug(session, place.id, "company-x", at("2026-10-07 09:00"))
    before = handed_off(session, late, TEN)
    after = handed_off(session, late, "2026-10-07 10:00", name="Bea")
    assert (before.terms_id, before.due_at) == (first.terms_id, at("2026-10-05 11:00"))
    assert (after.terms_id, after.due_at) == (late.terms_id, at("2026-10-07 12:00"))


def test_the_same_external_id_is_handed_off_once(session: Session) -> None:
    agreement = make_agreement(session)
    first = handed_off(session, agreement, external_id="CRM-7")
    with pytest.raises(AlreadyHandedOff, match=f"{first.short_id} was handed off to <@U0RITA> at 10:00 on 5 October"):
        handed_off(session, agreement, external_id="CRM-7", name="Another")


def test_the_same_row_of_a_file_is_handed_off_once(session: Session) -> None:
    agreement = make_agreement(session)
    facts.hand_off(session, agreement, NewLead("Ada"), at=at(TEN), by=None, dedup_key="file:1")
    with pytest.raises(AlreadyHandedOff):
        facts.hand_off(session, agreement, NewLead("Ada"), at=at(TEN), by=None, dedup_key="file:1")


def test_two_leads_of_one_name_are_two_leads(session: Session) -> None:
    agreement = make_agreement(session)
    assert handed_off(session, agreement).id != handed_off(session, agreement).id


def test_a_lead_known_by_its_external_id_alone_is_called_by_it(session: Session) -> None:
    lead = handed_off(session, make_agreement(session), name="", external_id="CRM-7")
    assert lead.name == "CRM-7"


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"name": " \0 "}, "needs a name"),
        ({"tier": "emperor"}, "no tier “emperor”.*ceo, director, manager"),
        ({"external_id": "x" * 201}, "at most 200"),
        ({"value": Decimal("1.23456")}, "at most four decimals"),
        ({"value": Decimal(-1)}, "from 0 up"),
        ({"value": Decimal("NaN")}, "from 0 up"),
        ({"value": Decimal("1e30")}, "from 0 up"),
    ],
)
def test_what_can_t_be_a_lead_is_refused(session: Session, about: dict[str, object], said: str) -> None:
    agreement = make_agreement(session)
    with pytest.raises(BadLead, match=said):
        handed_off(session, agreement, **about)


def test_an_agreement_without_a_hand_off_takes_no_leads(session: Session) -> None:
    agreement = make_agreement(session, company_x(goals=(), hand_offs=()))
    with pytest.raises(NoHandOff):
        handed_off(session, agreement, tier=None)


def test_hostile_names_are_kept_as_far_as_a_database_can(session: Session) -> None:
    lead = handed_off(session, make_agreement(session), name="<!channel>\0\ud800 *x*" + "y" * 10_000)
    assert lead.name.startswith("<!channel>? *x*yyy")


def test_a_lead_without_a_rep_goes_to_the_member_with_the_fewest_open_leads(session: Session) -> None:
    agreement = make_agreement(session)
    for rep in ("U0RITA", "U0ROSA"):
        handed_off(session, agreement, rep=rep)
    assert handed_off(session, agreement, rep=None).rep == "U0REMO"


def test_of_equals_the_member_who_has_waited_longest_gets_the_lead(session: Session) -> None:
    agreement = make_agreement(session)
    for rep, minute in (("U0RITA", "02"), ("U0REMO", "01"), ("U0ROSA", "03")):
        handed_off(session, agreement, f"2026-10-05 10:{minute}", rep=rep)
    assert handed_off(session, agreement, "2026-10-05 11:00", rep=None).rep == "U0REMO"


def test_a_returned_lead_no_longer_weighs_on_its_rep_but_was_their_last(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement, rep="U0RITA")
    facts.give_back(session, lead, reason="no budget", by="U0RITA", at=at("2026-10-05 10:05"))
    handed_off(session, agreement, rep="U0REMO")
    assert handed_off(session, agreement, rep=None).rep == "U0ROSA"


def test_a_party_without_members_has_its_contact_for_a_rep(session: Session) -> None:
    marketing, sales = company_x().parties
    agreement = make_agreement(session, company_x(parties=(marketing, replace(sales, members=()))))
    assert handed_off(session, agreement, rep=None).rep == "U0AMY"


def test_nobody_is_chosen_in_closed_hours_when_hours_matter(session: Session) -> None:
    agreement = make_agreement(session)
    evening = at("2026-10-05 20:00")
    chosen = facts.choose_rep(session, agreement.workspace_id, agreement.terms, evening, in_hours=True)
    assert chosen is None


def test_the_rep_who_has_the_lead_is_not_chosen_again(session: Session) -> None:
    marketing, sales = company_x().parties
    alone = company_x(parties=(marketing, replace(sales, members=sales.members[:1])))
    agreement = make_agreement(session, alone)
    asked = session, agreement.workspace_id, agreement.terms, at(TEN), "U0RITA"
    assert facts.choose_rep(*asked) == "U0AMY"
    assert facts.choose_rep(*asked, in_hours=True) is None
