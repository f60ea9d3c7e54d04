"""The table of leads that marketing nurtures until they are fit to be handed off."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sla.lead import NewLead
from sla.minimum import Nurtured
from storage.base import Exact, Id, Row, UtcDateTime, partial

NURTURED = "lead_id IS NULL"


class NurturedRow(Row):
    """A lead below its tier's minimum. `handed_off_at` and `lead_id` say when it qualified, and as which lead."""

    __tablename__ = "nurtured_lead"
    __table_args__ = (
        UniqueConstraint("agreement_id", "dedup_key"),
        partial("ix_nurtured_lead_waits", "agreement_id", "since_at", where=NURTURED),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    dedup_key: Mapped[str] = mapped_column(String(200))
    external_id: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(String(200))
    company: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str | None] = mapped_column(String(80))
    value: Mapped[Decimal | None] = mapped_column(Exact)
    source: Mapped[str | None] = mapped_column(Text)
    rep: Mapped[str | None] = mapped_column(String(200))
    score: Mapped[int | None] = mapped_column(Integer)
    activity: Mapped[int | None] = mapped_column(Integer)
    since_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str | None] = mapped_column(String(200))
    handed_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))

    def nurtured(self) -> Nurtured:
        """The value of this row."""
        new = NewLead(
            name=self.name,
            company=self.company,
            email=self.email,
            tier=self.tier,
            value=self.value,
            source=self.source,
            external_id=self.external_id,
            rep=self.rep,
            score=self.score,
            activity=self.activity,
        )
        return Nurtured(self.id, self.agreement_id, new, self.since_at, self.updated_at, self.by, self.lead_id)
