"""Breaches: found when they come, recorded once, against the rep who held the lead."""

from sqlalchemy.orm import Session

from storage import facts, leads
from storage.first_due import first_due
from tests.makers import make_agreement
from tests.moments import at
from tests.storage.lead_steps import called, handed_off, rolled_up

DUE, AFTER = at("2026-10-05 11:00"), at("2026-10-05 11:00:00.000001")
DAY = at("2026-10-05 00:00"), at("2026-10-06 00:00")


def test_a_window_has_not_passed_at_its_due_instant(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    assert leads.breaches_due(session, agreement.workspace_id, DUE, 10) == []
    assert [each.id for each in leads.breaches_due(session, agreement.workspace_id, AFTER, 10)] == [lead.id]


def test_a_breach_is_recorded_once_as_of_the_due_instant(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    marked = facts.mark_breached(session, lead.id, AFTER)
    assert marked is not None and marked.breached_at == DUE
    assert facts.mark_breached(session, lead.id, AFTER) is None
    assert leads.breaches_due(session, agreement.workspace_id, AFTER, 10) == []


def test_a_breach_counts_in_the_roll_up(session: Session) -> None:
    agreement = make_agreement(session)
    facts.mark_breached(session, handed_off(session, agreement).id, AFTER)
    sums = rolled_up(session, agreement)
    assert (sums.breached, sums.overdue) == (1, 1)


def test_a_lead_that_is_gone_has_no_breach(session: Session) -> None:
    make_agreement(session)
    assert facts.mark_breached(session, 4711, AFTER) is None


def test_a_breach_counts_against_the_rep_who_held_the_lead_when_its_window_passed(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement, rep="U0RITA")
    facts.pass_on(session, lead, to="U0REMO", by="U0RITA", now=at("2026-10-05 10:30"))
    facts.pass_on(session, lead, to="U0ROSA", by="U0REMO", now=at("2026-10-05 11:30"))
    facts.mark_breached(session, lead.id, at("2026-10-05 12:00"))
    assert [(each.lead_id, each.rep) for each in leads.breaches_of(session, agreement.id, *DAY)] == [
        (lead.id, "U0REMO")
    ]


def test_breaches_are_those_of_the_time_asked_about(session: Session) -> None:
    agreement = make_agreement(session)
    for when in ("2026-10-05 10:00", "2026-10-06 10:00"):
        facts.mark_breached(session, handed_off(session, agreement, when).id, at("2026-10-07 10:00"))
    found = leads.breaches_of(session, agreement.id, *DAY)
    assert [each.at for each in found] == [DUE]


def test_an_attempt_after_the_window_leaves_the_breach_to_be_recorded(session: Session) -> None:
    agreement = make_agreement(session)
    called(session, handed_off(session, agreement), "2026-10-05 12:00")
    (due,) = leads.breaches_due(session, agreement.workspace_id, at("2026-10-05 12:01"), 10)
    facts.mark_breached(session, due.id, at("2026-10-05 12:01"))
    sums = rolled_up(session, agreement)
    assert (sums.breached, sums.overdue, sums.followed_up) == (1, 0, 1)


def test_the_first_alert_and_breach_to_come_say_when_to_look(session: Session) -> None:
    agreement = make_agreement(session)
    first = first_due(session, agreement.workspace_id)
    assert (first["next_alert_at"], first["breach_due_at"]) == (None, None)
    handed_off(session, agreement)
    first = first_due(session, agreement.workspace_id)
    assert (first["next_alert_at"], first["breach_due_at"]) == (at("2026-10-05 10:30"), AFTER)
