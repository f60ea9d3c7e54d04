"""Goals due by a day, counted from facts: what came by then decides, whatever comes later."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.lead import NewLead
from sla.pacing import Pace, Verdict
from storage import facts
from storage.standing import figures
from tests.makers import JOSH, company_x, make_agreement
from tests.moments import at

LEADS = replace(company_x().goals[0], target=company_x().goals[4].target / 25, due_day=25)


def due_by_the_25th(session: Session) -> Agreement:
    """Two leads are promised by the 25th."""
    return make_agreement(session, company_x(goals=(LEADS,)))


def hand_off(session: Session, agreement: Agreement, when: str, name: str = "Ada") -> None:
    facts.hand_off(session, agreement, NewLead(name, tier="ceo"), at=at(when), by=JOSH.key)


def stands(session: Session, agreement: Agreement, when: str, finished: date | None = None) -> Pace:
    told = figures(session, agreement, at(when), finished=finished).goals[0]
    assert told.due_on == date(2026, 10, 25)
    return told.pace


def test_what_came_by_the_end_of_the_due_day_decides(session: Session) -> None:
    agreement = due_by_the_25th(session)
    hand_off(session, agreement, "2026-10-05 10:00")
    hand_off(session, agreement, "2026-10-26 00:00", "Bea")
    assert stands(session, agreement, "2026-10-25 23:59").verdict is Verdict.BEHIND
    later = stands(session, agreement, "2026-10-27 09:00")
    assert (later.actual, later.judged, later.verdict) == (2, 1, Verdict.MISSED)


def test_the_last_minute_of_the_due_day_still_counts(session: Session) -> None:
    agreement = due_by_the_25th(session)
    hand_off(session, agreement, "2026-10-05 10:00")
    hand_off(session, agreement, "2026-10-25 23:59", "Bea")
    assert stands(session, agreement, "2026-10-27 09:00").verdict is Verdict.MET


def test_the_post_about_the_due_day_tells_that_it_was_missed(session: Session) -> None:
    agreement = due_by_the_25th(session)
    hand_off(session, agreement, "2026-10-05 10:00")
    told = stands(session, agreement, "2026-10-26 09:00", finished=date(2026, 10, 25))
    assert (told.verdict, told.judged) == (Verdict.MISSED, 1)


def test_a_fact_that_comes_late_is_counted_on_its_own_day(session: Session) -> None:
    agreement = due_by_the_25th(session)
    hand_off(session, agreement, "2026-10-05 10:00")
    assert stands(session, agreement, "2026-10-27 09:00").verdict is Verdict.MISSED
    hand_off(session, agreement, "2026-10-24 10:00", "Bea")
    assert stands(session, agreement, "2026-10-27 09:00").verdict is Verdict.MET
