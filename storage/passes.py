"""Passing a lead on to another rep, and giving it back to marketing."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.errors import AlreadyDone, BadAttempt
from sla.lead import Lead
from storage.holds import reckon
from storage.lead_rows import LeadRow, PassOnRow, ReturnRow
from storage.ledger import fact_on, terms_of
from storage.sentences import when, who

FOR_EVER = datetime.max.replace(tzinfo=UTC)


def pass_on(
    session: Session,
    lead: Lead,
    *,
    to: str,
    by: str | None,
    now: datetime,
    automatic: bool = False,
    expected_passes: int | None = None,
) -> Lead:
    """The lead with its new rep, whose ladder starts now with the same window; the promise stays.

    The ladder (`automatic`) passes a lead on once. Raises AlreadyDone when somebody was faster: when the lead has been
    passed on other than `expected_passes` times, is the new rep's already, or is no longer open.
    """
    with fact_on(session, lead, None) as row:
        _refuse_passed(session, row, expected_passes, automatic)
        _refuse_gone(session, row, now)
        if row.rep == to:
            raise AlreadyDone(f"{lead.short_id} is with {who(to)} already.")
        session.add(_pass(row, to, by, now, automatic))
        row.rep, row.rep_since, row.passes, row.next_rung = to, now, row.passes + 1, 0
        row.auto_passed = row.auto_passed or automatic
        reckon(session, row, terms_of(session, row))
    return row.lead()


def give_back(session: Session, lead: Lead, *, reason: str, by: str | None, at: datetime) -> Lead:
    """The lead, returned to marketing at the instant `at`: its clock has stopped, and no alert is to come.

    Raises AlreadyDone when it is returned or a customer already.
    """
    with fact_on(session, lead, at) as row:
        if row.came_of is not None:
            raise AlreadyDone("That is a customer by now, and not given back; pass it on, or log what you tried.")
        _refuse_gone(session, row)
        if at < row.handed_off_at:
            raise BadAttempt("A lead can't be given back before it was handed off.")
        returned = ReturnRow(workspace_id=row.workspace_id, lead_id=row.id, at=at, by=by, reason=reason)
        session.add(returned)
        row.returned_at, row.next_alert_at = at, None
    return row.lead()


def _refuse_passed(session: Session, row: LeadRow, expected: int | None, automatic: bool) -> None:
    if automatic and row.auto_passed:
        raise AlreadyDone("The ladder passes a lead on once, and has done so.")
    if expected is None or expected == row.passes:
        return
    passed = select(PassOnRow).where(PassOnRow.lead_id == row.id).order_by(PassOnRow.number.desc())
    last = session.scalars(passed.limit(1)).one()
    doer = "The ladder" if last.automatic else who(last.by)
    at = when(last.at, terms_of(session, row).hours.zone)
    raise AlreadyDone(f"{doer} passed that lead on to {who(last.new_rep)} at {at}.")


def _refuse_gone(session: Session, row: LeadRow, by_now: datetime = FOR_EVER) -> None:
    zone = terms_of(session, row).hours.zone
    if row.closed_at is not None and row.closed_at <= by_now:
        raise AlreadyDone(f"That lead became a customer at {when(row.closed_at, zone)}.")
    if row.returned_at is not None and row.returned_at <= by_now:
        by = session.scalars(select(ReturnRow.by).where(ReturnRow.lead_id == row.id)).one()
        raise AlreadyDone(f"{who(by)} gave that lead back to marketing at {when(row.returned_at, zone)}.")


def _pass(row: LeadRow, to: str, by: str | None, now: datetime, automatic: bool) -> PassOnRow:
    return PassOnRow(
        workspace_id=row.workspace_id,
        lead_id=row.id,
        number=row.passes + 1,
        old_rep=row.rep,
        new_rep=to,
        by=by,
        at=now,
        automatic=automatic,
    )
