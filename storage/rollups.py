"""The daily roll-ups: what one lead or deal adds to its day, and adding it in the transaction of the fact."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Insert, Table, bindparam
from sqlalchemy.orm import Session

from sla.agreement import Agreement, What
from sla.standing import SUMS, Sums
from storage.lead_rows import DayRow, DealRow, LeadRow
from storage.upserts import insert_into

DAY: Table = DayRow.metadata.tables[DayRow.__tablename__]
KEY = ("agreement_id", "what", "on", "tier")
NO_TIER = ""

Changes: TypeAlias = Mapping[tuple[date, str | None], Sums]


def of_lead(row: LeadRow) -> Sums:
    """What this lead adds to the day of its hand-off, as it stands."""
    is_returned, is_followed_up = row.returned_at is not None, row.first_attempt_at is not None
    is_breached, is_unconnected = row.breached_at is not None, row.connected_at is None
    return Sums(
        handed_off=1,
        returned=int(is_returned),
        value=Sums.value if is_returned or row.value is None else row.value,
        followed_up=int(is_followed_up),
        within_window=int(_is_within(row)),
        breached=int(is_breached),
        overdue=int(is_breached and not is_followed_up and not is_returned),
        speed_us=row.speed_us or 0,
        wall_us=row.wall_us or 0,
        unconnected=int(is_unconnected),
        unconnected_attempts=row.attempts if is_unconnected else 0,
    )


def of_deal(row: DealRow) -> Sums:
    """What this deal adds to the day of its closing."""
    if row.lead_id is None:
        return Sums(other_revenue=row.revenue)
    return Sums(customers=1, revenue=row.revenue)


def add(session: Session, row: LeadRow | DealRow, on: date, sums: Sums) -> None:
    """Adds to the roll-up of one day of the row's agreement and tier; writes nothing when there is nothing to add."""
    what = row.what if isinstance(row, LeadRow) else "lead"
    _add(session, row.workspace_id, row.agreement_id, what, {(on, row.tier): sums})


def add_all(session: Session, agreement: Agreement, changes: Changes, what: What = "lead") -> None:
    """Adds to the roll-ups of many days and tiers of one agreement's link; writes nothing where nothing is to add."""
    _add(session, agreement.workspace_id, agreement.id, what, changes)


def _add(session: Session, workspace_id: int, agreement_id: int, what: What, changes: Changes) -> None:
    whose = {"workspace_id": workspace_id, "agreement_id": agreement_id, "what": what}
    rows = [
        whose | {"on": on, "tier": tier or NO_TIER} | _values(sums)
        for (on, tier), sums in changes.items()
        if sums != Sums()
    ]
    if rows:
        upsert = _upsert(session.get_bind().dialect.name)
        session.execute(upsert, [{f"new_{name}": value for name, value in row.items()} for row in rows])


def _is_within(row: LeadRow) -> bool:
    return row.first_attempt_at is not None and (row.due_at is None or row.first_attempt_at <= row.due_at)


def _values(sums: Sums) -> dict[str, Any]:
    return {name: getattr(sums, name) for name in SUMS}


@cache
def _upsert(dialect: str) -> Insert:
    columns = ("workspace_id", *KEY, *SUMS)
    new = {name: bindparam(f"new_{name}", type_=DAY.c[name].type) for name in columns}
    added = insert_into(DAY, dialect).values(new)
    return added.on_conflict_do_update(
        index_elements=[DAY.c[name] for name in KEY],
        set_={name: DAY.c[name] + added.excluded[name] for name in SUMS},
    )
