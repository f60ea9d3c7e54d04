"""Writing a fact down: one at a time for each agreement, with its roll-up and the agreement's last fact in step."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.errors import NoSuchLead
from sla.lead import Lead
from sla.window import Pause
from storage import agreements, checks, rollups, terms
from storage.agreement_rows import AgreementRow
from storage.base import UtcDateTime, table_of
from storage.lead_rows import HoldRow, LeadRow

MICROSECOND = timedelta(microseconds=1)
AGREEMENTS, HOLD = table_of(AgreementRow), table_of(HoldRow).c
AT = bindparam("this_at", type_=UtcDateTime())
LAST_FACT = AGREEMENTS.c.last_fact_at
NOTING = (
    update(AGREEMENTS)
    .where(AGREEMENTS.c.id == bindparam("agreement_id"), LAST_FACT.is_(None) | (LAST_FACT < AT))
    .values(last_fact_at=AT)
)
PAUSES = (
    select(HOLD.starts_at, HOLD.ends_at, HOLD.reason)
    .where(HOLD.lead_id == bindparam("lead_id"))
    .order_by(HOLD.starts_at, HOLD.id)
)


@contextmanager
def fact_on(session: Session, lead: Lead, at: datetime | None) -> Iterator[LeadRow]:
    """The lead's row, locked and read afresh, to be changed by a fact of the instant `at` (UTC).

    Afterwards its breach, its day's roll-up and its agreement's last fact are in step. Raises NoSuchLead when the
    lead has gone.
    """
    open_book(session, lead.agreement_id)
    row = session.get(LeadRow, lead.id, populate_existing=True)
    if row is None:
        raise NoSuchLead("That lead has been erased.")
    before = rollups.of_lead(row)
    yield row
    judge(row)
    change = rollups.of_lead(row) - before
    rollups.add(session, row, row.handed_off_on, change)
    if at is not None:
        note_fact(session, row.agreement_id, at)
    session.flush()


def open_book(session: Session, agreement_id: int) -> None:
    """Makes other writers of this agreement's facts wait until this transaction ends.

    SQLite has one writer at a time as it is.
    """
    if session.get_bind().dialect.name != "sqlite":
        book = select(AgreementRow.id).where(AgreementRow.id == agreement_id)
        session.execute(book.with_for_update(key_share=True))
        terms.forget(session)


def note_fact(session: Session, agreement_id: int, at: datetime) -> None:
    """Notes that the agreement has a fact of the instant `at` (UTC), so that somebody looks at what follows from it."""
    session.execute(NOTING, {"agreement_id": agreement_id, "this_at": at})
    checks.wake(session, agreement_id, at)


def note_facts(session: Session, agreement_id: int, instants: Collection[datetime]) -> None:
    """Notes that the agreement has facts of these instants (UTC), as if one by one; of none, nothing."""
    for at in (min(instants), max(instants)) if instants else ():
        note_fact(session, agreement_id, at)


def judge(row: LeadRow) -> None:
    """Sets when to look for the lead's breach, and takes back one that a late fact disproves.

    A first attempt by a person or a return stops the clock, in time up to the due instant itself; a hold from before
    that instant moves it. A breach that came first stays to be recorded by whoever looks at `breach_due_at`.
    """
    stops = [at for at in (row.first_attempt_at, row.returned_at) if at is not None]
    is_kept = row.due_at is None or (bool(stops) and min(stops) <= row.due_at)
    if is_kept or row.breached_at != row.due_at:
        row.breached_at = row.breach_rep = None
    is_settled = is_kept or row.breached_at is not None
    row.breach_due_at = None if is_settled or row.due_at is None else row.due_at + MICROSECOND


def settled_at(row: LeadRow) -> datetime | None:
    """Since when nobody needs to be told that the lead waits: its first attempt by a person, deal or return (UTC)."""
    return min((at for at in (row.first_attempt_at, row.closed_at, row.returned_at) if at is not None), default=None)


def hush(row: LeadRow) -> None:
    """No alert is to come from the instant on at which the lead is settled; one that is due before it still is.

    So it is when facts are imported ahead of the ticks that look at them.
    """
    settled = settled_at(row)
    if row.next_alert_at is not None and settled is not None and row.next_alert_at >= settled:
        row.next_alert_at = None


def pauses_of(session: Session, lead_id: int) -> list[Pause]:
    """The times at which the lead's clock stood still or will, in order."""
    return [Pause(*times) for times in session.execute(PAUSES, {"lead_id": lead_id})]


def terms_of(session: Session, row: LeadRow) -> Terms:
    """The terms that the lead was handed off under, as read for it."""
    return agreements.terms(session, row.terms_id).of(row.what)
