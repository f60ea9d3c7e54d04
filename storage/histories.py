"""The history of a lead: every record of what happened to it."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from sla.history import Attempt, Deal, Happening, Hold, PassOn, Return
from sla.lead import Channel, Lead
from storage.base import Row, table_of
from storage.lead_rows import AttemptRow, DealRow, HoldRow, PassOnRow, ReturnRow


def _records(row: type[Row], value: type[Happening], **kept_as: str) -> Select[Any]:
    """The columns behind the value's fields; `kept_as` where a column goes by another name."""
    columns = table_of(row).c
    asked = (columns[kept_as.get(each.name, each.name)] for each in fields(value))
    return select(*asked).where(columns.lead_id == bindparam("lead_id")).order_by(columns.id)


def _attempt(at: datetime, by: str | None, logged_by: str | None, channel: str, *how: bool) -> Attempt:
    return Attempt(at, by, logged_by, Channel(channel), *how)


PASSES = _records(PassOnRow, PassOn)
RECORDS: tuple[tuple[Select[Any], Callable[..., Happening]], ...] = (
    (_records(AttemptRow, Attempt), _attempt),
    (_records(HoldRow, Hold, at="starts_at"), Hold),
    (PASSES, PassOn),
    (_records(ReturnRow, Return), Return),
    (_records(DealRow, Deal), Deal),
)


def history(session: Session, lead: Lead) -> list[Happening]:
    """All that happened to the lead since its hand-off, in order."""
    about = {"lead_id": lead.id}
    happened = [value(*row) for records, value in RECORDS for row in session.execute(records, about)]
    return sorted(happened, key=lambda each: each.at)


def passes(session: Session, lead: Lead) -> list[PassOn]:
    """How the lead went from rep to rep, in order."""
    return [PassOn(*row) for row in session.execute(PASSES, {"lead_id": lead.id})]
