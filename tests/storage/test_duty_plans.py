"""Duties are made ahead by the terms that hold at their due instant; amendments move what is to come."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Duty, Terms
from sla.duty import Occurrence
from storage import agreements, duties, duty_facts, duty_plans
from tests.makers import AMY, CHANNEL, JOSH, RITA, company_x, make_agreement
from tests.moments import at

REPORT = company_x().duties[0]
THURSDAY = replace(REPORT, on="thursday")
SINCE, UNTIL = "2026-10-01 00:00", "2026-11-01 00:00"


@pytest.fixture
def agreement(session: Session) -> Agreement:
    return make_agreement(session)


def plan(session: Session, agreement: Agreement, since: str = SINCE, now: str = SINCE, until: str = UNTIL) -> int:
    return duty_plans.plan(session, agreement.workspace_id, agreement.id, since=at(since), until=at(until), now=at(now))


def amend(session: Session, agreement: Agreement, when: str, *owed: Duty, **changes: object) -> Terms:
    terms = company_x(duties=owed, **changes)
    place = agreement.workspace_id
    agreements.save_new(session, place, terms, source="tests", channel=CHANNEL, now=at(when), by=None, vouched=True)
    return terms


def due(session: Session, agreement: Agreement) -> list[str]:
    zone = agreement.terms.hours.zone
    return [f"{duty.due_at.astimezone(zone):%m-%d %H:%M}" for duty in duties.all_of(session, agreement.id)]


def first(session: Session, agreement: Agreement) -> Occurrence:
    return duties.all_of(session, agreement.id)[0]


def test_a_month_of_fridays_is_made_ahead_once(session: Session, agreement: Agreement) -> None:
    assert plan(session, agreement) == 5
    assert plan(session, agreement) == 0
    assert due(session, agreement) == [f"10-{day} 17:00" for day in ("02", "09", "16", "23", "30")]


def test_a_duty_bears_the_names_that_its_terms_give_it(session: Session, agreement: Agreement) -> None:
    plan(session, agreement)
    duty = first(session, agreement)
    assert (duty.what, duty.giver, duty.receiver, duty.owner, duty.cycle) == (
        "Pipeline status report",
        "sales",
        "marketing",
        AMY.key,
        "2026-W40",
    )


def test_an_amendment_moves_what_is_to_come_and_leaves_what_was_due(session: Session, agreement: Agreement) -> None:
    plan(session, agreement)
    amend(session, agreement, "2026-10-12 12:00", THURSDAY)
    assert plan(session, agreement, since="2026-10-12 12:00", now="2026-10-12 12:00") == 3
    assert due(session, agreement) == ["10-02 17:00", "10-09 17:00", "10-15 17:00", "10-22 17:00", "10-29 17:00"]


def test_a_duty_that_is_not_owed_any_more_is_dropped(session: Session, agreement: Agreement) -> None:
    plan(session, agreement)
    amend(session, agreement, "2026-10-12 12:00")
    assert plan(session, agreement, since="2026-10-12 12:00", now="2026-10-12 12:00") == 3
    assert due(session, agreement) == ["10-02 17:00", "10-09 17:00"]


def test_a_duty_that_comes_back_is_owed_again(session: Session, agreement: Agreement) -> None:
    plan(session, agreement)
    amend(session, agreement, "2026-10-12 12:00")
    plan(session, agreement, since="2026-10-12 12:00", now="2026-10-12 12:00")
    amend(session, agreement, "2026-10-13 12:00", REPORT)
    assert plan(session, agreement, since="2026-10-13 12:00", now="2026-10-13 12:00") == 3
    assert len(due(session, agreement)) == 5


def test_what_was_done_ahead_stays_done_under_new_terms(session: Session, agreement: Agreement) -> None:
    plan(session, agreement)
    duty = duties.all_of(session, agreement.id)[2]
    duty_facts.do(session, agreement, duty, by=AMY.key, now=at("2026-10-12 10:00"))
    amend(session, agreement, "2026-10-12 12:00", THURSDAY)
    assert plan(session, agreement, since="2026-10-12 12:00", now="2026-10-12 12:00") == 2
    assert due(session, agreement)[2] == "10-16 17:00"


def test_a_report_that_was_due_on_monday_is_not_owed_again_on_friday(session: Session, agreement: Agreement) -> None:
    amend(session, agreement, "2026-10-01 00:00", replace(REPORT, on="monday"))
    plan(session, agreement)
    amend(session, agreement, "2026-10-13 12:00", REPORT)
    plan(session, agreement, since="2026-10-13 12:00", now="2026-10-13 12:00")
    assert due(session, agreement) == ["10-05 17:00", "10-12 17:00", "10-23 17:00", "10-30 17:00"]


def test_later_terms_decide_from_their_start_on_alone(session: Session, agreement: Agreement) -> None:
    amend(session, agreement, "2026-10-05 12:00", THURSDAY, starts=at("2026-10-19 12:00").date())
    plan(session, agreement, now="2026-10-05 12:00")
    assert due(session, agreement) == ["10-02 17:00", "10-09 17:00", "10-16 17:00", "10-22 17:00", "10-29 17:00"]


def test_an_owner_changes_with_the_terms(session: Session, agreement: Agreement) -> None:
    plan(session, agreement)
    amend(session, agreement, "2026-10-12 12:00", replace(REPORT, owner=RITA))
    plan(session, agreement, since="2026-10-12 12:00", now="2026-10-12 12:00")
    owners = [duty.owner for duty in duties.all_of(session, agreement.id)]
    assert owners == [AMY.key, AMY.key, RITA.key, RITA.key, RITA.key]


def test_terms_that_were_signed_late_owe_nothing_from_before(session: Session) -> None:
    signed = make_agreement(session, vouched=False)
    for party, user in (("marketing", JOSH), ("sales", AMY)):
        agreements.sign(session, signed.workspace_id, signed.terms_id, party, user.key, at("2026-10-14 12:00"))
    plan(session, signed, now="2026-10-14 12:00")
    assert due(session, signed) == ["10-16 17:00", "10-23 17:00", "10-30 17:00"]


def test_terms_that_are_vouched_for_late_owe_nothing_from_before_either(session: Session) -> None:
    late = make_agreement(session, now=at("2026-10-14 12:00"))
    plan(session, late, now="2026-10-14 12:00")
    assert due(session, late)[0] == "10-16 17:00"


def test_whoever_lives_through_the_past_afresh_owes_from_the_start_of_the_terms(session: Session) -> None:
    late = make_agreement(session, now=at("2026-11-24 12:00"))
    plan(session, late, now="2026-10-01 00:00")
    assert due(session, late)[0] == "10-02 17:00"


def test_an_earlier_deadline_on_the_same_day_moves_the_duty(session: Session, agreement: Agreement) -> None:
    plan(session, agreement)
    amend(session, agreement, "2026-10-30 09:00", replace(REPORT, by=time(12)))
    plan(session, agreement, since="2026-10-30 09:00", now="2026-10-30 09:00")
    assert due(session, agreement)[-1] == "10-30 12:00"
