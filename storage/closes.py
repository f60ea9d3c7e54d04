"""The closes of periods: each once, with the verdicts as they stood."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.period import Period
from storage.agreement_rows import ClosedPeriodRow
from storage.once import insert_once

Verdicts = Sequence[Mapping[str, str | None]]


@dataclass(frozen=True)
class Close:
    """A period that has closed, and each goal's verdict as it stood then."""

    period: Period
    terms_id: int
    first_day: date
    closed_at: datetime
    verdicts: tuple[Mapping[str, str | None], ...]


def add(session: Session, agreement: Agreement, period: Period, closed_at: datetime, verdicts: Verdicts) -> bool:
    """The period has closed, on record; False, and nothing changes, when it had already."""
    closed = insert_once(
        session,
        ClosedPeriodRow,
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        terms_id=agreement.terms_id,
        period=period.name,
        first_day=period.first_day,
        closed_at=closed_at,
        verdicts=json.dumps([dict(verdict) for verdict in verdicts], sort_keys=True),
    )
    return closed is not None


def of_agreement(session: Session, workspace_id: int, agreement_id: int) -> list[Close]:
    """The agreement's closed periods, oldest first."""
    ours = ClosedPeriodRow.workspace_id == workspace_id, ClosedPeriodRow.agreement_id == agreement_id
    rows = session.scalars(select(ClosedPeriodRow).where(*ours).order_by(ClosedPeriodRow.first_day))
    return [
        Close(Period.named(row.period), row.terms_id, row.first_day, row.closed_at, tuple(json.loads(row.verdicts)))
        for row in rows
    ]
