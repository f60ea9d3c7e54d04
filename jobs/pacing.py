"""Pacing: one post for each local date on which the agreement asks for it, and none that would come too late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from jobs.sweeping import sweep_each
from sla.agreement import Agreement, Terms
from sla.posting import next_post
from sla.zones import ONE_DAY, is_missing
from storage import agreements, obligations, owed, wake_ups
from storage.engine import Sessions
from storage.workspaces import Workspace

KIND: Final = "sla_pacing"
LAST_CALL: Final = time(18)
AFTER_A_LATE_POST: Final = timedelta(hours=3)
OVERTAKEN: Final = "A later post was due by the time the bot could post it."
NOTHING_FINISHED: Final = "No day of the period had finished under the agreement yet."
NO_SUCH_DATE: Final = "There was no such local date: the clocks of the zone jumped over it."
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class PostDue:
    """A post that is due: on which local date, at which instant (UTC), and the finished day that it speaks of."""

    posted_on: date
    due_at: datetime
    finished: date


def sweep(sessions: Sessions, now: datetime) -> int:
    """Owes the post of each agreement that is due one by `now`: the latest, if several were missed."""

    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return wake_ups.pacing_due(session, place.id, now)[:limit]

    def post(session: Session, place: Workspace, agreement_id: int) -> int:
        return _post(session, place, agreement_id, now)

    return sweep_each(sessions, "pacing", due, post)


def expires_at(terms: Terms, post: PostDue) -> datetime:
    """Until when a post is still worth its while: 18:00 local, or three hours after a later post time (UTC)."""
    last_call = terms.hours.instant(post.posted_on, LAST_CALL)
    return last_call if post.due_at < last_call else post.due_at + AFTER_A_LATE_POST


def last_finished(terms: Terms, posted_on: date) -> date | None:
    """The last local date that had finished when the day began; None when it is none of the period's, or too early."""
    finished = posted_on - ONE_DAY
    while is_missing(terms.hours.zone, finished):
        finished -= ONE_DAY
    first_day = max(terms.period_of(posted_on).first_day, terms.starts)
    return finished if finished >= first_day else None


def _post(session: Session, place: Workspace, agreement_id: int, now: datetime) -> int:
    was = wake_ups.wake_ups(session, agreement_id).pacing_at
    if was is None or was > now:
        return 0
    agreement = agreements.of_id(session, place.id, agreement_id, now)
    terms = agreement.terms
    if not wake_ups.move_pacing(session, agreement_id, was, wake_ups.next_pacing(terms, now)):
        return 0
    missed = list(_missed(terms, was, now))
    for number, (posted_on, due_at) in enumerate(missed, start=1):
        _owe(session, agreement, posted_on, due_at, now, is_last=number == len(missed))
    return 1


def _missed(terms: Terms, was: datetime, now: datetime) -> Iterator[tuple[date, datetime]]:
    """The posts due from `was` to `now`, in order: the local date and the instant of each."""
    after = was - _MICROSECOND
    while terms.pacing is not None:
        posted_on, due_at = next_post(terms.hours, after, terms.pacing.at, terms.pacing.on)
        if due_at > now:
            return
        yield posted_on, due_at
        after = due_at


def _owe(
    session: Session, agreement: Agreement, posted_on: date, due_at: datetime, now: datetime, *, is_last: bool
) -> None:
    finished = last_finished(agreement.terms, posted_on)
    _record_missing_dates(session, agreement, posted_on, due_at)
    if finished is None:
        _skip(session, agreement, posted_on - ONE_DAY, due_at, NOTHING_FINISHED)
    elif not is_last:
        _skip(session, agreement, finished, due_at, OVERTAKEN)
    else:
        until = expires_at(agreement.terms, PostDue(posted_on, due_at, finished))
        owed.pacing(session, agreement, finished, due_at=due_at, expires_at=until, now=now)


def _record_missing_dates(session: Session, agreement: Agreement, posted_on: date, due_at: datetime) -> None:
    """Where the clocks jumped over the day before, that date has no post of its own, on record."""
    day = posted_on - ONE_DAY
    while is_missing(agreement.terms.hours.zone, day):
        _skip(session, agreement, day, due_at, NO_SUCH_DATE)
        day -= ONE_DAY


def _skip(session: Session, agreement: Agreement, on: date, due_at: datetime, reason: str) -> None:
    obligations.skip(
        session,
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        terms_id=agreement.terms_id,
        kind=KIND,
        subject="pacing",
        occurrence=on.isoformat(),
        due_at=due_at,
        reason=reason,
    )
