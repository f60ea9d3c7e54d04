"""Leads: found by id, name and what they wait for; with what is known of each from elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from sla.agreement import What
from sla.errors import BadShortId, NoSuchLead, WhichLead
from sla.lead import Lead, number_of
from storage.agreement_rows import AgreementRow
from storage.base import table_of
from storage.breaches import breaches_of
from storage.histories import history, passes
from storage.lead_rows import LEAD_FIELDS, LeadRow
from storage.ledger import pauses_of as pauses
from storage.reps import IS_TO_DO, Load, choose_rep, loads
from storage.sentences import quoted
from storage.texts import LONGEST_KEY, clean, name_key

__all__ = [
    "Load",
    "again_of",
    "alerts_due",
    "alike",
    "breaches_due",
    "breaches_of",
    "by_id",
    "choose_rep",
    "customer_of",
    "find",
    "history",
    "loads",
    "open_leads",
    "overdue_count",
    "passes",
    "pauses",
]

LARGEST_ID = 2**63 - 1
LEAD = table_of(LeadRow).c
COLUMNS = [LEAD[name] for name in LEAD_FIELDS]
IS_OPEN = LEAD.closed_at.is_(None), LEAD.returned_at.is_(None)
WAITS = LEAD.first_attempt_at.is_(None), *IS_OPEN
IS: dict[What | None, tuple[ColumnElement[bool], ...]] = {
    "lead": (LeadRow.came_of.is_(None),),
    "customer": (LeadRow.came_of.is_not(None),),
}
OURS = LEAD.workspace_id == bindparam("workspace_id")


def _due(column: ColumnElement[datetime | None]) -> Select[Any]:
    due = select(*COLUMNS).where(OURS, column.is_not(None), column <= bindparam("now"))
    return due.order_by(column, LEAD.id).limit(bindparam("limit"))


ALERTS_DUE = _due(LEAD.next_alert_at)
BREACHES_DUE = _due(LEAD.breach_due_at)
CUSTOMER_OF = select(*COLUMNS).where(LEAD.came_of == bindparam("lead_id")).order_by(LEAD.id)
AGAIN_OF = select(*COLUMNS).where(LEAD.again_of == bindparam("lead_id")).order_by(LEAD.id)
BY_ID = select(*COLUMNS).where(OURS, LEAD.id == bindparam("lead_id"))


def by_id(session: Session, workspace_id: int, lead_id: int) -> Lead:
    """The lead of this number; raises NoSuchLead."""
    found = session.execute(BY_ID, {"workspace_id": workspace_id, "lead_id": lead_id}).first()
    if found is None:
        raise NoSuchLead("There is no such lead, or it has been erased.")
    return Lead(*found)


def find(session: Session, workspace_id: int, text: str, agreement_ids: Sequence[int] | None = None) -> Lead:
    """The lead that goes by a short id, an external id, or a name that is unique among open leads, in this order.

    Raises NoSuchLead or WhichLead.
    """
    written = clean(text)
    number = _number(written)
    ways = ["external_id", "name_key"]
    if number is not None:
        ways.insert(0 if written.upper().startswith("L-") else 2, "id")
    meant: dict[str, Any] = {"workspace_id": workspace_id, "agreement_ids": agreement_ids, "this_id": number}
    meant |= {"this_external_id": written[:LONGEST_KEY], "this_name_key": name_key(written)}
    for way in ways:
        found = [Lead(*row) for row in session.execute(_named(way, agreement_ids is not None), meant)]
        if len(found) == 1:
            return found[0]
        if found:
            raise WhichLead(f"Several leads go by {quoted(text)}. Use the id, such as {found[0].short_id}.")
    raise NoSuchLead(f"No open lead goes by {quoted(text)}; `/sla leads` lists them.")


def open_leads(
    session: Session,
    workspace_id: int,
    agreement_ids: Sequence[int],
    rep: str | None = None,
    overdue_at: datetime | None = None,
    *,
    what: What | None = None,
    limit: int = 50,
) -> list[Lead]:
    """Open leads: those that still wait first, by their due instants, then those that were followed up.

    With `overdue_at`, only those that still wait although they were due before that instant (UTC); with `what`, leads
    or customers alone. A customer whom somebody has reached is nobody's work any more.
    """
    ours = _in(workspace_id, agreement_ids) if rep is None else of_rep(workspace_id, agreement_ids, rep)
    ours = ours.where(*IS.get(what, ()))
    waiting = ours.where(*WAITS).order_by(LeadRow.due_at.nulls_last(), LeadRow.id).limit(limit)
    if overdue_at is not None:
        return _leads(session, waiting.where(LeadRow.due_at < overdue_at))
    found = _leads(session, waiting)
    followed_up = ours.where(LeadRow.first_attempt_at.is_not(None), *IS_OPEN, IS_TO_DO).order_by(LeadRow.id)
    return found + (_leads(session, followed_up.limit(limit - len(found))) if len(found) < limit else [])


def alerts_due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[Lead]:
    """The leads with an alert to send by `now`, the longest due first."""
    return [Lead(*row) for row in session.execute(ALERTS_DUE, _when(workspace_id, now, limit))]


def breaches_due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[Lead]:
    """The leads whose window has passed by `now` and whose breach is not on record, the longest due first."""
    return [Lead(*row) for row in session.execute(BREACHES_DUE, _when(workspace_id, now, limit))]


def customer_of(session: Session, lead: Lead) -> Lead | None:
    """The customer who was handed off when this lead was won, or None."""
    found = session.execute(CUSTOMER_OF, {"lead_id": lead.id}).first()
    return None if found is None else Lead(*found)


def again_of(session: Session, lead: Lead) -> Lead | None:
    """What this returned lead was handed off again as, or None."""
    found = session.execute(AGAIN_OF, {"lead_id": lead.id}).first()
    return None if found is None else Lead(*found)


def alike(session: Session, workspace_id: int, agreement_id: int, name: str, company: str | None) -> Lead | None:
    """The open lead of this agreement with the same name and company, or None."""
    ours = LeadRow.workspace_id == workspace_id, LeadRow.name_key == name_key(name), *IS_OPEN, *IS["lead"]
    for lead in _leads(session, select(*COLUMNS).where(*ours).order_by(LeadRow.id)):
        if lead.agreement_id == agreement_id and name_key(lead.company or "") == name_key(company or ""):
            return lead
    return None


def overdue_count(
    session: Session, workspace_id: int, agreement_ids: Sequence[int], at: datetime, what: What | None = None
) -> int:
    """How many leads, customers or both still wait although they were due before the instant (UTC)."""
    ours = select(AgreementRow.id).where(AgreementRow.workspace_id == workspace_id, AgreementRow.id.in_(agreement_ids))
    overdue = LeadRow.agreement_id.in_(ours), *WAITS, LeadRow.due_at < at, *IS.get(what, ())
    return session.scalars(select(func.count()).select_from(LeadRow).where(*overdue)).one()


@cache
def _named(way: str, is_limited: bool) -> Select[Any]:
    """Two leads at most that go by this column's value, under these agreements when limited to them."""
    where = [OURS, LEAD[way] == bindparam(f"this_{way}"), *(IS_OPEN if way == "name_key" else ())]
    where += [LEAD.agreement_id.in_(bindparam("agreement_ids", expanding=True))] if is_limited else []
    return select(*COLUMNS).where(*where).order_by(LEAD.id).limit(2)


def _in(workspace_id: int, agreement_ids: Sequence[int] | None) -> Select[Any]:
    ours = select(*COLUMNS).where(LeadRow.workspace_id == workspace_id)
    return ours if agreement_ids is None else ours.where(LeadRow.agreement_id.in_(agreement_ids))


def of_rep(workspace_id: int, agreement_ids: Sequence[int], rep: str) -> Select[Any]:
    """The leads of one rep; `+` keeps SQLite to the index of reps."""
    theirs = LeadRow.workspace_id == workspace_id, LeadRow.rep == rep
    return select(*COLUMNS).where(*theirs, literal_column("+lead.agreement_id").in_(agreement_ids))


def _leads(session: Session, found: Select[Any]) -> list[Lead]:
    return [Lead(*row) for row in session.execute(found)]


def _number(text: str) -> int | None:
    try:
        number = number_of(text)
    except BadShortId:
        return None
    return number if number <= LARGEST_ID else None


def _when(workspace_id: int, now: datetime, limit: int) -> dict[str, object]:
    return {"workspace_id": workspace_id, "now": now, "limit": limit}
