"""Attempts to reach a lead: the first one by a person keeps the promise, and each one counts towards depth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.errors import AlreadyDone, BadAttempt
from sla.lead import Channel, Lead
from sla.window import Pause
from storage.lead_rows import AttemptRow, LeadRow
from storage.ledger import MICROSECOND, fact_on, hush, pauses_of, terms_of
from storage.sentences import when, who

AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Logged:
    """The lead after an attempt was logged.

    `was_first`: the attempt is now the first by a person; `withdrew_breach`: it shows that the promise was kept after
    all.
    """

    lead: Lead
    was_first: bool
    withdrew_breach: bool


def log_attempt(
    session: Session,
    lead: Lead,
    *,
    at: datetime,
    by: str | None,
    channel: Channel | str,
    connected: bool = False,
    automated: bool = False,
    logged_by: str | None = None,
    dedup_key: str | None = None,
    now: datetime | None = None,
) -> Logged:
    """The lead with the attempt of the instant `at` counted, in whatever order attempts come.

    An automated attempt counts towards depth alone. Raises BadAttempt for one before the hand-off, or more than five
    minutes after `now` when that is given; AlreadyDone when the dedup key is known.
    """
    key = dedup_key or uuid4().hex
    with fact_on(session, lead, at) as row:
        if dedup_key is not None:
            _refuse_known(session, row, dedup_key)
        _refuse_impossible(session, row, at, now)
        was_breached = row.breached_at is not None
        attempt = AttemptRow(workspace_id=row.workspace_id, lead_id=row.id, dedup_key=key, at=at, by=by)
        attempt.channel, attempt.logged_by = Channel(channel), logged_by
        attempt.connected, attempt.automated = connected, automated
        session.add(attempt)
        was_first = count(row, attempt, terms_of(session, row), lambda: pauses_of(session, row.id))
    return Logged(row.lead(), was_first, was_breached and row.breached_at is None)


def refuse_ahead(at: datetime, now: datetime) -> None:
    """Raises BadAttempt for a fact of more than five minutes after now."""
    if at > now + AHEAD:
        raise BadAttempt("That is still to come; log it once it has happened.")


def count(row: LeadRow, attempt: AttemptRow, terms: Terms, pauses: Callable[[], Sequence[Pause]]) -> bool:
    """Counts an attempt on its lead, by the terms of that lead; returns whether it is now the first by a person."""
    row.attempts += 1
    if attempt.automated:
        return False
    if attempt.connected and (row.connected_at is None or attempt.at < row.connected_at):
        row.connected_at = attempt.at
    if row.first_attempt_at is not None and row.first_attempt_at <= attempt.at:
        return False
    business = terms.hours.elapsed(row.handed_off_at, attempt.at, pauses())
    row.first_attempt_at, row.first_attempt_by = attempt.at, attempt.by
    hush(row)
    row.speed_us, row.wall_us = business // MICROSECOND, (attempt.at - row.handed_off_at) // MICROSECOND
    return True


def refuse_early(row: LeadRow, at: datetime, terms: Terms) -> None:
    """Raises BadAttempt for an attempt before the lead's hand-off."""
    if at < row.handed_off_at:
        handed_off = when(row.handed_off_at, terms.hours.zone)
        raise BadAttempt(f"The lead was handed off at {handed_off}; an attempt can't come before that.")


def _refuse_known(session: Session, row: LeadRow, key: str) -> None:
    known = select(AttemptRow).where(AttemptRow.lead_id == row.id, AttemptRow.dedup_key == key)
    found = session.scalars(known).first()
    if found is not None:
        at = when(found.at, terms_of(session, row).hours.zone)
        raise AlreadyDone(f"That was logged by {who(found.logged_by or found.by)}: {found.channel} at {at}.")


def _refuse_impossible(session: Session, row: LeadRow, at: datetime, now: datetime | None) -> None:
    if now is not None:
        refuse_ahead(at, now)
    refuse_early(row, at, terms_of(session, row))
