"""Applying agreement files: what would change, then the change, and nothing for the same file again."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from intake import agreements as intake
from intake.agreement_files import AgreementFile, read
from intake.agreements import Applied
from sla.agreement import Status
from storage import agreements
from storage.engine import Sessions
from tests.makers import make_people, make_workspace
from tests.moments import at

TEXT = Path("docs/examples/company-x.yaml").read_text()
NOON = at("2026-10-05 12:00")
NEXT_YEAR = at("2027-02-01 09:00")


def file(text: str = TEXT, today: date = date(2026, 10, 5), channel: str = "C0SMARKETING") -> AgreementFile:
    return read(text, people=lambda name: f"U0{name[1:].upper()}", channels=lambda name: channel, today=today)


def applied(session: Session, text: str = TEXT, now: datetime = NOON, *, vouched: bool = False) -> Applied:
    place = make_workspace(session)
    return intake.carry_out(session, place.id, file(text, now.date()), at=now, by="U0OPS", vouched=vouched)


@pytest.fixture
def session(sessions: Sessions) -> Session:
    """A writing transaction with Company X's people."""
    with sessions.write() as session:
        make_people(session, make_workspace(session))
        yield session


def test_a_new_agreement_is_planned_as_new(session: Session) -> None:
    planned = intake.plan(session, make_workspace(session).id, file(), NOON)
    assert (planned.is_new, planned.changes, planned.starts_at) == (True, (), at("2026-10-01 00:00"))


def test_a_plan_changes_nothing(session: Session) -> None:
    place = make_workspace(session)
    intake.plan(session, place.id, file(), NOON)
    assert agreements.all_of(session, place.id, NOON) == []


def test_a_new_file_becomes_a_proposal(session: Session) -> None:
    done = applied(session)
    assert (done.is_saved, done.came_into_force, done.version.number) == (True, False, 1)
    assert done.version.source == TEXT and done.version.channel == "C0SMARKETING"


def test_a_signed_file_is_in_force_at_once(session: Session) -> None:
    done = applied(session, vouched=True)
    found = agreements.by_slug(session, make_workspace(session).id, "company-x", NOON)
    assert (done.came_into_force, found.status, found.terms) == (True, Status.IN_FORCE, file().terms)


@pytest.mark.parametrize("vouched", [True, False])
def test_the_same_file_again_changes_nothing(session: Session, vouched: bool) -> None:
    first = applied(session, vouched=vouched)
    again = applied(session, vouched=vouched)
    assert (again.is_saved, again.came_into_force, again.version) == (False, False, first.version)


def test_the_same_file_in_another_year_changes_nothing(session: Session) -> None:
    first = applied(session, vouched=True)
    again = applied(session, now=NEXT_YEAR)
    assert again.plan.is_empty and again.version.id == first.version.id


def test_a_comment_more_changes_nothing(session: Session) -> None:
    applied(session)
    assert not applied(session, "# once more\n" + TEXT).is_saved


def test_a_change_is_shown_first(session: Session) -> None:
    applied(session, vouched=True)
    changed = file(TEXT.replace("metric: customers, target: 50", "metric: customers, target: 60"))
    planned = intake.plan(session, make_workspace(session).id, changed, NOON)
    assert planned.changes == ("goal sales customers: 50 -> 60",) and planned.starts_at == NOON


def test_a_change_in_another_year_is_shown_without_the_years_more_of_holidays(session: Session) -> None:
    applied(session, vouched=True)
    changed = file(TEXT.replace("metric: depth, target: 6", "metric: depth, target: 7"), NEXT_YEAR.date())
    planned = intake.plan(session, make_workspace(session).id, changed, NEXT_YEAR)
    assert planned.changes == ("goal sales depth: 6 -> 7",)


def test_a_change_of_holidays_is_shown(session: Session) -> None:
    applied(session, vouched=True)
    planned = intake.plan(session, make_workspace(session).id, file(TEXT.replace("holidays: IT", "holidays: BR")), NOON)
    assert planned.changes[0] == "holidays: IT -> BR" and planned.changes[-1].startswith("closed: ")


def test_a_change_makes_new_terms_and_leaves_the_old_ones(session: Session) -> None:
    first = applied(session, vouched=True)
    second = applied(session, TEXT.replace("target: 50}", "target: 60}"), vouched=True)
    assert (second.version.number, second.version.agreement_id) == (2, first.version.agreement_id)
    assert agreements.terms(session, first.version.id) == file().terms


def test_a_proposal_applied_again_as_signed_comes_into_force(session: Session) -> None:
    first = applied(session)
    again = applied(session, vouched=True)
    assert (again.is_saved, again.came_into_force, again.version.id) == (False, True, first.version.id)
    assert again.version.in_force_at == NOON and again.version.vouched


def test_a_plan_says_which_proposal_still_waits(session: Session) -> None:
    first = applied(session)
    planned = intake.plan(session, make_workspace(session).id, file(), NOON)
    assert planned.waiting == first.version and planned.is_empty


def test_another_channel_of_the_same_name_is_a_change(session: Session) -> None:
    applied(session, vouched=True)
    planned = intake.plan(session, make_workspace(session).id, file(channel="C0NEW"), NOON)
    assert planned.changes == ("channel: another one called #smarketing",)


def test_agreements_of_two_files_live_side_by_side(session: Session) -> None:
    applied(session, vouched=True)
    applied(session, Path("docs/examples/retention.yaml").read_text(), vouched=True)
    found = agreements.in_channel(session, make_workspace(session).id, "C0SMARKETING", NOON)
    assert [agreement.slug for agreement in found] == ["company-x", "retention"]
