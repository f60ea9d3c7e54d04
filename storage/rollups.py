"""The daily roll-ups: what one lead or deal adds to its day, and adding it in the transaction of the fact."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from sla.standing import SUMS, Sums
from storage.lead_rows import DayRow, DealRow, LeadRow

DAY: Table = DayRow.metadata.tables[DayRow.__tablename__]
KEY = ("agreement_id", "on", "tier")
NO_TIER = ""


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
    if sums == Sums():
        return
    key = {
        "workspace_id": row.workspace_id,
        "agreement_id": row.agreement_id,
        "on": on,
        "tier": row.tier or NO_TIER,
    }
    upsert = _upsert(session.get_bind().dialect.name)
    session.execute(upsert, {f"new_{name}": value for name, value in (key | _values(sums)).items()})


def _is_within(row: LeadRow) -> bool:
    return row.first_attempt_at is not None and (row.due_at is None or row.first_attempt_at <= row.due_at)


def _values(sums: Sums) -> dict[str, Any]:
    return {name: getattr(sums, name) for name in SUMS}


@cache
def _upsert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    insert = postgresql.insert(DAY) if dialect == "postgresql" else sqlite.insert(DAY)
    columns = ("workspace_id", *KEY, *SUMS)
    added = insert.values({name: bindparam(f"new_{name}", type_=DAY.c[name].type) for name in columns})
    return added.on_conflict_do_update(
        index_elements=[DAY.c[name] for name in KEY],
        set_={name: DAY.c[name] + added.excluded[name] for name in SUMS},
    )
