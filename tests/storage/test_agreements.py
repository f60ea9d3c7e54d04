"""Agreements found by slug, channel and id, each in its own workspace."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from sla.errors import NoAgreement
from storage import agreements
from tests.makers import CHANNEL, STARTED, company_x, make_agreement, make_workspace


def test_an_agreement_is_found_by_its_slug_in_any_case(session: Session) -> None:
    made = make_agreement(session)
    assert agreements.by_slug(session, made.workspace_id, " Company-X ", STARTED) == made


def test_an_unknown_slug_is_named_in_the_refusal(session: Session) -> None:
    place = make_workspace(session)
    with pytest.raises(NoAgreement, match="no agreement called “nobody”"):
        agreements.by_slug(session, place.id, "nobody", STARTED)


def test_a_channel_may_hold_several_agreements(session: Session) -> None:
    place = make_workspace(session)
    for slug in ("retention", "company-x"):
        make_agreement(session, company_x(slug=slug), workspace=place)
    found = agreements.in_channel(session, place.id, CHANNEL, STARTED)
    assert [agreement.slug for agreement in found] == ["company-x", "retention"]


def test_a_channel_without_an_agreement_holds_none(session: Session) -> None:
    made = make_agreement(session)
    assert agreements.in_channel(session, made.workspace_id, "C0OTHER", STARTED) == []


def test_an_agreement_of_another_workspace_is_not_found(session: Session) -> None:
    made = make_agreement(session)
    other = make_workspace(session, "T0OTHER")
    assert agreements.in_channel(session, other.id, CHANNEL, STARTED) == []
    assert agreements.all_of(session, other.id, STARTED) == []
    assert agreements.known(session, other.id, made.slug) is None
    with pytest.raises(NoAgreement):
        agreements.of_id(session, other.id, made.id, STARTED)
    with pytest.raises(NoAgreement):
        agreements.version(session, other.id, made.terms_id)


def test_two_workspaces_may_use_the_same_slug(session: Session) -> None:
    first = make_agreement(session)
    second = make_agreement(session, workspace=make_workspace(session, "T0OTHER"))
    assert (first.slug, first.id != second.id) == (second.slug, True)


def test_terms_come_back_as_they_were_saved(session: Session) -> None:
    made = make_agreement(session)
    assert agreements.terms(session, made.terms_id) == company_x()


def test_the_same_document_gives_the_same_clock(session: Session) -> None:
    made = make_agreement(session)
    again = agreements.of_id(session, made.workspace_id, made.id, STARTED)
    assert again.terms.hours is made.terms.hours


def test_the_newest_version_may_be_a_proposal(session: Session) -> None:
    made = make_agreement(session)
    place = make_workspace(session)
    make_agreement(session, replace(company_x(), title="Better"), workspace=place, vouched=False)
    newest = agreements.newest(session, made.id)
    assert (newest.number, newest.terms.title, newest.in_force_at) == (2, "Better", None)
