"""What becomes of a duty: done, confirmed, not received, missed, excused; each once, on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.duty import Occurrence
from sla.errors import AlreadyDone, BadDuty, NoSuchDuty
from storage import audit
from storage.base import is_amount
from storage.duty_rows import DutyRow
from storage.ledger import note_facts, open_book
from storage.sentences import when, who

BOT: Final = "sla-bot"
MICROSECOND: Final = timedelta(microseconds=1)


def do(
    session: Session,
    agreement: Agreement,
    duty: Occurrence,
    *,
    by: str,
    now: datetime,
    at: datetime | None = None,
    recorded_by: str | None = None,
    text: str | None = None,
    link: str | None = None,
    units: Decimal | None = None,
) -> Occurrence:
    """The duty is done, at `at` (UTC, `now` unless given), by `by`; `recorded_by` said so for them.

    A deadline that passed before stays missed. Raises BadDuty for an instant to come or impossible units, AlreadyDone
    when it was done or excused.
    """
    done_at = at or now
    with _locked(session, agreement, duty) as row:
        _refuse_settled(agreement, row)
        _refuse_impossible(done_at, units, now)
        row.done_at, row.done_on, row.done_by = done_at, agreement.terms.hours.local_date(done_at), by
        row.recorded_at, row.recorded_by = now, recorded_by or by
        row.text, row.link, row.units = text or None, link or None, units
        row.remind_due_at = None
        _judge(row, now)
    note_facts(session, agreement.id, (done_at, now))
    _record(session, agreement, row, "duty_done", by=recorded_by or by, at=now, after=_said(units))
    return row.occurrence()


def confirm(
    session: Session,
    agreement: Agreement,
    duty: Occurrence,
    *,
    units: Decimal | None,
    by: str,
    now: datetime,
    on_behalf_of: str | None = None,
) -> Occurrence:
    """What was delivered has come, so many units of it; they count from now on.

    Raises BadDuty for impossible units, AlreadyDone when it was confirmed or said not to have come.
    """
    with _locked(session, agreement, duty) as row:
        _refuse_unconfirmable(agreement, row)
        _refuse_impossible(now, units, now)
        row.confirmed_at, row.confirmed_by, row.confirmed_units = now, by, units
        row.on_behalf_of = on_behalf_of
        _judge(row, now)
    note_facts(session, agreement.id, (row.done_at or now, now))
    _record(session, agreement, row, "duty_confirmed", by=by, at=now, after=_said(units), reason=_behalf(on_behalf_of))
    return row.occurrence()


def not_received(
    session: Session, agreement: Agreement, duty: Occurrence, *, by: str, now: datetime, on_behalf_of: str | None = None
) -> Occurrence:
    """What was said to be delivered did not come: the duty is owed as before. Raises AlreadyDone as `confirm` does."""
    with _locked(session, agreement, duty) as row:
        _refuse_unconfirmable(agreement, row)
        row.done_at = row.done_on = row.done_by = row.recorded_at = row.recorded_by = None
        row.text = row.link = row.units = None
        row.miss_due_at = row.due_at + MICROSECOND
    note_facts(session, agreement.id, (min(row.due_at, now), now))
    _record(session, agreement, row, "duty_not_received", by=by, at=now, reason=_behalf(on_behalf_of))
    return row.occurrence()


def excuse(
    session: Session, agreement: Agreement, duty: Occurrence, *, reason: str, by: str, now: datetime
) -> Occurrence:
    """The duty is forgiven, for the reason: it need not be done, and was not missed. Raises AlreadyDone."""
    with _locked(session, agreement, duty) as row:
        if row.excused_at is not None:
            raise AlreadyDone(f"{who(row.excused_by)} excused it already: {(row.excuse or '')[:200]}")
        if row.occurrence().is_kept:
            raise AlreadyDone("It was done in time; there is nothing to excuse.")
        row.excused_at, row.excused_by, row.excuse = now, by, reason
        row.remind_due_at = row.miss_due_at = None
        row.mend_due_at = now if row.missed_at else None
    note_facts(session, agreement.id, (min(row.due_at, now), now))
    _record(session, agreement, row, "duty_excused", by=by, at=now, reason=reason)
    return row.occurrence()


def reminded(session: Session, workspace_id: int, duty_id: int, now: datetime) -> Occurrence | None:
    """The duty, to be reminded of once; None when that was done, or there is nothing to be reminded of any more."""
    row = _row(session, workspace_id, duty_id)
    if row.remind_due_at is None or row.remind_due_at > now:
        return None
    row.remind_due_at = None
    session.flush()
    return row.occurrence() if _is_owed(row) and row.due_at > now else None


def missed(session: Session, agreement: Agreement, duty_id: int, now: datetime) -> Occurrence | None:
    """The duty, marked as missed at its deadline; None when it was marked already, or was not missed."""
    open_book(session, agreement.id)
    row = _row(session, agreement.workspace_id, duty_id)
    if row.miss_due_at is None or row.miss_due_at > now:
        return None
    row.miss_due_at = row.remind_due_at = None
    if row.dropped_at is None and row.occurrence().is_missed(now):
        row.missed_at = row.due_at
        note_facts(session, agreement.id, (row.due_at,))
        _record(session, agreement, row, "duty_missed", by=BOT, at=now)
    session.flush()
    return row.occurrence() if row.missed_at else None


def mended(session: Session, agreement: Agreement, duty_id: int, now: datetime) -> Occurrence | None:
    """The duty that was not missed after all, looked at once; None when that was done."""
    open_book(session, agreement.id)
    row = _row(session, agreement.workspace_id, duty_id)
    if row.mend_due_at is None or row.mend_due_at > now:
        return None
    row.mend_due_at = None
    session.flush()
    return row.occurrence()


@contextmanager
def _locked(session: Session, agreement: Agreement, duty: Occurrence) -> Iterator[DutyRow]:
    """The row, read afresh once nobody else writes on the agreement; raises NoSuchDuty for one that was dropped."""
    open_book(session, agreement.id)
    row = _row(session, agreement.workspace_id, duty.id)
    if row.dropped_at is not None:
        raise NoSuchDuty("That duty is not owed any more: the terms have changed since.")
    yield row
    session.flush()


def _row(session: Session, workspace_id: int, duty_id: int) -> DutyRow:
    row = session.get(DutyRow, duty_id, populate_existing=True)
    if row is None or row.workspace_id != workspace_id:
        raise NoSuchDuty
    return row


def _is_owed(row: DutyRow) -> bool:
    return row.dropped_at is None and not row.occurrence().is_settled


def _judge(row: DutyRow, now: datetime) -> None:
    """What was kept is not missed; a deadline that passed before it was done stays to be recorded."""
    if row.occurrence().is_kept:
        row.mend_due_at = now if row.missed_at else None
        row.miss_due_at = row.missed_at = None


def _refuse_settled(agreement: Agreement, row: DutyRow) -> None:
    zone = agreement.terms.hours.zone
    if row.done_at is not None:
        raise AlreadyDone(f"{who(row.recorded_by)} did that already: done at {when(row.done_at, zone)}.")
    if row.excused_at is not None:
        raise AlreadyDone(f"{who(row.excused_by)} excused it at {when(row.excused_at, zone)}; nothing is left to do.")


def _refuse_unconfirmable(agreement: Agreement, row: DutyRow) -> None:
    if row.confirmed_at is not None:
        at = when(row.confirmed_at, agreement.terms.hours.zone)
        raise AlreadyDone(f"{who(row.confirmed_by)} confirmed that already, at {at}.")
    if row.done_at is None:
        raise AlreadyDone("Nothing is reported as delivered there; it is owed still.")


def _refuse_impossible(at: datetime, units: Decimal | None, now: datetime) -> None:
    if at > now:
        raise BadDuty("That is still to come; say it once it has happened.")
    if units is not None and not (is_amount(units) and units > 0):
        raise BadDuty("A delivery has more than 0 units, with at most four decimals; write it as 6 or 6.5.")


def _said(units: Decimal | None) -> str | None:
    return None if units is None else f"{units.normalize():f}"


def _behalf(name: str | None) -> str | None:
    return f"on behalf of {name}" if name else None


def _record(
    session: Session,
    agreement: Agreement,
    row: DutyRow,
    act: str,
    *,
    by: str,
    at: datetime,
    after: str | None = None,
    reason: str | None = None,
) -> None:
    subject = row.occurrence().short_id
    place = session, agreement.workspace_id, agreement.id
    audit.record(*place, at=at, actor=by, act=act, subject=subject, after=after, reason=reason)
