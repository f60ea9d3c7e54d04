"""Leave and own hours of the people of a workspace: entered, called off, and who is there when."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from sla.errors import AlreadyDone, BadLeave, NoSuchLeave
from sla.hours import BusinessHours
from sla.leave import LONGEST, Leave, Presence, own_hours
from storage import audit
from storage.base import UtcDateTime, table_of
from storage.leave_rows import LeaveRow, OwnHoursRow
from storage.sentences import who
from storage.texts import clean
from storage.upserts import upsert

LONGEST_REASON = 300
LEAVE = table_of(LeaveRow).c
AT = bindparam("this_at", type_=UtcDateTime())
DUE = (
    select(LEAVE.id)
    .where(LEAVE.workspace_id == bindparam("place"), LEAVE.next_leave_at <= bindparam("now"))
    .order_by(LEAVE.next_leave_at, LEAVE.id)
    .limit(bindparam("limit"))
)
ON_LEAVE = (
    select(*(LEAVE[each.name] for each in fields(Leave)))
    .where(LEAVE.workspace_id == bindparam("place"), LEAVE.person == bindparam("person"), LEAVE.ends_at > AT)
    .where(LEAVE.starts_at <= AT)
    .order_by(LEAVE.ends_at.desc(), LEAVE.id)
    .limit(1)
)


def enter(
    session: Session,
    workspace_id: int,
    person: str,
    starts_at: datetime,
    ends_at: datetime,
    *,
    zone: str,
    by: str,
    now: datetime,
    reason: str | None = None,
) -> Leave:
    """The leave is on record; when it starts, somebody looks at the person's leads.

    Raises BadLeave for times that are past, turned round or longer than a year, AlreadyDone when it is on record.
    """
    if ends_at <= starts_at or ends_at <= now:
        raise BadLeave
    if ends_at - starts_at > LONGEST:
        raise BadLeave("A leave is at most a year long; enter the rest when it comes.")
    known = next(
        (leave for leave in of_person(session, workspace_id, person, now) if _holds(leave, starts_at, ends_at)), None
    )
    if known is not None:
        raise AlreadyDone(f"{who(person)} is entered as away for all of that time already; `/sla away list` shows it.")
    row = LeaveRow(workspace_id=workspace_id, person=person, starts_at=starts_at, ends_at=ends_at, zone=zone, by=by)
    row.entered_at, row.next_leave_at, row.reason = now, starts_at, clean(reason or "")[:LONGEST_REASON] or None
    session.add(row)
    session.flush()
    _note(session, row, now, by, "leave_entered")
    return row.leave()


def call_off(session: Session, workspace_id: int, leave_id: int, *, by: str, now: datetime) -> Leave:
    """The leave ends now, or never begins; its end is acted on at once. Raises AlreadyDone when it is over.

    Raises NoSuchLeave.
    """
    row = _row(session, workspace_id, leave_id)
    if row.cancelled_at is not None or row.ends_at <= now:
        raise AlreadyDone("That leave is over already; `/sla away list` shows what is to come.")
    had_begun = row.starts_at <= now
    row.ends_at = max(row.starts_at, now) if had_begun else row.starts_at
    row.cancelled_at, row.cancelled_by = now, by
    row.next_leave_at = now if had_begun else None
    session.flush()
    _note(session, row, now, by, "leave_called_off")
    return row.leave()


def by_id(session: Session, workspace_id: int, leave_id: int) -> Leave:
    """The leave of this number; raises NoSuchLeave."""
    return _row(session, workspace_id, leave_id).leave()


def of_person(session: Session, workspace_id: int, person: str, now: datetime) -> list[Leave]:
    """The person's leaves that are not over, by their start."""
    theirs = LeaveRow.workspace_id == workspace_id, LeaveRow.person == person, LeaveRow.ends_at > now
    found = select(LeaveRow).where(*theirs, LeaveRow.cancelled_at.is_(None))
    return [row.leave() for row in session.scalars(found.order_by(LeaveRow.starts_at, LeaveRow.id))]


def leave_at(session: Session, workspace_id: int, person: str, at: datetime) -> Leave | None:
    """The leave that the person is on at the instant."""
    row = session.execute(ON_LEAVE, {"place": workspace_id, "person": person, "this_at": at}).first()
    return None if row is None else Leave(*row)


def presences(
    session: Session, workspace_id: int, people: Collection[str], since: datetime, until: datetime | None = None
) -> Mapping[str, Presence]:
    """Who of these is known to be away at some time from `since` to `until` (or at `since`), or to have own hours.

    Whoever is not in it is always there.
    """
    ours = LeaveRow.workspace_id == workspace_id, LeaveRow.person.in_(people)
    away = select(LeaveRow).where(*ours, LeaveRow.ends_at > since, LeaveRow.starts_at <= (until or since))
    leaves: dict[str, list[Leave]] = {}
    for row in session.scalars(away.order_by(LeaveRow.starts_at, LeaveRow.id)):
        leaves.setdefault(row.person, []).append(row.leave())
    hours = _own(session, workspace_id, people)
    return {key: Presence(tuple(leaves.get(key, ())), *hours.get(key, ())) for key in (*leaves, *hours)}


def hours_of(session: Session, workspace_id: int, people: Collection[str]) -> dict[str, BusinessHours]:
    """The own hours of those of these people who have any."""
    return {key: own for key, (own, _) in _own(session, workspace_id, people).items()}


def set_hours(
    session: Session, workspace_id: int, person: str, week: str | None, *, zone: str, by: str, now: datetime
) -> None:
    """The person works in these hours of their own from now on; None: in the agreement's. Raises BadHours."""
    if week is None:
        theirs = OwnHoursRow.workspace_id == workspace_id, OwnHoursRow.person == person
        session.execute(delete(OwnHoursRow).where(*theirs))
    else:
        own_hours(week, zone)
        entered = {"workspace_id": workspace_id, "person": person, "zone": zone, "week": week, "by": by, "since": now}
        upsert(session, OwnHoursRow, [entered], ("workspace_id", "person"))
    audit.record(session, workspace_id, None, at=now, actor=by, act="own_hours", subject=person, after=week)


def due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[int]:
    """The leaves whose start or end is to be acted on by `now`, the longest due first."""
    return list(session.scalars(DUE, {"place": workspace_id, "now": now, "limit": limit}))


def claim(session: Session, workspace_id: int, leave_id: int, now: datetime) -> tuple[Leave, bool] | None:
    """The leave, and whether its end has come; None when nothing of it is due any more.

    After its start it is due again at its end; one whose start is told after its end is not told at all.
    """
    row = _row(session, workspace_id, leave_id)
    was = row.next_leave_at
    if was is None or was > now:
        return None
    has_ended = row.ends_at <= now
    ours = LeaveRow.id == row.id, LeaveRow.next_leave_at == was
    moved = update(LeaveRow).where(*ours).values(next_leave_at=None if has_ended else row.ends_at)
    moved_ids = session.scalars(moved.returning(LeaveRow.id), execution_options={"synchronize_session": False}).all()
    return (row.leave(), has_ended) if moved_ids else None


def _own(session: Session, workspace_id: int, people: Collection[str]) -> dict[str, tuple[BusinessHours, datetime]]:
    """The own hours of those of these people who have any, and since when."""
    theirs = OwnHoursRow.workspace_id == workspace_id, OwnHoursRow.person.in_(people)
    asked = select(OwnHoursRow.person, OwnHoursRow.week, OwnHoursRow.zone, OwnHoursRow.since).where(*theirs)
    rows = session.execute(asked.order_by(OwnHoursRow.person))
    return {key: (_clock(week, zone), since) for key, week, zone, since in rows}


@lru_cache(maxsize=256)
def _clock(week: str, zone: str) -> BusinessHours:
    return own_hours(week, zone)


def _holds(leave: Leave, starts_at: datetime, ends_at: datetime) -> bool:
    return leave.starts_at <= starts_at and ends_at <= leave.ends_at


def _row(session: Session, workspace_id: int, leave_id: int) -> LeaveRow:
    ours = LeaveRow.workspace_id == workspace_id, LeaveRow.id == leave_id
    row = session.scalars(select(LeaveRow).where(*ours)).first()
    if row is None:
        raise NoSuchLeave
    return row


def _note(session: Session, row: LeaveRow, now: datetime, by: str, act: str) -> None:
    span = f"{row.starts_at:%Y-%m-%dT%H:%MZ}..{row.ends_at:%Y-%m-%dT%H:%MZ}"
    subject = f"leave:{row.id}"
    audit.record(
        session, row.workspace_id, None, at=now, actor=by, act=act, subject=subject, after=f"{row.person} {span}"
    )
