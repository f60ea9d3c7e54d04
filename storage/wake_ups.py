"""When to look at an agreement again: its next posts, the close of its period, and its duties to be made ahead."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, bindparam, select, update
from sqlalchemy.orm import Session

from sla.agreement import Post, Status, Terms
from sla.closing import next_close
from sla.posting import next_post
from storage.agreement_rows import AgreementRow
from storage.base import table_of
from storage.terms import reigns, terms_at

AGREEMENTS = table_of(AgreementRow)
AGREEMENT = AGREEMENTS.c
IN_FORCE = AGREEMENT.workspace_id == bindparam("place"), AGREEMENT.status == Status.IN_FORCE


def _due(column: Column[Any]) -> Select[Any]:
    due = select(AGREEMENT.id).where(*IN_FORCE, column <= bindparam("now"))
    return due.order_by(column, AGREEMENT.id)


PACING_DUE, CLOSE_DUE = _due(AGREEMENT.next_pacing_at), _due(AGREEMENT.next_close_at)
DUTIES_DUE, REPORT_DUE = _due(AGREEMENT.next_duties_at), _due(AGREEMENT.next_report_at)
WAKE_UPS = select(
    AGREEMENT.next_pacing_at, AGREEMENT.next_close_at, AGREEMENT.next_duties_at, AGREEMENT.next_report_at
).where(AGREEMENT.id == bindparam("agreement_id"))


@dataclass(frozen=True)
class WakeUps:
    """The instants at which an agreement is due again; None when it never is."""

    pacing_at: datetime | None
    close_at: datetime | None
    duties_at: datetime | None
    report_at: datetime | None


def start_wake_ups(session: Session, agreement_id: int, from_instant: datetime) -> None:
    """The first posts are due after `from_instant`, the first close at the end of the period that holds it.

    The duties are made from `from_instant` on.
    """
    _, terms = terms_at(session, agreement_id, from_instant)
    period = terms.period_of(terms.hours.local_date(from_instant))
    posts = next_pacing(terms, from_instant), next_report(terms, from_instant)
    _set(session, agreement_id, WakeUps(posts[0], period.ends_at(terms.timezone), from_instant, posts[1]))


def amend_wake_ups(session: Session, agreement_id: int, terms: Terms, starts_at: datetime, now: datetime) -> None:
    """The next posts and duties follow the new terms from their start, the close whichever period ends first.

    What is overdue stays.
    """
    standing = wake_ups(session, agreement_id)
    amended = WakeUps(
        _amended(standing.pacing_at, next_pacing(terms, starts_at), starts_at, now),
        _close_after(session, agreement_id, standing.close_at, now),
        min(filter(None, (standing.duties_at, starts_at))),
        _amended(standing.report_at, next_report(terms, starts_at), starts_at, now),
    )
    _set(session, agreement_id, amended)


def next_pacing(terms: Terms, after: datetime) -> datetime | None:
    """The instant of the next pacing post under these terms, strictly after `after`; None when they ask for none."""
    return _next(terms, terms.pacing, after)


def next_report(terms: Terms, after: datetime) -> datetime | None:
    """The instant of the next weekly report, as `next_pacing` does."""
    return _next(terms, terms.weekly_report, after)


def wake_ups(session: Session, agreement_id: int) -> WakeUps:
    """When this agreement is due again."""
    return WakeUps(*session.execute(WAKE_UPS, {"agreement_id": agreement_id}).one())


def pacing_due(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The ids of the agreements whose pacing post is due, longest first."""
    return list(session.scalars(PACING_DUE, {"place": workspace_id, "now": now}))


def close_due(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The ids of the agreements whose period is due to close, longest first."""
    return list(session.scalars(CLOSE_DUE, {"place": workspace_id, "now": now}))


def duties_due(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The ids of the agreements whose duties are to be made ahead again, longest first."""
    return list(session.scalars(DUTIES_DUE, {"place": workspace_id, "now": now}))


def report_due(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The ids of the agreements whose weekly report is due, longest first."""
    return list(session.scalars(REPORT_DUE, {"place": workspace_id, "now": now}))


def move_pacing(session: Session, agreement_id: int, was: datetime, to: datetime | None) -> bool:
    """The next post is due at `to`; False, and nothing changed, when somebody moved it first."""
    return _move(session, agreement_id, AGREEMENT.next_pacing_at, was, to)


def move_close(session: Session, agreement_id: int, was: datetime, to: datetime | None) -> bool:
    """The next close is due at `to`; False, and nothing changed, when somebody moved it first."""
    return _move(session, agreement_id, AGREEMENT.next_close_at, was, to)


def move_duties(session: Session, agreement_id: int, was: datetime, to: datetime | None) -> bool:
    """The duties are made from `to` on the next time; False, and nothing changed, when somebody moved it first."""
    return _move(session, agreement_id, AGREEMENT.next_duties_at, was, to)


def move_report(session: Session, agreement_id: int, was: datetime, to: datetime | None) -> bool:
    """The next weekly report is due at `to`; False, and nothing changed, when somebody moved it first."""
    return _move(session, agreement_id, AGREEMENT.next_report_at, was, to)


def _move(session: Session, agreement_id: int, column: Column[Any], was: datetime, to: datetime | None) -> bool:
    claim = update(AGREEMENTS).where(AGREEMENT.id == agreement_id, column == was).values({column: to})
    return session.execute(claim.returning(AGREEMENT.id)).first() is not None


def _next(terms: Terms, post: Post | None, after: datetime) -> datetime | None:
    return None if post is None else next_post(terms.hours, after, post.at, post.on)[1]


def _amended(standing: datetime | None, due_at: datetime | None, starts_at: datetime, now: datetime) -> datetime | None:
    """When a post is due under new terms: one that is overdue stays, and so does what comes before they begin."""
    if standing is not None and standing <= now:
        return standing
    if starts_at <= now:
        return due_at
    return min(filter(None, (standing, due_at)), default=None)


def _close_after(session: Session, agreement_id: int, standing: datetime | None, now: datetime) -> datetime | None:
    """When a period closes next, old terms' or new ones'; a close that is overdue comes first."""
    return standing if standing is not None and standing <= now else next_close(reigns(session, agreement_id), now)


def _set(session: Session, agreement_id: int, wanted: WakeUps) -> None:
    row = session.get_one(AgreementRow, agreement_id)
    row.next_pacing_at, row.next_close_at = wanted.pacing_at, wanted.close_at
    row.next_duties_at, row.next_report_at = wanted.duties_at, wanted.report_at
    session.flush()
