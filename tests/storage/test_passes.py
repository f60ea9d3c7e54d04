"""Passing leads on, and giving them back."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from sla.errors import AlreadyDone, BadAttempt
from sla.lead import LeadState
from storage import facts, leads
from tests.makers import make_agreement
from tests.moments import at
from tests.storage.lead_steps import called, handed_off, rolled_up, row_of

NOW = "2026-10-05 10:45"


def test_the_new_rep_s_ladder_starts_anew_and_the_promise_stays(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    passed = facts.pass_on(session, lead, to="U0ROSA", by="U0RITA", now=at(NOW))
    assert (passed.rep, passed.passes, passed.due_at) == ("U0ROSA", 1, lead.due_at)
    assert (passed.alert_due_at, passed.next_alert_at) == (at("2026-10-05 11:45"), at("2026-10-05 11:15"))


def test_a_pass_on_leaves_the_instant_of_the_breach(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.pass_on(session, lead, to="U0ROSA", by="U0RITA", now=at(NOW))
    assert row_of(session, lead).breach_due_at == at("2026-10-05 11:00:00.000001")


def test_a_pass_on_starts_again_at_the_lowest_rung(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.climb(session, lead, at(NOW))
    facts.pass_on(session, lead, to="U0ROSA", by="U0RITA", now=at(NOW))
    assert row_of(session, lead).next_rung == 0


def test_of_two_who_pass_a_lead_on_the_second_is_told_who_was_first(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.pass_on(session, lead, to="U0ROSA", by="U0RITA", now=at(NOW), expected_passes=0)
    with pytest.raises(AlreadyDone, match="<@U0RITA> passed that lead on to <@U0ROSA> at 10:45 on 5 October"):
        facts.pass_on(session, lead, to="U0REMO", by="U0AMY", now=at(NOW), expected_passes=0)


def test_a_lead_is_not_passed_on_to_the_rep_who_has_it(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    with pytest.raises(AlreadyDone, match="is with <@U0RITA> already"):
        facts.pass_on(session, lead, to="U0RITA", by="U0AMY", now=at(NOW))


def test_the_ladder_passes_a_lead_on_once(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.pass_on(session, lead, to="U0ROSA", by=None, now=at(NOW), automatic=True)
    facts.pass_on(session, lead, to="U0REMO", by="U0AMY", now=at(NOW))
    with pytest.raises(AlreadyDone, match="once"):
        facts.pass_on(session, lead, to="U0RITA", by=None, now=at(NOW), automatic=True)


def test_a_lead_that_was_followed_up_can_be_passed_on_without_a_ladder(session: Session) -> None:
    lead = called(session, handed_off(session, make_agreement(session)), "2026-10-05 10:10").lead
    passed = facts.pass_on(session, lead, to="U0ROSA", by="U0RITA", now=at(NOW))
    assert (passed.rep, passed.next_alert_at) == ("U0ROSA", None)


def test_a_held_lead_that_is_passed_on_stays_on_hold(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    until = at("2026-10-05 16:00")
    facts.hold(session, lead, until=until, reason="in a meeting", by="U0RITA", now=at("2026-10-05 10:30"))
    passed = facts.pass_on(session, lead, to="U0ROSA", by="U0RITA", now=at(NOW))
    assert passed.alert_due_at == at("2026-10-05 17:00")


def test_a_return_stops_the_clock_and_takes_the_lead_off_marketing_s_count(session: Session) -> None:
    agreement = make_agreement(session)
    lead = facts.give_back(session, handed_off(session, agreement), reason="a student", by="U0RITA", at=at(NOW))
    row, sums = row_of(session, lead), rolled_up(session, agreement)
    assert (lead.state, row.next_alert_at, row.breach_due_at) == (LeadState.RETURNED, None, None)
    assert (sums.handed_off, sums.leads, sums.value) == (1, 0, 0)


def test_a_return_after_the_due_instant_leaves_the_breach_but_no_longer_overdue(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.mark_breached(session, lead.id, at("2026-10-05 11:01"))
    facts.give_back(session, lead, reason="a student", by="U0RITA", at=at("2026-10-05 12:00"))
    sums = rolled_up(session, agreement)
    assert (sums.breached, sums.overdue) == (1, 0)


def test_a_return_told_late_withdraws_the_breach(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.mark_breached(session, lead.id, at("2026-10-05 11:01"))
    facts.give_back(session, lead, reason="a student", by="U0RITA", at=at("2026-10-05 11:00"))
    assert rolled_up(session, agreement).breached == 0


def test_a_lead_is_given_back_once(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    facts.give_back(session, lead, reason="a student", by="U0RITA", at=at(NOW))
    with pytest.raises(AlreadyDone, match="<@U0RITA> gave that lead back to marketing at 10:45 on 5 October"):
        facts.give_back(session, lead, reason="a student", by="U0AMY", at=at(NOW))


def test_a_customer_is_neither_given_back_nor_passed_on(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.close_deal(session, agreement, lead, revenue=Decimal(100), closed_at=at(NOW), by="U0RITA")
    with pytest.raises(AlreadyDone, match="became a customer at 10:45"):
        facts.give_back(session, lead, reason="a student", by="U0AMY", at=at(NOW))
    with pytest.raises(AlreadyDone, match="became a customer"):
        facts.pass_on(session, lead, to="U0ROSA", by="U0AMY", now=at(NOW))


def test_a_lead_can_t_be_given_back_before_it_was_handed_off(session: Session) -> None:
    lead = handed_off(session, make_agreement(session))
    with pytest.raises(BadAttempt):
        facts.give_back(session, lead, reason="a student", by="U0RITA", at=at("2026-10-05 09:00"))


def test_the_history_tells_every_act_in_order(session: Session) -> None:
    agreement = make_agreement(session)
    lead = handed_off(session, agreement)
    facts.hold(session, lead, until=at("2026-10-05 12:00"), reason="busy", by="U0RITA", now=at("2026-10-05 10:10"))
    facts.pass_on(session, lead, to="U0ROSA", by="U0RITA", now=at("2026-10-05 10:20"))
    called(session, lead, "2026-10-05 10:30", connected=True)
    facts.close_deal(session, agreement, lead, revenue=Decimal(100), closed_at=at(NOW), by="U0ROSA")
    as_it_stands = leads.by_id(session, agreement.workspace_id, lead.id)
    told = [type(each).__name__ for each in leads.history(session, as_it_stands)]
    assert told == ["Hold", "PassOn", "Attempt", "Deal"]
