"""Holds and snoozes: a hold stops a lead's clock and moves its promise; a snooze moves the next alert alone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.errors import AlreadyDone, BadHold, BadSnooze, HoldTooLong
from sla.ladder import Alert, Ladder
from sla.lead import Lead
from sla.window import Pause, Window
from storage.lead_rows import HoldRow, LeadRow
from storage.ledger import fact_on, hush, pauses_of, terms_of
from storage.sentences import when, who

LONGEST = Window(working_days=5)


def hold(session: Session, lead: Lead, *, until: datetime | None, reason: str, by: str | None, now: datetime) -> Lead:
    """The lead with its clock stopped from `now` to `until`: promise and alerts have moved on by the open time within.

    A hold replaces the one that is running. Without an end the lead has no due instant until it is held anew with one.
    Raises BadHold for an end that has passed, HoldTooLong past five working days, AlreadyDone when nothing is left to
    hold or the same hold stands.
    """
    with fact_on(session, lead, None) as row:
        terms = terms_of(session, row)
        _refuse_idle(row)
        _refuse_length(until, now, terms)
        snoozed_to = _snoozed_to(session, row, terms)
        _end_running(session, row, until, now, terms)
        session.add(_row(row, until, reason, by, now))
        session.flush()
        row.held_until = until
        reckon(session, row, terms, snoozed_to)
    return row.lead()


def snooze(session: Session, lead: Lead, until: datetime, now: datetime) -> Lead:
    """The lead with its next alert no sooner than `until`, or the next opening after it; the promise stays.

    Raises BadSnooze for an instant that has passed, AlreadyDone when no alert is to come.
    """
    if until <= now:
        raise BadSnooze
    with fact_on(session, lead, None) as row:
        if row.next_alert_at is None:
            raise AlreadyDone(f"No alert about {lead.short_id} is to come, so there is nothing to snooze.")
        opening = terms_of(session, row).hours.next_opening(until)
        row.next_alert_at = max(row.next_alert_at, opening)
    return row.lead()


def reckon(session: Session, row: LeadRow, terms: Terms, snoozed_to: datetime | None = None) -> None:
    """Reckons promise and alerts anew from the lead's hand-off, passes and holds."""
    window, pauses = terms.window(row.tier), pauses_of(session, row.id)
    row.due_at = terms.hours.due(row.handed_off_at, window, pauses)
    row.alert_due_at = terms.hours.due(ladder_start(row), window, pauses)
    alert = _next_alert(row, terms, pauses)
    speak_at = alert and alert.speak_at
    row.next_alert_at = max(speak_at, snoozed_to) if speak_at and snoozed_to else speak_at
    hush(row)


def ladder_start(row: LeadRow) -> datetime:
    """The instant from which the alert ladder counts: the hand-off, or the last pass-on."""
    return row.rep_since if row.passes else row.handed_off_at


def _next_alert(row: LeadRow, terms: Terms, pauses: list[Pause]) -> Alert | None:
    return Ladder.of(terms, row.tier, ladder_start(row), pauses).alert(row.next_rung)


def _snoozed_to(session: Session, row: LeadRow, terms: Terms) -> datetime | None:
    """Where a snooze has moved the next alert to; None when it stands where the ladder put it."""
    alert = _next_alert(row, terms, pauses_of(session, row.id))
    is_moved = alert is not None and row.next_alert_at is not None and row.next_alert_at > alert.speak_at
    return row.next_alert_at if is_moved else None


def _refuse_idle(row: LeadRow) -> None:
    if row.returned_at is not None:
        raise AlreadyDone("That lead was given back to marketing; its clock has stopped.")
    if row.closed_at is not None:
        raise AlreadyDone("That lead is a customer; its clock has stopped.")
    if row.first_attempt_at is not None:
        raise AlreadyDone(f"{who(row.first_attempt_by)} followed that lead up; its clock has stopped.")


def _refuse_length(until: datetime | None, now: datetime, terms: Terms) -> None:
    if until is None:
        return
    if until <= now:
        raise BadHold
    longest = terms.hours.due(now, LONGEST)
    if longest is not None and terms.hours.elapsed(longest, until):
        raise HoldTooLong(f"A hold lasts five working days at most: until {when(longest, terms.hours.zone)}.")


def _end_running(session: Session, row: LeadRow, until: datetime | None, now: datetime, terms: Terms) -> None:
    running = HoldRow.ends_at.is_(None) | (HoldRow.ends_at > now)
    for held in session.scalars(select(HoldRow).where(HoldRow.lead_id == row.id, running).order_by(HoldRow.id)):
        if held.ends_at == until:
            end = f" until {when(until, terms.hours.zone)}" if until else ""
            raise AlreadyDone(f"{who(held.by)} has put that lead on hold{end} already.")
        held.ends_at = max(now, held.starts_at)


def _row(row: LeadRow, until: datetime | None, reason: str, by: str | None, now: datetime) -> HoldRow:
    return HoldRow(
        workspace_id=row.workspace_id,
        lead_id=row.id,
        starts_at=now,
        ends_at=until,
        reason=reason,
        by=by,
        due_before=row.due_at,
    )
