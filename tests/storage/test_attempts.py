"""Attempts: the first by a person keeps the promise, in whatever order facts come."""

import pytest
from sqlalchemy.orm import Session

from sla.errors import AlreadyDone, BadAttempt
from sla.lead import LeadState
from storage import facts
from tests.makers import make_agreement
from tests.moments import at
from tests.storage.lead_steps import TEN, called, handed_off, rolled_up, row_of

EARLY, DUE, LATE = "2026-10-05 10:20", "2026-10-05 11:00", "2026-10-05 11:30"
JUST_LATE = "2026-10-05 11:00:00.000001"
NEXT_DAY = "2026-10-06 09:00"


def test_a_first_attempt_by_a_person_stops_the_clock(session: Session) -> None:
    agreement = make_agreement(session)
    logged = called(session, handed_off(session, agreement), EARLY)
    row, sums = row_of(session, logged.lead), rolled_up(session, agreement)
    assert logged.was_first and logged.lead.first_attempt_by == "U0RITA"
    assert (row.next_alert_at, row.breach_due_at) == (None, None)
    assert (sums.followed_up, sums.within_window, sums.speed_us) == (1, 1, 20 * 60 * 1_000_000)


def test_speed_counts_business_time_and_the_wall_clock(session: Session) -> None:
    agreement = make_agreement(session)
    called(session, handed_off(session, agreement, "2026-10-05 12:30"), "2026-10-05 14:30")
    sums = rolled_up(session, agreement)
    assert (sums.speed, sums.speed_wall) == (3600, 7200)


def test_an_automated_attempt_counts_towards_depth_alone(session: Session) -> None:
    agreement = make_agreement(session)
    logged = called(session, handed_off(session, agreement), EARLY, connected=True, automated=True)
    sums = rolled_up(session, agreement)
    assert (logged.was_first, logged.lead.connected_at, logged.lead.next_alert_at) == (
        False,
        None,
        at("2026-10-05 10:30"),
    )
    assert (sums.followed_up, sums.unconnected_attempts) == (0, 1)


def test_a_connection_takes_the_lead_out_of_the_unconnected(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    called(session, lead, EARLY)
    called(session, lead, LATE, connected=True)
    sums = rolled_up(session, agreement)
    assert (sums.unconnected, sums.unconnected_attempts) == (0, 0)


def test_an_attempt_told_late_may_become_the_first(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    called(session, lead, LATE, by="U0ROSA")
    logged = called(session, lead, EARLY)
    assert (logged.was_first, logged.lead.first_attempt_by) == (True, "U0RITA")


def test_a_later_attempt_leaves_the_first_alone(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    called(session, lead, EARLY)
    logged = called(session, lead, LATE, by="U0ROSA")
    assert (logged.was_first, logged.lead.first_attempt_at, logged.lead.attempts) == (False, at(EARLY), 2)


def test_an_attempt_at_the_due_instant_keeps_the_promise(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    called(session, lead, DUE)
    assert facts.mark_breached(session, lead.id, at(NEXT_DAY)) is None


def test_an_attempt_one_instant_later_is_a_breach(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    called(session, lead, JUST_LATE)
    marked = facts.mark_breached(session, lead.id, at(NEXT_DAY))
    assert marked is not None and marked.breached_at == at(DUE)


def test_a_late_fact_withdraws_the_breach_that_it_disproves(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.mark_breached(session, lead.id, at(NEXT_DAY))
    logged = called(session, lead, DUE)
    sums = rolled_up(session, agreement)
    assert logged.withdrew_breach and logged.lead.breached_at is None
    assert (sums.breached, sums.overdue, sums.within_window) == (0, 0, 1)


def test_a_late_attempt_leaves_the_breach_but_no_longer_overdue(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.mark_breached(session, lead.id, at(NEXT_DAY))
    logged = called(session, lead, LATE)
    sums = rolled_up(session, agreement)
    assert not logged.withdrew_breach
    assert (sums.breached, sums.overdue, sums.within_window) == (1, 0, 0)


def test_the_same_attempt_is_logged_once_and_the_other_is_told_so(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    called(session, lead, EARLY, dedup_key="press:1")
    with pytest.raises(AlreadyDone, match="logged by <@U0RITA>: call at 10:20 on 5 October"):
        called(session, lead, LATE, by="U0ROSA", dedup_key="press:1")
    assert row_of(session, lead).attempts == 1


def test_an_attempt_before_the_hand_off_is_refused(session: Session) -> None:
    lead = handed_off(session, make_agreement(session), TEN)
    with pytest.raises(BadAttempt, match="handed off at 10:00 on 5 October"):
        called(session, lead, "2026-10-05 09:59")
    assert row_of(session, lead).attempts == 0


def test_people_log_nothing_that_is_still_to_come(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    called(session, lead, "2026-10-05 10:24", now=at(EARLY))
    with pytest.raises(BadAttempt, match="still to come"):
        called(session, lead, "2026-10-05 10:26", now=at(EARLY))


def test_an_import_may_tell_of_the_future(session: Session) -> None:
    logged = called(session, handed_off(session, make_agreement(session)), "2027-10-05 10:24", connected=True)
    assert logged.lead.state is LeadState.CONNECTED


def test_a_refused_attempt_does_not_count_as_the_last_fact(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    called(session, lead, EARLY, dedup_key="press:1")
    with pytest.raises(AlreadyDone):
        called(session, lead, "2999-01-01 10:00", dedup_key="press:1")
    sums = rolled_up(session, agreement)
    assert sums.unconnected_attempts == 1
