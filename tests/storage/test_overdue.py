"""Overdue leads as of an instant: what happened after it, as after an import, has not happened yet."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from storage import facts
from storage.overdue import Overdue, overdue
from tests.makers import make_agreement
from tests.moments import at
from tests.storage.lead_steps import called, handed_off

ASKED = at("2026-10-20 09:00")


@pytest.fixture
def agreement(session: Session) -> Agreement:
    return make_agreement(session)


def names(found: Overdue) -> list[str]:
    return [lead.name for lead in found.first]


def test_leads_that_wait_past_their_window_are_overdue_the_longest_due_first(
    session: Session, agreement: Agreement
) -> None:
    for name, when in (("Bob", "2026-10-06 10:00"), ("Ada", "2026-10-05 10:00"), ("Eve", "2026-10-19 17:30")):
        handed_off(session, agreement, when, name)
    called(session, handed_off(session, agreement, name="Fay"), "2026-10-05 10:30")
    found = overdue(session, agreement, ASKED, limit=5)
    assert (found.number, names(found)) == (2, ["Ada", "Bob"])


@pytest.mark.parametrize("month", ["09", "10"])
@pytest.mark.parametrize("settled", ["called", "won", "returned"])
def test_a_lead_that_is_settled_later_is_overdue_until_then(
    session: Session, agreement: Agreement, month: str, settled: str
) -> None:
    lead, later = handed_off(session, agreement, f"2026-{month}-05 10:00"), at("2026-10-21 10:00")
    if settled == "called":
        called(session, lead, "2026-10-21 10:00")
    elif settled == "won":
        facts.close_deal(session, agreement, lead, revenue=Decimal(1), closed_at=later, by=None)
    else:
        facts.give_back(session, lead, reason="no", by=None, at=later)
    assert overdue(session, agreement, ASKED, limit=5).number == 1
    assert overdue(session, agreement, later, limit=5).number == 0


def test_a_lead_that_is_handed_off_later_is_not_overdue(session: Session, agreement: Agreement) -> None:
    handed_off(session, agreement, "2026-10-21 10:00")
    assert overdue(session, agreement, ASKED, limit=5) == Overdue(0, ())
