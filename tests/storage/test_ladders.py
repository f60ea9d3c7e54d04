"""The ladder of a lead, climbed as its levels fall due."""

from sqlalchemy.orm import Session

from storage import facts, leads
from tests.makers import make_agreement
from tests.moments import at
from tests.storage.lead_steps import called, handed_off, row_of


def test_a_climb_takes_every_rung_that_is_due_and_moves_on(session: Session) -> None:
    climbed = facts.climb(session, handed_off(session, make_agreement(session)), at("2026-10-05 10:50"))
    assert [(alert.rung, alert.alert_at) for alert in climbed.due] == [
        (0, at("2026-10-05 10:30")),
        (1, at("2026-10-05 10:48")),
    ]
    assert climbed.lead.next_alert_at == at("2026-10-05 11:00")


def test_a_second_climb_at_the_same_instant_finds_nothing(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.climb(session, lead, at("2026-10-05 10:50"))
    assert facts.climb(session, lead, at("2026-10-05 10:50")).due == ()


def test_past_the_last_rung_no_alert_is_to_come(session: Session) -> None:
    climbed = facts.climb(session, handed_off(session, make_agreement(session)), at("2026-10-05 18:00"))
    assert (len(climbed.due), climbed.lead.next_alert_at) == (5, None)


def test_an_alert_at_the_close_speaks_at_the_next_opening(session: Session) -> None:
    lead = handed_off(session, make_agreement(session), "2026-10-05 17:00")
    facts.climb(session, lead, at("2026-10-05 17:59"))
    waiting = row_of(session, lead)
    assert (waiting.due_at, waiting.next_alert_at) == (at("2026-10-05 18:00"), at("2026-10-06 09:00"))
    (alert,) = facts.climb(session, lead, at("2026-10-06 09:00")).due
    assert alert.alert_at == at("2026-10-05 18:00")


def test_a_snoozed_alert_waits_and_takes_the_rungs_that_fell_due_meanwhile(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.snooze(session, lead, at("2026-10-05 10:55"), at("2026-10-05 10:10"))
    assert facts.climb(session, lead, at("2026-10-05 10:54")).due == ()
    assert [alert.rung for alert in facts.climb(session, lead, at("2026-10-05 10:55")).due] == [0, 1]


def test_leads_with_an_alert_due_come_longest_due_first(session: Session) -> None:
    agreement = make_agreement(session)
    late = handed_off(session, agreement, "2026-10-05 10:10", name="Bea")
    early = handed_off(session, agreement, "2026-10-05 10:00")
    handed_off(session, agreement, "2026-10-05 10:30", name="Cleo")
    found = leads.alerts_due(session, agreement.workspace_id, at("2026-10-05 10:40"), 10)
    assert [lead.id for lead in found] == [early.id, late.id]


def test_no_alert_is_due_for_a_lead_that_was_followed_up(session: Session) -> None:
    agreement = make_agreement(session)
    called(session, handed_off(session, agreement), "2026-10-05 10:10")
    assert leads.alerts_due(session, agreement.workspace_id, at("2026-10-07 10:00"), 10) == []


def test_no_more_alerts_are_found_than_asked_for(session: Session) -> None:
    agreement = make_agreement(session)
    for name in ("Ada", "Bea", "Cleo"):
        handed_off(session, agreement, name=name)
    assert len(leads.alerts_due(session, agreement.workspace_id, at("2026-10-05 12:00"), 2)) == 2


def test_an_alert_before_a_fact_on_record_of_later_is_still_due_and_none_after_it(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    called(session, lead, "2026-10-05 10:55")
    first = facts.climb(session, lead, at("2026-10-05 10:50"))
    assert (len(first.due), first.lead.next_alert_at) == (2, None)


def test_nothing_is_due_once_the_lead_is_settled(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    called(session, lead, "2026-10-05 10:45")
    climbed = facts.climb(session, lead, at("2026-10-05 10:50"))
    assert (climbed.due, climbed.lead.next_alert_at) == ((), None)
