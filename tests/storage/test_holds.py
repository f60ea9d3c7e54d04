"""Holds move the promise; snoozes move the next alert alone."""

import pytest
from sqlalchemy.orm import Session

from sla.errors import AlreadyDone, BadHold, BadSnooze, HoldTooLong
from sla.lead import Lead, LeadState
from storage import facts, leads
from tests.makers import make_agreement
from tests.moments import at
from tests.storage.lead_steps import TEN, called, handed_off, row_of

QUARTER_PAST = "2026-10-05 10:15"


def held(session: object, lead: Lead, until: str | None, now: str = QUARTER_PAST, by: str = "U0RITA") -> Lead:
    ends = None if until is None else at(until)
    return facts.hold(session, lead, until=ends, reason="on a train", by=by, now=at(now))  # type: ignore[arg-type]


def test_a_hold_moves_promise_and_alerts_on_by_the_open_time_within(session: Session) -> None:
    lead = held(session, handed_off(session, make_agreement(session), TEN), "2026-10-05 15:00")
    assert (lead.due_at, lead.next_alert_at) == (at("2026-10-05 15:45"), at("2026-10-05 15:15"))
    assert (lead.alert_due_at, row_due(lead)) == (lead.due_at, lead.due_at)


def row_due(lead: Lead) -> object:
    return lead.due_at


def test_a_hold_moves_the_instant_at_which_a_breach_is_looked_for(session: Session) -> None:
    lead = held(session, handed_off(session, make_agreement(session)), "2026-10-05 15:00")
    assert facts.mark_breached(session, lead.id, at("2026-10-05 15:45")) is None
    assert facts.mark_breached(session, lead.id, at("2026-10-05 15:45:01")) is not None


def test_a_hold_without_an_end_leaves_no_due_instant(session: Session) -> None:
    lead = held(session, handed_off(session, make_agreement(session)), None)
    row = row_of(session, lead)
    assert (lead.due_at, row.breach_due_at, row.next_alert_at) == (None, None, None)
    assert lead.state_at(at("2027-01-01 10:00")) is LeadState.ON_HOLD


def test_holding_anew_ends_the_hold_that_runs(session: Session) -> None:
    lead = held(session, handed_off(session, make_agreement(session)), None)
    lead = held(session, lead, "2026-10-05 11:15", now="2026-10-05 10:45")
    pauses = leads.pauses(session, lead.id)
    assert lead.due_at == at("2026-10-05 12:00")
    assert [pause.ends for pause in pauses] == [at("2026-10-05 10:45"), at("2026-10-05 11:15")]


def test_a_hold_after_the_breach_leaves_it_standing(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.mark_breached(session, lead.id, at("2026-10-05 11:01"))
    lead = held(session, lead, "2026-10-05 15:00", now="2026-10-05 11:15")
    row = row_of(session, lead)
    assert (lead.due_at, lead.breached_at) == (at("2026-10-05 11:00"), at("2026-10-05 11:00"))
    assert row.breach_due_at is None


def test_a_hold_from_before_the_breach_takes_it_back(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.mark_breached(session, lead.id, at("2026-10-05 11:01"))
    lead = held(session, lead, "2026-10-05 15:00", now="2026-10-05 10:50")
    assert (lead.breached_at, row_of(session, lead).breach_due_at) == (None, at("2026-10-05 15:10:00.000001"))


def test_a_hold_after_the_breach_delays_the_rungs_to_come(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.climb(session, lead, at("2026-10-05 11:00"))
    lead = held(session, lead, "2026-10-05 15:00", now="2026-10-05 11:15")
    assert lead.next_alert_at == at("2026-10-05 15:15")


def test_a_hold_lasts_five_working_days_at_most(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    with pytest.raises(HoldTooLong, match="until 10:15 on 12 October"):
        held(session, lead, "2026-10-12 10:16")
    assert held(session, lead, "2026-10-12 10:15").held_until == at("2026-10-12 10:15")


def test_a_hold_that_has_ended_can_t_be_made(session: Session) -> None:
    with pytest.raises(BadHold):
        held(session, handed_off(session, make_agreement(session)), QUARTER_PAST)


def test_the_same_hold_twice_has_one_effect(session: Session) -> None:
    lead = held(session, handed_off(session, make_agreement(session)), "2026-10-05 15:00")
    with pytest.raises(AlreadyDone, match="<@U0RITA> has put that lead on hold until 15:00 on 5 October"):
        held(session, lead, "2026-10-05 15:00", now="2026-10-05 10:16", by="U0AMY")
    assert len(leads.pauses(session, lead.id)) == 1


def test_a_lead_that_was_followed_up_has_nothing_to_hold(session: Session) -> None:
    lead = called(session, handed_off(session, make_agreement(session)), "2026-10-05 10:05").lead
    with pytest.raises(AlreadyDone, match="<@U0RITA> followed that lead up"):
        held(session, lead, "2026-10-05 15:00")


def test_a_lead_is_on_hold_until_its_hold_ends(session: Session) -> None:
    lead = held(session, handed_off(session, make_agreement(session)), "2026-10-05 15:00")
    assert lead.state_at(at("2026-10-05 14:59")) is LeadState.ON_HOLD
    assert lead.state_at(at("2026-10-05 15:00")) is LeadState.WAITING


def test_a_first_attempt_during_a_hold_took_the_time_before_it(session: Session) -> None:
    lead = held(session, handed_off(session, make_agreement(session)), "2026-10-05 15:00")
    called(session, lead, "2026-10-05 12:00")
    assert row_of(session, lead).speed_us == 15 * 60 * 1_000_000


def test_a_snooze_moves_the_next_alert_and_never_the_promise(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    snoozed = facts.snooze(session, lead, at("2026-10-05 10:40"), at(QUARTER_PAST))
    row = row_of(session, lead)
    assert (snoozed.next_alert_at, row.next_rung) == (at("2026-10-05 10:40"), 0)
    assert (snoozed.due_at, snoozed.alert_due_at) == (lead.due_at, lead.alert_due_at)


def test_a_snooze_brings_no_alert_forward(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    snoozed = facts.snooze(session, lead, at("2026-10-05 10:20"), at(QUARTER_PAST))
    assert snoozed.next_alert_at == at("2026-10-05 10:30")


def test_a_snooze_into_closed_hours_waits_for_the_next_opening(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    snoozed = facts.snooze(session, lead, at("2026-10-05 13:30"), at(QUARTER_PAST))
    assert snoozed.next_alert_at == at("2026-10-05 14:00")


def test_a_snooze_into_the_past_is_refused(session: Session) -> None:
    with pytest.raises(BadSnooze):
        facts.snooze(session, handed_off(session, make_agreement(session)), at(TEN), at(TEN))


def test_nothing_is_left_to_snooze_after_a_first_attempt(session: Session) -> None:
    lead = called(session, handed_off(session, make_agreement(session)), "2026-10-05 10:05").lead
    with pytest.raises(AlreadyDone, match="nothing to snooze"):
        facts.snooze(session, lead, at("2026-10-05 12:00"), at(QUARTER_PAST))


def test_a_snooze_outlives_a_shorter_hold(session: Session) -> None:
    lead = facts.snooze(session, handed_off(session, make_agreement(session)), at("2026-10-05 17:00"), at(QUARTER_PAST))
    lead = held(session, lead, "2026-10-05 11:00", now="2026-10-05 10:20")
    assert lead.next_alert_at == at("2026-10-05 17:00")
