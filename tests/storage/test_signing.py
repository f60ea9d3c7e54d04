"""How terms come into force: proposals, signatures, vouching, and who loses when two act at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from sla.agreement import Party, Person, Status, Terms
from sla.errors import AlreadyDone, NoAgreement, NotAllowed, SlaError, StaleTerms, UnknownParty
from storage import agreements, audit
from storage.agreements import Signing, TermsVersion
from storage.engine import Sessions
from storage.workspaces import Workspace
from tests.makers import CHANNEL, STARTED, company_x, make_workspace
from tests.moments import at

NOON = at("2026-10-05 12:00")
LATER = at("2026-10-06 09:00")


def proposed(session: Session, terms: Terms | None = None, vouched: bool = False) -> tuple[Workspace, TermsVersion]:
    place = make_workspace(session)
    return place, saved(session, place, terms or company_x(), vouched=vouched)


def saved(
    session: Session, place: Workspace, terms: Terms, now: datetime = NOON, *, vouched: bool = False
) -> TermsVersion:
    return agreements.save_new(
        session, place.id, terms, source="file", channel=CHANNEL, now=now, by="U0OPS", vouched=vouched
    )


def raised(target: int, **changes: object) -> Terms:
    goal = replace(company_x().goals[0], target=Decimal(target), calculate=None)
    return company_x(goals=(goal, *company_x().goals[1:]), **changes)


def test_new_terms_are_a_proposal(session: Session) -> None:
    place, first = proposed(session)
    found = agreements.by_slug(session, place.id, "company-x", NOON)
    assert (found.status, found.terms_number, first.in_force_at) == (Status.PROPOSED, 1, None)


def test_the_first_signature_leaves_the_other_party_missing(session: Session) -> None:
    place, first = proposed(session)
    signing = agreements.sign(session, place.id, first.id, "marketing", "U0JOSH", NOON)
    assert signing == Signing(("marketing",), ("sales",), in_force=False)


def test_the_last_signature_brings_terms_into_force(session: Session) -> None:
    place, first = proposed(session)
    agreements.sign(session, place.id, first.id, "sales", "U0AMY", NOON)
    signing = agreements.sign(session, place.id, first.id, "marketing", "U0JOSH", LATER)
    assert signing == Signing(("marketing", "sales"), (), in_force=True)
    assert agreements.by_slug(session, place.id, "company-x", LATER).status is Status.IN_FORCE


def test_first_terms_hold_from_their_start_be_it_past(session: Session) -> None:
    place, first = proposed(session, vouched=True)
    assert agreements.version(session, place.id, first.id).starts_at == at("2026-10-01 00:00")


def test_a_second_signature_for_a_party_is_told_who_signed_and_when(session: Session) -> None:
    place, first = proposed(session)
    agreements.sign(session, place.id, first.id, "sales", "U0AMY", NOON)
    with pytest.raises(AlreadyDone, match="<@U0AMY> signed for sales on 2026-10-05 at 12:00"):
        agreements.sign(session, place.id, first.id, "sales", "U0AMY", LATER)


@pytest.mark.parametrize("user", ["U0RITA", "U0JOSH", "U0STRANGER"])
def test_only_its_contact_signs_for_a_party(session: Session, user: str) -> None:
    place, first = proposed(session)
    with pytest.raises(NotAllowed, match="Only the contact of sales can sign for sales"):
        agreements.sign(session, place.id, first.id, "sales", user, NOON)


def test_another_contact_signs_for_one_outside_slack(session: Session) -> None:
    marketing, _ = company_x().parties
    customer = Party("customer", Person("The office manager"))
    place, first = proposed(session, company_x(parties=(marketing, customer)))
    agreements.sign(session, place.id, first.id, "customer", "U0JOSH", NOON)
    assert agreements.sign(session, place.id, first.id, "marketing", "U0JOSH", NOON).in_force


def test_a_party_that_is_none_cannot_be_signed_for(session: Session) -> None:
    place, first = proposed(session)
    with pytest.raises(UnknownParty):
        agreements.sign(session, place.id, first.id, "service", "U0AMY", NOON)


def test_terms_of_another_workspace_cannot_be_signed(session: Session) -> None:
    _, first = proposed(session)
    other = make_workspace(session, "T0OTHER")
    with pytest.raises(NoAgreement):
        agreements.sign(session, other.id, first.id, "sales", "U0AMY", NOON)


def test_vouched_terms_are_in_force_at_once_and_on_record_as_vouched_for(session: Session) -> None:
    place, first = proposed(session, vouched=True)
    assert (first.in_force_at, first.vouched) == (NOON, True)
    newest = audit.entries(session, place.id)[-1]
    assert (newest.act, newest.actor) == ("terms_in_force", "U0OPS")
    assert newest.reason == "The operator vouched that every party agreed."


def test_terms_in_force_cannot_be_signed_again(session: Session) -> None:
    place, first = proposed(session, vouched=True)
    with pytest.raises(AlreadyDone, match="in force already"):
        agreements.sign(session, place.id, first.id, "sales", "U0AMY", LATER)


def test_a_proposal_can_be_vouched_for_later(session: Session) -> None:
    place, first = proposed(session)
    assert agreements.vouch(session, place.id, first.id, None, LATER).in_force_at == LATER
    with pytest.raises(AlreadyDone):
        agreements.vouch(session, place.id, first.id, None, LATER)


def test_a_newer_proposal_supersedes_the_open_one(session: Session) -> None:
    place, first = proposed(session)
    second = saved(session, place, raised(120), LATER)
    with pytest.raises(StaleTerms):
        agreements.sign(session, place.id, first.id, "sales", "U0AMY", LATER)
    with pytest.raises(StaleTerms):
        agreements.vouch(session, place.id, first.id, None, LATER)
    waiting = agreements.proposed(session, first.agreement_id)
    assert waiting and (waiting.id, waiting.number) == (second.id, 2)


def test_terms_in_force_stay_while_an_amendment_waits(session: Session) -> None:
    place, first = proposed(session, vouched=True)
    saved(session, place, raised(120), LATER)
    found = agreements.by_slug(session, place.id, "company-x", LATER)
    assert (found.terms_id, found.terms.goals[0].target) == (first.id, 100)


def test_an_amendment_holds_from_the_instant_it_comes_into_force(session: Session) -> None:
    place, first = proposed(session, vouched=True)
    saved(session, place, raised(120), LATER, vouched=True)
    targets = [agreements.terms_at(session, first.agreement_id, when)[1].goals[0].target for when in (NOON, LATER)]
    assert targets == [100, 120]


def test_an_amendment_with_a_later_start_holds_from_there(session: Session) -> None:
    place, first = proposed(session, vouched=True)
    saved(session, place, raised(120, starts=date(2026, 11, 1)), LATER, vouched=True)
    moments = at("2026-10-31 23:59"), at("2026-11-01 00:00")
    targets = [agreements.terms_at(session, first.agreement_id, when)[1].goals[0].target for when in moments]
    assert targets == [100, 120]


def test_an_amendment_takes_the_place_of_an_earlier_one_that_has_not_begun(session: Session) -> None:
    place, first = proposed(session, vouched=True)
    saved(session, place, raised(120, starts=date(2026, 12, 1)), NOON, vouched=True)
    saved(session, place, raised(130), LATER, vouched=True)
    assert agreements.terms_at(session, first.agreement_id, at("2026-12-02 09:00"))[1].goals[0].target == 130


def test_before_the_first_terms_the_first_hold(session: Session) -> None:
    _, first = proposed(session, vouched=True)
    assert agreements.terms_at(session, first.agreement_id, at("2020-01-01 09:00"))[0] == first.id


def test_an_amended_first_proposal_still_holds_from_its_start(session: Session) -> None:
    place, first = proposed(session)
    second = saved(session, place, raised(120), LATER, vouched=True)
    assert (second.number, second.starts_at) == (2, at("2026-10-01 00:00"))
    assert agreements.terms_at(session, first.agreement_id, NOON)[0] == second.id


def test_an_amendment_moves_the_agreement_to_its_channel_only_once_in_force(session: Session) -> None:
    place, _ = proposed(session, vouched=True)
    moved = agreements.save_new(
        session, place.id, raised(120), source="", channel="C0NEW", now=LATER, by=None, vouched=False
    )
    assert not agreements.in_channel(session, place.id, "C0NEW", LATER)
    agreements.vouch(session, place.id, moved.id, None, LATER)
    assert agreements.in_channel(session, place.id, "C0NEW", LATER)


def test_every_step_is_on_record_in_order(session: Session) -> None:
    place, first = proposed(session)
    agreements.sign(session, place.id, first.id, "sales", "U0AMY", NOON)
    agreements.sign(session, place.id, first.id, "marketing", "U0JOSH", NOON)
    acts = [(entry.act, entry.actor, entry.after) for entry in audit.entries(session, place.id, first.agreement_id)]
    assert [act for act, _, _ in acts] == ["terms_proposed", "signed", "signed", "terms_in_force"]
    assert acts[1] == ("signed", "U0AMY", "sales") and audit.verify(session, place.id) is None


def signed_by(sessions: Sessions, place: Workspace, terms_id: int, party: str, user: str) -> Signing | str:
    try:
        with sessions.write() as session:
            return agreements.sign(session, place.id, terms_id, party, user, NOON)
    except SlaError as refusal:
        return type(refusal).__name__


def at_once(sessions: Sessions, *signatures: tuple[str, str]) -> list[Signing | str]:
    with sessions.write() as session:
        place, first = proposed(session)
    with ThreadPoolExecutor(len(signatures)) as pool:
        signing = [pool.submit(signed_by, sessions, place, first.id, *signature) for signature in signatures]
        return [each.result() for each in signing]


def test_of_two_signatures_for_one_party_at_once_the_second_loses(sessions: Sessions) -> None:
    outcomes = at_once(sessions, ("sales", "U0AMY"), ("sales", "U0AMY"))
    assert sorted(type(each).__name__ for each in outcomes) == ["Signing", "str"] and "AlreadyDone" in outcomes


def test_of_both_parties_signing_at_once_one_brings_the_terms_into_force(sessions: Sessions) -> None:
    outcomes = at_once(sessions, ("sales", "U0AMY"), ("marketing", "U0JOSH"))
    assert sorted(each.in_force for each in outcomes if isinstance(each, Signing)) == [False, True]


def test_of_two_who_create_an_agreement_at_once_both_are_versions_of_the_same(sessions: Sessions) -> None:
    with sessions.write() as session:
        place = make_workspace(session, now=STARTED)

    def save(target: int) -> TermsVersion:
        with sessions.write() as session:
            return saved(session, place, raised(target))

    with ThreadPoolExecutor(2) as pool:
        versions = list(pool.map(save, (110, 120)))
    assert sorted(version.number for version in versions) == [1, 2]
    assert len({version.agreement_id for version in versions}) == 1
