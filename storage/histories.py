"""The history of a lead: every record of what happened to it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from sla.history import Attempt, Deal, Happening, Hold, PassOn, Return
from sla.lead import Channel, Lead
from storage.base import Row, table_of
from storage.lead_rows import AttemptRow, DealRow, HoldRow, PassOnRow, ReturnRow


@dataclass(frozen=True)
class Kept:
    """One kind of record: how to read it, what it becomes, and whether the lead as it stands may have any."""

    records: Select[Any]
    value: Callable[..., Happening]
    may_be: Callable[[Lead], bool]


def _records(row: type[Row], value: type[Happening], **kept_as: str) -> Select[Any]:
    """The columns behind the value's fields; `kept_as` where a column goes by another name."""
    columns = table_of(row).c
    asked = (columns[kept_as.get(each.name, each.name)] for each in fields(value))
    return select(*asked).where(columns.lead_id == bindparam("lead_id")).order_by(columns.id)


def _attempt(at: datetime, by: str | None, logged_by: str | None, channel: str, *how: bool) -> Attempt:
    return Attempt(at, by, logged_by, Channel(channel), *how)


RETURNS, DEALS = _records(ReturnRow, Return), _records(DealRow, Deal)
PASSES = _records(PassOnRow, PassOn)
RECORDS: tuple[Kept, ...] = (
    Kept(_records(AttemptRow, Attempt), _attempt, lambda lead: lead.attempts > 0),
    Kept(_records(HoldRow, Hold, at="starts_at"), Hold, lambda _lead: True),
    Kept(PASSES, PassOn, lambda lead: lead.passes > 0),
    Kept(RETURNS, Return, lambda lead: lead.returned_at is not None),
    Kept(DEALS, Deal, lambda lead: lead.closed_at is not None),
)


def history(session: Session, lead: Lead) -> list[Happening]:
    """All that happened since its hand-off to the lead as it stands, which must be freshly read; in order.

    Before that comes what led to the hand-off: a customer's deal, and why a lead that comes again was given back.
    """
    about = {"lead_id": lead.id}
    asked = (kept for kept in RECORDS if kept.may_be(lead))
    happened = [kept.value(*row) for kept in asked for row in session.execute(kept.records, about)]
    return sorted([*_before(session, lead), *happened], key=lambda each: each.at)


def _before(session: Session, lead: Lead) -> list[Happening]:
    """The deal that made a customer, and the return that a lead was handed off again after."""
    if lead.came_of is not None:
        return [Deal(*row) for row in session.execute(DEALS, {"lead_id": lead.came_of})]
    return (
        [] if lead.again_of is None else [Return(*row) for row in session.execute(RETURNS, {"lead_id": lead.again_of})]
    )


def passes(session: Session, lead: Lead) -> list[PassOn]:
    """How the lead went from rep to rep, in order."""
    return [PassOn(*row) for row in session.execute(PASSES, {"lead_id": lead.id})]
