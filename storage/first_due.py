"""When a workspace next has something to do by itself: the earliest of each of its wake-up columns, in one question."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, Table, bindparam, func, select
from sqlalchemy.orm import Session

from sla.agreement import Status
from storage.agreement_rows import AgreementRow, TermsRow
from storage.base import table_of
from storage.duty_rows import DutyRow
from storage.lead_rows import LeadRow
from storage.leave_rows import LeaveRow
from storage.outcome_rows import StrikeRow

AGREEMENTS, DUTIES, LEADS, LEAVES, STRIKES, TERMS = (
    table_of(row) for row in (AgreementRow, DutyRow, LeadRow, LeaveRow, StrikeRow, TermsRow)
)
ARE_IN_FORCE = AGREEMENTS.c.status == Status.IN_FORCE
UNDER_ONE_IN_FORCE = AGREEMENTS.c.id == DUTIES.c.agreement_id, ARE_IN_FORCE
WAKING: tuple[tuple[Table, tuple[str, ...], tuple[ColumnElement[bool], ...]], ...] = (
    (LEADS, ("breach_due_at", "next_alert_at"), ()),
    (DUTIES, ("remind_due_at", "miss_due_at", "mend_due_at"), UNDER_ONE_IN_FORCE),
    (
        AGREEMENTS,
        ("next_duties_at", "next_close_at", "next_check_at", "next_pacing_at", "next_report_at"),
        (ARE_IN_FORCE,),
    ),
    (STRIKES, ("next_call_at",), ()),
    (LEAVES, ("next_leave_at",), ()),
    (TERMS, ("next_step_at",), ()),
)
"""Each table, its wake-up columns, and whose count."""


def _first(table: Table, name: str, whose: tuple[ColumnElement[bool], ...]) -> Label[Any]:
    is_set = table.c.workspace_id == bindparam("place"), table.c[name].is_not(None)
    return select(func.min(table.c[name])).where(*is_set, *whose).label(name)


FIRST_DUE = select(*(_first(table, name, whose) for table, names, whose in WAKING for name in names))


def first_due(session: Session, workspace_id: int) -> Mapping[str, datetime | None]:
    """By wake-up column, the first instant (UTC) at which it wakes anybody; None when it does not."""
    return {**session.execute(FIRST_DUE, {"place": workspace_id}).mappings().one()}
