"""Short ways for tests to bring facts in, in bulk and one by one, and to compare what that leaves in the tables."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyDone, AlreadyHandedOff, SlaError
from sla.lead import Channel, NewLead
from storage import facts, leads
from storage.agreement_rows import AgreementRow
from storage.base import Row
from storage.imports import ArrivingAttempt, ArrivingDeal, ArrivingLead, LeadImport, Taken, take_attempts, take_deals
from storage.lead_rows import AttemptRow, DayRow, DealRow, LeadRow
from tests.moments import at

TEN = at("2026-10-05 10:00")


def a_lead(number: int, when: datetime = TEN, **about: Any) -> ArrivingLead:
    """A lead with an external id, unless it is told to have none."""
    new = NewLead(**{"name": f"Lead {number}", "external_id": f"E{number}"} | about)
    return ArrivingLead(number, new, when, f"id:{new.external_id}" if new.external_id else f"row:{number}")


def an_attempt(lead: str, when: datetime, line: int = 2, by: str | None = "U0RITA", **about: Any) -> ArrivingAttempt:
    """A call."""
    told = {"channel": Channel.CALL, "connected": False, "automated": False} | about
    return ArrivingAttempt(line, lead, when, by, key=f"row:{when}:{by}:{told['channel']}", **told)


def a_deal(lead: str | None, when: datetime, revenue: str = "100", line: int = 2) -> ArrivingDeal:
    """A deal of so much."""
    return ArrivingDeal(line, lead, when, Decimal(revenue), f"row:{lead}:{when}:{revenue}")


Tables = dict[str, list[tuple[Any, ...]]]
Arriving = ArrivingLead | ArrivingAttempt | ArrivingDeal


def in_bulk(session: Session, agreement: Agreement, arriving: Sequence[Arriving], size: int = 1000) -> list[Taken]:
    """Leads, then attempts, then deals, each in batches of this size."""
    importing = LeadImport(agreement)
    steps = (
        (ArrivingLead, importing.take),
        (ArrivingAttempt, lambda session, batch: take_attempts(session, agreement, batch)),
        (ArrivingDeal, lambda session, batch: take_deals(session, agreement, batch)),
    )
    taken = []
    for kind, take in steps:
        ours = [each for each in arriving if isinstance(each, kind)]
        taken += [take(session, ours[first : first + size]) for first in range(0, len(ours), size)]
    return taken


def one_by_one(session: Session, agreement: Agreement, arriving: Sequence[Arriving]) -> Taken:
    """The same through the doors that people use."""
    taken, known, refused = 0, 0, []
    for kind in (ArrivingLead, ArrivingAttempt, ArrivingDeal):
        for each in (each for each in arriving if isinstance(each, kind)):
            try:
                _act(session, agreement, each)
                taken += 1
            except (AlreadyHandedOff, AlreadyDone):
                known += 1
            except SlaError as error:
                refused.append((each.line, str(error)))
    return Taken(taken, known, tuple(refused))


def _act(session: Session, agreement: Agreement, each: Arriving) -> None:
    if isinstance(each, ArrivingLead):
        facts.hand_off(session, agreement, each.new, at=each.at, by=None, dedup_key=each.key)
        return
    lead = leads.find(session, agreement.workspace_id, each.lead, [agreement.id]) if each.lead else None
    if isinstance(each, ArrivingDeal):
        revenue = each.revenue
        facts.close_deal(
            session, agreement, lead, revenue=revenue, closed_at=each.closed_at, by=None, dedup_key=each.key
        )
        return
    assert lead is not None
    told = {"connected": each.connected, "automated": each.automated, "dedup_key": each.key}
    facts.log_attempt(session, lead, at=each.at, by=each.by, channel=each.channel, **told)


def left(session: Session, agreement: Agreement) -> Tables:
    """What is in the tables, with leads called by their keys instead of their numbers."""
    session.expire_all()
    keys = dict(session.execute(select(LeadRow.id, LeadRow.dedup_key)).all())
    tables = {row.__tablename__: _columns(session, row, keys) for row in (LeadRow, AttemptRow, DealRow, DayRow)}
    wakes = AgreementRow.last_fact_at, AgreementRow.next_check_at
    told = session.execute(select(*wakes).where(AgreementRow.id == agreement.id)).all()
    return tables | {"wakes": [tuple(row) for row in told]}


def _columns(session: Session, row: type[Row], keys: dict[int, str | None]) -> list[tuple[Any, ...]]:
    names = [column.key for column in row.__mapper__.columns if column.key != "id"]
    found = session.execute(select(*(getattr(row, name) for name in names))).all()
    place = names.index("lead_id") if "lead_id" in names else None
    named = [
        tuple(keys.get(value) if number == place else value for number, value in enumerate(each)) for each in found
    ]
    return sorted(named, key=repr)
