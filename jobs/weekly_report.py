"""The weekly report: one post for each local date on which the agreement asks for it, and none that comes too late."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from jobs.sweeping import sweep_each
from sla.agreement import Agreement, Terms
from sla.posting import next_post
from storage import agreements, obligations, owed_duties, wake_ups
from storage.engine import Sessions
from storage.workspaces import Workspace

LIFE: Final = timedelta(hours=24)
OVERTAKEN: Final = "A later report was due by the time the bot could post it."
MICROSECOND: Final = timedelta(microseconds=1)


def sweep(sessions: Sessions, now: datetime) -> int:
    """Owes the weekly report of each agreement that is due one by `now`: the latest, if several were missed."""

    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return wake_ups.report_due(session, place.id, now)[:limit]

    def post(session: Session, place: Workspace, agreement_id: int) -> int:
        return _post(session, place, agreement_id, now)

    return sweep_each(sessions, "weekly_report", due, post)


def _post(session: Session, place: Workspace, agreement_id: int, now: datetime) -> int:
    was = wake_ups.wake_ups(session, agreement_id).report_at
    if was is None or was > now:
        return 0
    agreement = agreements.of_id(session, place.id, agreement_id, now)
    if not wake_ups.move_report(session, agreement_id, was, wake_ups.next_report(agreement.terms, now)):
        return 0
    missed = _missed(agreement.terms, was, now)
    for posted_on, due_at in missed[:-1]:
        _skip(session, agreement, posted_on, due_at)
    for posted_on, due_at in missed[-1:]:
        owed_duties.weekly_report(session, agreement, posted_on, due_at=due_at, expires_at=due_at + LIFE, now=now)
    return 1


def _missed(terms: Terms, was: datetime, now: datetime) -> list[tuple[date, datetime]]:
    """The reports due from `was` to `now`, in order: the local date and the instant of each."""
    found: list[tuple[date, datetime]] = []
    after = was - MICROSECOND
    while terms.weekly_report is not None:
        posted_on, due_at = next_post(terms.hours, after, terms.weekly_report.at, terms.weekly_report.on)
        if due_at > now:
            break
        found.append((posted_on, due_at))
        after = due_at
    return found


def _skip(session: Session, agreement: Agreement, on: date, due_at: datetime) -> None:
    obligations.skip(
        session,
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        terms_id=agreement.terms_id,
        kind=owed_duties.WEEKLY,
        subject="weekly_report",
        occurrence=on.isoformat(),
        due_at=due_at,
        reason=OVERTAKEN,
    )
