"""Short ways for tests to hand leads off and look at them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.lead import Lead, NewLead
from sla.standing import SUMS, Sums
from storage import facts
from storage.attempts import Logged
from storage.lead_rows import DayRow, LeadRow
from tests.moments import at

MONDAY = "2026-10-05"
TEN = f"{MONDAY} 10:00"


def handed_off(session: Session, agreement: Agreement, when: str = TEN, name: str = "Ada", **about: Any) -> Lead:
    """A lead of the tier `director` (an hour's window) unless told, handed off to Rita."""
    new = NewLead(**{"name": name, "tier": "director", "rep": "U0RITA"} | about)
    return facts.hand_off(session, agreement, new, at=at(when), by="U0JOSH")


def called(session: Session, lead: Lead, when: str, by: str = "U0RITA", **about: Any) -> Logged:
    """An attempt by phone."""
    return facts.log_attempt(session, lead, at=at(when), by=by, **{"channel": "call"} | about)


def row_of(session: Session, lead: Lead) -> LeadRow:
    """The lead's row as it is in the database."""
    return session.execute(
        select(LeadRow).where(LeadRow.id == lead.id).execution_options(populate_existing=True)
    ).scalar_one()


def rolled_up(session: Session, agreement: Agreement) -> Sums:
    """All the roll-ups of the agreement, added up."""
    days = session.execute(select(*(getattr(DayRow, name) for name in SUMS)).where(DayRow.agreement_id == agreement.id))
    return sum((Sums(*day) for day in days), Sums())
