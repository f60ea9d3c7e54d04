"""The questions behind every figure: sums of leads, attempts and deals as of an instant, and of their roll-ups.

Each statement is built once. It takes the agreement, the first and last local date, and where it asks the facts
themselves the instant `at`: later facts do not exist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from sla.standing import SUMS, Sums
from storage.base import Exact
from storage.day_rows import DayRow
from storage.lead_rows import AttemptRow, DealRow, LeadRow

NOTHING = Sums()

Key = tuple[date | None, str | None]
Column = InstrumentedAttribute[Any]

AT = bindparam("at", type_=LeadRow.handed_off_at.type)
DAYS = bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
AGREEMENT = bindparam("agreement_id", type_=BigInteger())


@dataclass(frozen=True)
class Question:
    """A statement whose columns are a local date (or none), a tier, and then the sums of these names."""

    statement: Select[Any]
    names: tuple[str, ...]

    def ask(self, session: Session, about: Mapping[str, Any]) -> dict[Key, Sums]:
        """The sums by date and tier; a roll-up's empty tier is none."""
        found = session.execute(self.statement, about)
        return {(on, tier or None): Sums(**dict(zip(self.names, sums, strict=True))) for on, tier, *sums in found}


def merged(parts: Iterable[Mapping[Key, Sums]]) -> dict[Key, Sums]:
    """The answers to several questions, added up."""
    whole: dict[Key, Sums] = {}
    for part in parts:
        for key, sums in part.items():
            whole[key] = whole[key] + sums if key in whole else sums
    return {key: sums for key, sums in whole.items() if sums != NOTHING}


def _question(on: Any, tier: Any, where: Iterable[ColumnElement[bool]], **sums: ColumnElement[Any]) -> Question:
    statement = select(on, tier, *sums.values()).where(*where)
    return Question(statement.group_by(tier) if on is NO_DATE else statement.group_by(on, tier), tuple(sums))


def _count(*when: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(and_(*when)) if when else func.count()


def _sum(column: Column, *when: ColumnElement[bool]) -> ColumnElement[Any]:
    kept_as = Exact if isinstance(column.type, Exact) else BigInteger
    added = func.sum(column).filter(and_(*when)) if when else func.sum(column)
    return cast(func.coalesce(added, literal_column("0")), kept_as)


def _came(column: Column, by: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    return and_(column.is_not(None), column <= by)


def _missed(column: Column, by: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    return or_(column.is_(None), column > by)


NO_DATE: ColumnElement[None] = literal_column("NULL")
FOLLOWED_UP = _came(LeadRow.first_attempt_at, AT)
BREACHED = (
    LeadRow.due_at < AT,
    _missed(LeadRow.first_attempt_at, LeadRow.due_at),
    _missed(LeadRow.returned_at, LeadRow.due_at),
)
HANDED_OFF = (
    LeadRow.agreement_id == AGREEMENT,
    LeadRow.handed_off_on.between(*DAYS),
    LeadRow.handed_off_at <= AT,
)

LEADS = _question(
    LeadRow.handed_off_on,
    LeadRow.tier,
    HANDED_OFF,
    handed_off=_count(),
    returned=_count(LeadRow.returned_at <= AT),
    value=_sum(LeadRow.value, _missed(LeadRow.returned_at, AT)),
    followed_up=_count(FOLLOWED_UP),
    within_window=_count(FOLLOWED_UP, or_(LeadRow.due_at.is_(None), LeadRow.first_attempt_at <= LeadRow.due_at)),
    breached=_count(*BREACHED),
    overdue=_count(*BREACHED, _missed(LeadRow.first_attempt_at, AT), _missed(LeadRow.returned_at, AT)),
    speed_us=_sum(LeadRow.speed_us, FOLLOWED_UP),
    wall_us=_sum(LeadRow.wall_us, FOLLOWED_UP),
    unconnected=_count(_missed(LeadRow.connected_at, AT)),
)
ATTEMPTS = _question(
    LeadRow.handed_off_on,
    LeadRow.tier,
    (*HANDED_OFF, _missed(LeadRow.connected_at, AT), AttemptRow.lead_id == LeadRow.id, AttemptRow.at <= AT),
    unconnected_attempts=_count(),
)
DEALS = _question(
    DealRow.closed_on,
    DealRow.tier,
    (DealRow.agreement_id == AGREEMENT, DealRow.closed_on.between(*DAYS), DealRow.closed_at <= AT),
    customers=_count(DealRow.lead_id.is_not(None)),
    revenue=_sum(DealRow.revenue, DealRow.lead_id.is_not(None)),
    other_revenue=_sum(DealRow.revenue, DealRow.lead_id.is_(None)),
)

_ROLLED_UP = DayRow.agreement_id == AGREEMENT, DayRow.on.between(*DAYS)
_ADDED = {name: _sum(getattr(DayRow, name)) for name in SUMS}
ROLLUPS = _question(NO_DATE, DayRow.tier, _ROLLED_UP, **_ADDED)
ROLLUPS_BY_DAY = _question(DayRow.on, DayRow.tier, _ROLLED_UP, **_ADDED)

_STILL_OPEN = LeadRow.first_attempt_at.is_(None), LeadRow.returned_at.is_(None)

RECORDED = _question(
    LeadRow.handed_off_on,
    LeadRow.tier,
    (*HANDED_OFF, LeadRow.breached_at.is_not(None)),
    breached=_count(),
    overdue=_count(*_STILL_OPEN),
)
"""Breaches on record, as roll-ups count them."""

UNRECORDED = _question(
    NO_DATE,
    LeadRow.tier,
    (
        LeadRow.workspace_id == bindparam("workspace_id"),
        LeadRow.breach_due_at.is_not(None),
        LeadRow.breach_due_at <= AT,
        literal_column("+lead.agreement_id") == AGREEMENT,
        LeadRow.handed_off_on.between(*DAYS),
    ),
    breached=_count(),
    overdue=_count(*_STILL_OPEN),
)
"""Breaches that have come and are not on record yet; `+` keeps SQLite to the index of what is due."""
