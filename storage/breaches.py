"""Breaches: windows that passed without a first attempt by a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from sla.agreement import What
from sla.lead import Lead
from storage import ways
from storage.base import table_of
from storage.lead_rows import LeadRow
from storage.ledger import fact_on, note_fact, terms_of

LEAD = table_of(LeadRow).c
PASSED = (
    select(LEAD.id, LEAD.breached_at, LEAD.breach_rep, LEAD.handed_off_at)
    .where(LEAD.agreement_id == bindparam("agreement_id"))
    .where(LEAD.breached_at >= bindparam("since"), LEAD.breached_at < bindparam("until"))
    .order_by(LEAD.breached_at, LEAD.id)
)
OF: dict[What, Select[Any]] = {
    "lead": PASSED.where(LEAD.came_of.is_(None)),
    "customer": PASSED.where(LEAD.came_of.is_not(None)),
}


@dataclass(frozen=True)
class Passed:
    """A window that passed at an instant, with whom, and when its lead was handed off (UTC)."""

    lead_id: int
    at: datetime
    rep: str | None
    handed_off_at: datetime


def mark_breached(session: Session, lead_id: int, now: datetime) -> Lead | None:
    """The lead with its breach on record, as of its due instant; None when by `now` it has not come to that.

    The breach counts against whoever used most of its window up, as `sla.legs.charge` says.
    """
    found = session.get(LeadRow, lead_id)
    if found is None:
        return None
    with fact_on(session, found.lead(), None) as row:
        breached_from = row.breach_due_at
        if breached_from is None or breached_from > now:
            return None
        row.breached_at, row.breach_rep = row.due_at, _charged(session, row)
        note_fact(session, row.agreement_id, breached_from)
    return row.lead()


def breaches_of(
    session: Session, agreement_id: int, since: datetime, until: datetime, what: What = "lead"
) -> list[Passed]:
    """The windows of leads, or of customers, that passed from `since` to before `until` (UTC), in order."""
    about = {"agreement_id": agreement_id, "since": since, "until": until}
    return [Passed(*row) for row in session.execute(OF[what], about)]


def _charged(session: Session, row: LeadRow) -> str | None:
    """The rep whom the breach is on; None where it is the party's."""
    lead, terms = row.lead(), terms_of(session, row)
    return ways.charge_of(session, row.workspace_id, lead, ways.way_of(session, lead, terms), terms).person
