"""The questions behind every figure: sums of leads, attempts and deals as of an instant, and of their roll-ups.

Each statement is built once, on tables rather than on rows, for the ORM would take longer than the database. It takes
the agreement, the first and last local date, and the instant `at`: later facts do not exist. What is asked of leads is
asked of the customers handed off as well, apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session

from sla.agreement import What
from sla.standing import SUMS, Sums
from storage.agreement_rows import AgreementRow
from storage.base import Exact, UtcDateTime
from storage.day_rows import DayRow
from storage.lead_rows import AttemptRow, DealRow, LeadRow

Key = tuple[date | None, str | None]

NOTHING = Sums()
AT = bindparam("at", type_=UtcDateTime())
DAYS = bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
AGREEMENT = bindparam("agreement_id", type_=BigInteger())
LEAD, ATTEMPT, DEAL, DAY, AGREEMENTS = (
    row.metadata.tables[row.__tablename__].c for row in (LeadRow, AttemptRow, DealRow, DayRow, AgreementRow)
)
NO_DATE: ColumnElement[Any] = literal_column("NULL")


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


def latest(session: Session, about: Mapping[str, Any], what: What = "lead") -> tuple[datetime | None, dict[Key, Sums]]:
    """The instant of the agreement's last fact, and the sums of roll-ups and of breaches that are not on record yet.

    The sums are those of the instant `at` when the last fact is no later. No roll-up, no fact: then both are empty.
    """
    found = session.execute(OF[what].latest, about).all()
    parts: list[dict[Key, Sums]] = [{(None, tier or None): Sums(*sums)} for _, tier, *sums in found]
    return (found[0][0] if found else None), merged(parts)


def _question(on: Any, tier: Any, where: Iterable[ColumnElement[bool]], **sums: ColumnElement[Any]) -> Question:
    statement = select(on, tier, *sums.values()).where(*where)
    return Question(statement.group_by(tier) if on is NO_DATE else statement.group_by(on, tier), tuple(sums))


def _count(*when: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(and_(*when)) if when else func.count()


def _sum(column: ColumnElement[Any], *when: ColumnElement[bool]) -> ColumnElement[Any]:
    added = func.sum(column).filter(and_(*when)) if when else func.sum(column)
    return cast(func.coalesce(added, literal_column("0")), _kept_as(column))


def _kept_as(column: ColumnElement[Any]) -> Exact | BigInteger:
    return Exact() if isinstance(column.type, Exact) else BigInteger()


def _came(column: ColumnElement[Any], by: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(column.is_not(None), column <= by)


def _missed(column: ColumnElement[Any], by: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(column.is_(None), column > by)


FOLLOWED_UP = _came(LEAD.first_attempt_at, AT)
BREACHED = (
    LEAD.due_at < AT,
    _missed(LEAD.first_attempt_at, LEAD.due_at),
    _missed(LEAD.returned_at, LEAD.due_at),
)
STILL_OPEN = LEAD.first_attempt_at.is_(None), LEAD.returned_at.is_(None)
HANDED_OVER = LEAD.agreement_id == AGREEMENT, LEAD.handed_off_on.between(*DAYS), LEAD.handed_off_at <= AT
IS: dict[What, ColumnElement[bool]] = {"lead": LEAD.came_of.is_(None), "customer": LEAD.came_of.is_not(None)}
HANDED_OFF = (*HANDED_OVER, IS["lead"])
LAST_FACT = select(AGREEMENTS.last_fact_at).where(AGREEMENTS.id == AGREEMENT)
_ADDED = {name: _sum(DAY[name]) for name in SUMS}


def _leads(handed_off: Iterable[ColumnElement[bool]]) -> Question:
    return _question(
        LEAD.handed_off_on,
        LEAD.tier,
        handed_off,
        handed_off=_count(),
        returned=_count(LEAD.returned_at <= AT),
        value=_sum(LEAD.value, _missed(LEAD.returned_at, AT)),
        followed_up=_count(FOLLOWED_UP),
        within_window=_count(FOLLOWED_UP, or_(LEAD.due_at.is_(None), LEAD.first_attempt_at <= LEAD.due_at)),
        breached=_count(*BREACHED),
        overdue=_count(*BREACHED, _missed(LEAD.first_attempt_at, AT), _missed(LEAD.returned_at, AT)),
        speed_us=_sum(LEAD.speed_us, FOLLOWED_UP),
        wall_us=_sum(LEAD.wall_us, FOLLOWED_UP),
        unconnected=_count(_missed(LEAD.connected_at, AT)),
    )


def _attempts(handed_off: Iterable[ColumnElement[bool]]) -> Question:
    tried = _missed(LEAD.connected_at, AT), ATTEMPT.lead_id == LEAD.id, ATTEMPT.at <= AT
    return _question(LEAD.handed_off_on, LEAD.tier, (*handed_off, *tried), unconnected_attempts=_count())


def _recorded(handed_off: Iterable[ColumnElement[bool]]) -> Question:
    breached = *handed_off, LEAD.breached_at.is_not(None)
    return _question(LEAD.handed_off_on, LEAD.tier, breached, breached=_count(), overdue=_count(*STILL_OPEN))


def _unrecorded(what: What) -> Select[Any]:
    counted = {"breached": _count(), "overdue": _count(*STILL_OPEN)}
    untold = (cast(counted.get(name, literal_column("0")), _kept_as(DAY[name])) for name in SUMS)
    return (
        select(LAST_FACT.scalar_subquery(), LEAD.tier, *untold)
        .where(
            LEAD.workspace_id == bindparam("workspace_id", type_=BigInteger()),
            LEAD.breach_due_at.is_not(None),
            LEAD.breach_due_at <= AT,
            literal_column("+lead.agreement_id") == AGREEMENT,
            LEAD.handed_off_on.between(*DAYS),
            IS[what],
        )
        .group_by(LEAD.tier)
    )


def _rolled_up(what: What) -> tuple[ColumnElement[bool], ...]:
    return DAY.agreement_id == AGREEMENT, DAY.what == literal_column(f"'{what}'"), DAY.on.between(*DAYS)


def _latest(what: What) -> CompoundSelect[Any]:
    last = LAST_FACT.scalar_subquery()
    rollups = select(last, DAY.tier, *_ADDED.values()).where(*_rolled_up(what)).group_by(DAY.tier)
    return rollups.union_all(_unrecorded(what))


@dataclass(frozen=True)
class Link:
    """What is asked of one link of the chain: of leads, or of the customers handed off.

    `recorded` are breaches on record, as roll-ups count them; `latest` adds to the roll-ups those that have come and
    are not on record yet (a `+` keeps SQLite to the index of what is due).
    """

    leads: Question
    attempts: Question
    recorded: Question
    by_day: Question
    latest: CompoundSelect[Any]

    @classmethod
    def of(cls, what: What) -> "Link":
        """The questions of this link."""
        handed_off = *HANDED_OVER, IS[what]
        by_day = _question(DAY.on, DAY.tier, _rolled_up(what), **_ADDED)
        return cls(_leads(handed_off), _attempts(handed_off), _recorded(handed_off), by_day, _latest(what))


OF: Final[dict[What, Link]] = {"lead": Link.of("lead"), "customer": Link.of("customer")}
DEALS: Final = _question(
    DEAL.closed_on,
    DEAL.tier,
    (DEAL.agreement_id == AGREEMENT, DEAL.closed_on.between(*DAYS), DEAL.closed_at <= AT),
    customers=_count(DEAL.lead_id.is_not(None)),
    revenue=_sum(DEAL.revenue, DEAL.lead_id.is_not(None)),
    other_revenue=_sum(DEAL.revenue, DEAL.lead_id.is_(None)),
)
