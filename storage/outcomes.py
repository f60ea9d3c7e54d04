"""Strikes, and the diagnoses written on them."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Id, Row, UtcDateTime


class StrikeRow(Row):
    """A formal mark on a party. `people` are those who must diagnose it (JSON list of ids or names).

    `cause_key` names what it is for, so that one miss strikes once: period, rule, goal or breached leads, person.
    """

    __tablename__ = "strike"
    __table_args__ = (
        UniqueConstraint("agreement_id", "cause_key"),
        Index(None, "workspace_id", "agreement_id", "opened_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    cause_key: Mapped[str] = mapped_column(String(300))
    party: Mapped[str] = mapped_column(String(80))
    rule: Mapped[str] = mapped_column(String(32))
    period: Mapped[str] = mapped_column(String(16))
    metric: Mapped[str | None] = mapped_column(String(32))
    tier: Mapped[str | None] = mapped_column(String(80))
    person: Mapped[str | None] = mapped_column(String(200))
    people: Mapped[str] = mapped_column(Text)
    promise: Mapped[str] = mapped_column(Text)
    leads: Mapped[str] = mapped_column(Text, default="[]")
    on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    diagnosis_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class DiagnosisRow(Row):
    """What went wrong, what mends it, and by when; one per strike."""

    __tablename__ = "diagnosis"
    __table_args__ = (UniqueConstraint("strike_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    strike_id: Mapped[int] = mapped_column(ForeignKey("strike.id"))
    cause: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    by_date: Mapped[date] = mapped_column(Date)
    written_by: Mapped[str] = mapped_column(String(200))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
