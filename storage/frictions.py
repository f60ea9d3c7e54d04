"""Notes of customer friction, kept for the report that tells of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Duty
from sla.friction import Note
from storage import audit
from storage.duty_rows import DutyRow
from storage.friction_rows import FrictionRow
from storage.texts import clean

LONGEST = 500
LONGEST_THEME = 40


def note(session: Session, agreement: Agreement, text: str, *, by: str, at: datetime, theme: str | None = None) -> Note:
    """The note is on record, under its theme if it has one."""
    row = FrictionRow(workspace_id=agreement.workspace_id, agreement_id=agreement.id, at=at, by=by)
    row.text, row.theme = clean(text)[:LONGEST], (clean(theme or "")[:LONGEST_THEME] or None)
    session.add(row)
    session.flush()
    audit.record(
        session,
        agreement.workspace_id,
        agreement.id,
        at=at,
        actor=by,
        act="friction_noted",
        subject=f"friction:{row.id}",
    )
    return row.note()


def last_report_at(session: Session, agreement_id: int, duty: Duty) -> datetime | None:
    """When the report of this duty was last given (UTC): notes from before are in it; None when it never was."""
    same = DutyRow.agreement_id == agreement_id, DutyRow.giver == duty.giver, DutyRow.what == duty.what
    return session.scalar(select(func.max(DutyRow.recorded_at)).where(*same))


def since(session: Session, agreement_id: int, after: datetime | None, until: datetime) -> Sequence[Note]:
    """The agreement's notes from after an instant (or from the first) up to another one (UTC), in order."""
    ours = select(FrictionRow).where(FrictionRow.agreement_id == agreement_id, FrictionRow.at <= until)
    found = ours if after is None else ours.where(FrictionRow.at > after)
    return [row.note() for row in session.scalars(found.order_by(FrictionRow.at, FrictionRow.id))]
