"""Duties as they are owed: one by its number, those of a period, what waits, what was delivered, what was missed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Date, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from sla.agreement import Agreement, Status
from sla.duty import Occurrence
from sla.errors import NoSuchDuty
from sla.period import Period
from storage.agreement_rows import AgreementRow
from storage.base import UtcDateTime
from storage.duty_rows import DutyRow

Column = InstrumentedAttribute[datetime | None]
IN_FORCE = AgreementRow.id == DutyRow.agreement_id, AgreementRow.status == Status.IN_FORCE
OURS = DutyRow.workspace_id == bindparam("place")
AGREEMENT = bindparam("agreement_id", type_=BigInteger())
DAYS = bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
AT = bindparam("at", type_=UtcDateTime())


def _due(column: Column) -> Select[int]:
    due = select(DutyRow.id).where(OURS, column.is_not(None), column <= bindparam("now"), *IN_FORCE)
    return due.order_by(column, DutyRow.id).limit(bindparam("limit"))


REMINDERS_DUE, MISSES_DUE, MENDS_DUE = map(_due, (DutyRow.remind_due_at, DutyRow.miss_due_at, DutyRow.mend_due_at))
EVER = datetime.max.replace(tzinfo=UTC)
DUTY = DutyRow.metadata.tables[DutyRow.__tablename__].c
OWED = select(*(DUTY[each.name] for each in fields(Occurrence))).where(DUTY.dropped_at.is_(None))
BY_ID = OWED.where(DUTY.id == bindparam("duty_id"), DUTY.workspace_id == bindparam("place"))
OURS_OWED = OWED.where(DUTY.agreement_id == AGREEMENT)
OF_DAYS = OURS_OWED.where(DUTY.on.between(*DAYS)).order_by(DUTY.due_at, DUTY.id)
ALL = OURS_OWED.order_by(DUTY.due_at, DUTY.id)
DUE_BETWEEN = ALL.where(DUTY.due_at >= bindparam("since"), DUTY.due_at < bindparam("until"))
BEFORE = (
    OURS_OWED.where(DUTY.giver == bindparam("giver"), DUTY.what == bindparam("what"))
    .where(DUTY.due_at < bindparam("due_at"), DUTY.recorded_at.is_not(None))
    .order_by(DUTY.due_at.desc())
    .limit(1)
)
DELIVERED = (
    select(DUTY.done_on, DUTY.giver, DUTY.done_by, DUTY.confirmed_units)
    .where(DUTY.agreement_id == AGREEMENT, DUTY.done_on.between(*DAYS), DUTY.confirmed_units.is_not(None))
    .where(DUTY.done_at <= AT, DUTY.confirmed_at <= bindparam("known_at", type_=UtcDateTime()))
    .order_by(DUTY.done_at, DUTY.id)
)


def by_id(session: Session, workspace_id: int, duty_id: int) -> Occurrence:
    """The occurrence of this number, read afresh; raises NoSuchDuty, also for one that later terms dropped."""
    found = session.execute(BY_ID, {"duty_id": duty_id, "place": workspace_id}).first()
    if found is None:
        raise NoSuchDuty
    return Occurrence(*found)


def of_days(session: Session, agreement_id: int, first: date, last: date) -> list[Occurrence]:
    """The agreement's duties that are due on local dates from `first` to `last`, by due instant."""
    about = {"agreement_id": agreement_id, "first_day": first, "last_day": last}
    return [Occurrence(*row) for row in session.execute(OF_DAYS, about)]


def of_period(session: Session, agreement: Agreement, period: Period) -> list[Occurrence]:
    """The duties that are due in the period, by due instant."""
    return of_days(session, agreement.id, period.first_day, period.last_day)


def all_of(session: Session, agreement_id: int) -> list[Occurrence]:
    """Every occurrence that is on record, by due instant."""
    return [Occurrence(*row) for row in session.execute(ALL, {"agreement_id": agreement_id})]


def missed(session: Session, agreement: Agreement, since: datetime, until: datetime) -> list[Occurrence]:
    """The duties whose deadline passed from `since` to before `until` (UTC) and that were missed, done late included.

    Those that were excused by now are left out, and so are those of which a later word shows that they were kept.
    """
    about = {"agreement_id": agreement.id, "since": since, "until": until}
    found = (Occurrence(*row) for row in session.execute(DUE_BETWEEN, about))
    return [duty for duty in found if duty.is_missed(until)]


def before(session: Session, duty: Occurrence) -> Occurrence | None:
    """The last time before that the same duty was done; None when it never was."""
    same = {"agreement_id": duty.agreement_id, "giver": duty.giver, "what": duty.what, "due_at": duty.due_at}
    found = session.execute(BEFORE, same).first()
    return Occurrence(*found) if found else None


def deliveries(session: Session, agreement: Agreement, period: Period, at: datetime) -> dict[str, Decimal]:
    """The units delivered in the period, by local date, and confirmed, as of the instant (UTC); by giving party.

    Once the period is over, what is confirmed afterwards corrects it.
    """
    total: dict[str, Decimal] = defaultdict(Decimal)
    for of_day in deliveries_by_day(session, agreement, period, at).values():
        for giver, units in of_day.items():
            total[giver] += units
    return dict(total)


def deliveries_by_day(
    session: Session, agreement: Agreement, period: Period, at: datetime
) -> dict[date, dict[str, Decimal]]:
    """The same for each local date on which something was delivered."""
    days: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for done_on, giver, _, units in _delivered(session, agreement, period, at):
        days[done_on][giver] += units
    return days


def deliverers(
    session: Session, agreement: Agreement, giver: str, period: Period, at: datetime
) -> list[tuple[str, int]]:
    """Who made the party's deliveries of the period, and how many each, those with most first."""
    counts: dict[str, int] = defaultdict(int)
    for _, whose, by, _ in _delivered(session, agreement, period, at):
        if by is not None and whose == giver:
            counts[by] += 1
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def reminders_due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[int]:
    """The numbers of the duties to remind of by `now`, longest first."""
    return list(session.scalars(REMINDERS_DUE, {"place": workspace_id, "now": now, "limit": limit}))


def misses_due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[int]:
    """The numbers of the duties whose deadline has passed by `now`, longest first."""
    return list(session.scalars(MISSES_DUE, {"place": workspace_id, "now": now, "limit": limit}))


def mends_due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[int]:
    """The numbers of the duties that turned out not to be missed, and of which something may have followed."""
    return list(session.scalars(MENDS_DUE, {"place": workspace_id, "now": now, "limit": limit}))


def _delivered(session: Session, agreement: Agreement, period: Period, at: datetime) -> Sequence[Any]:
    is_over = at >= period.ends_at(agreement.terms.timezone)
    about = {"agreement_id": agreement.id, "first_day": period.first_day, "last_day": period.last_day, "at": at}
    return session.execute(DELIVERED, about | {"known_at": EVER if is_over else at}).all()
