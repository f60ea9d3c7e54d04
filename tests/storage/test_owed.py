"""Who is told what: the rep, else the contact, else the admin, and on record where nobody can be."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Person, Rung
from sla.lead import Lead, NewLead
from storage import hand_offs, notices, owed, people, workspaces
from storage.outbox_rows import ObligationRow, OutboxRow
from storage.people import DirectoryEntry
from tests.makers import AMY, CHANNEL, JOSH, REMO, RITA, company_x, make_agreement, make_people, make_workspace
from tests.storage.outbox_makers import NINE

ADA = "U0ADA"
OVERDUE = Rung(Decimal(1), "rep")


def company(session: Session, **changes: object) -> Agreement:
    workspace = make_workspace(session)
    make_people(session, workspace)
    return make_agreement(session, replace(company_x(), **changes), workspace=workspace)  # type: ignore[arg-type]


def lead_of(session: Session, agreement: Agreement, rep: str | None = RITA.key) -> Lead:
    return hand_offs.hand_off(session, agreement, NewLead("Ada", rep=rep), at=NINE, by=None)


def told(session: Session) -> list[tuple[str, str]]:
    found = session.execute(select(OutboxRow.template, OutboxRow.channel).order_by(OutboxRow.id))
    return [(template, channel) for template, channel in found]


def test_a_hand_off_is_told_to_the_rep(session: Session) -> None:
    agreement = company(session)
    owed.hand_off(session, agreement, lead_of(session, agreement), NINE)
    assert told(session) == [("sla_hand_off", RITA.key)]


def test_a_rep_outside_slack_is_told_through_the_contact(session: Session) -> None:
    agreement = company(session)
    owed.hand_off(session, agreement, lead_of(session, agreement, "rita@elsewhere.example"), NINE)
    assert told(session) == [("sla_hand_off", AMY.key)]


def test_a_rep_who_left_is_told_through_the_contact(session: Session) -> None:
    agreement = company(session)
    left = DirectoryEntry(RITA.key, "rita", "Rita", deactivated=True)
    people.remember(session, agreement.workspace_id, [left], NINE)
    owed.hand_off(session, agreement, lead_of(session, agreement), NINE)
    assert told(session) == [("sla_hand_off", AMY.key)]


def test_a_party_without_anybody_in_slack_is_told_through_the_admin(session: Session) -> None:
    agreement = company(session)
    workspaces.set_admin(session, agreement.workspace_id, ADA)
    outside = tuple(replace(party, contact=Person("nobody"), members=()) for party in agreement.terms.parties)
    alone = replace(agreement, terms=replace(agreement.terms, parties=outside))
    owed.hand_off(session, alone, lead_of(session, agreement, "somebody"), NINE)
    assert told(session) == [("sla_hand_off", ADA)]


def test_where_nobody_can_be_told_that_is_on_record(session: Session) -> None:
    agreement = company(session)
    outside = tuple(replace(party, contact=Person("nobody"), members=()) for party in agreement.terms.parties)
    alone = replace(agreement, terms=replace(agreement.terms, parties=outside))
    assert not owed.hand_off(session, alone, lead_of(session, agreement, "somebody"), NINE)
    assert session.scalars(select(ObligationRow.reason)).one() == "Nobody in Slack could be told."


def test_an_alert_below_the_whole_window_is_a_warning(session: Session) -> None:
    agreement = company(session)
    lead = lead_of(session, agreement)
    owed.alert(session, agreement, lead, Rung(Decimal("0.8"), "rep"), alert_at=NINE, now=NINE)
    owed.alert(session, agreement, lead, OVERDUE, alert_at=NINE, now=NINE)
    owed.alert(session, agreement, lead, Rung(Decimal("1.5"), "sales"), alert_at=NINE, now=NINE)
    assert told(session) == [
        ("sla_follow_up_warning", RITA.key),
        ("sla_follow_up_overdue", RITA.key),
        ("sla_follow_up_overdue", AMY.key),
    ]


def test_an_alert_is_said_once_and_not_after_a_day(session: Session) -> None:
    agreement = company(session)
    lead = lead_of(session, agreement)
    assert owed.alert(session, agreement, lead, OVERDUE, alert_at=NINE, now=NINE)
    assert not owed.alert(session, agreement, lead, OVERDUE, alert_at=NINE, now=NINE)
    late = NINE + timedelta(hours=24)
    assert not owed.alert(session, agreement, replace(lead, passes=1), OVERDUE, alert_at=NINE, now=late)


def test_after_a_pass_on_the_ladder_is_said_anew(session: Session) -> None:
    agreement = company(session)
    lead = lead_of(session, agreement)
    owed.alert(session, agreement, lead, OVERDUE, alert_at=NINE, now=NINE)
    passed = replace(lead, passes=1, rep=REMO.key)
    assert owed.alert(session, agreement, passed, OVERDUE, alert_at=NINE, now=NINE)


def test_both_reps_hear_of_a_pass_on(session: Session) -> None:
    agreement = company(session)
    passed = replace(lead_of(session, agreement, REMO.key), passes=1)
    assert owed.reassigned(session, agreement, passed, RITA.key, NINE) == 2
    assert told(session) == [("sla_reassigned", RITA.key), ("sla_reassigned", REMO.key)]


def test_a_returned_lead_is_told_to_the_contact_of_the_giver(session: Session) -> None:
    agreement = company(session)
    owed.returned(session, agreement, lead_of(session, agreement), NINE)
    assert told(session) == [("sla_returned", JOSH.key)]


def test_a_proposal_goes_to_each_contact_once(session: Session) -> None:
    agreement = company(session)
    assert owed.proposal(session, agreement, 1, NINE) == 2
    assert owed.proposal(session, agreement, 1, NINE) == 0
    assert told(session) == [("sla_proposal", JOSH.key), ("sla_proposal", AMY.key)]


def test_the_daily_post_goes_to_the_channel_once_a_day(session: Session) -> None:
    agreement = company(session)
    day, until = NINE.date(), NINE + timedelta(hours=9)
    assert owed.pacing(session, agreement, day, due_at=NINE, expires_at=until, now=NINE)
    assert not owed.pacing(session, agreement, day, due_at=NINE, expires_at=until, now=NINE)
    assert told(session) == [("sla_pacing", CHANNEL)]


def test_a_strike_is_told_in_private_and_named_in_the_channel(session: Session) -> None:
    agreement = company(session)
    owed.strike(session, agreement, 1, accountable=[RITA.key, AMY.key, "outside"], party="sales", now=NINE)
    owed.strike_named(session, agreement, 1, NINE)
    assert told(session) == [("sla_strike", RITA.key), ("sla_strike", AMY.key), ("sla_strike", CHANNEL)]


def test_a_celebration_is_said_once_for_each_goal_and_period(session: Session) -> None:
    agreement = company(session)
    for tier in (None, "ceo", None):
        owed.celebration(session, agreement, period="2026-10", party="marketing", metric="leads", tier=tier, now=NINE)
    assert told(session) == [("sla_celebration", CHANNEL)] * 2


def test_no_person_s_name_is_kept_in_the_outbox(session: Session) -> None:
    agreement = company(session)
    owed.hand_off(session, agreement, lead_of(session, agreement), NINE)
    assert "Ada" not in session.scalars(select(OutboxRow.args)).one()


def test_a_notice_goes_to_the_admin_once(session: Session) -> None:
    agreement = company(session)
    assert not notices.channel_refused(session, agreement.workspace_id, CHANNEL, "is_archived", NINE)
    workspaces.set_admin(session, agreement.workspace_id, ADA)
    assert notices.channel_refused(session, agreement.workspace_id, CHANNEL, "is_archived", NINE)
    assert not notices.channel_refused(session, agreement.workspace_id, CHANNEL, "is_archived", NINE)
    assert told(session) == [("sla_notice", ADA)]
