"""The table of duties: a row for each time that one is owed."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sla.duty import Occurrence
from storage.base import Exact, Id, Row, UtcDateTime, partial

UNTOLD = ("workspace_id", "done_on", "remind_due_at", "miss_due_at", "mend_due_at", "dropped_at")
"""The columns that the value of a row leaves out."""


class DutyRow(Row):
    """One time of a duty, made ahead by the terms that hold at its due instant.

    `remind_due_at`, `miss_due_at` and `mend_due_at` say when to look at it again: to remind of it, to mark it as
    missed, to take back what followed from a miss that was none. `done_on` is the local date of `done_at`, by which
    its units count. `dropped_at` is set when later terms do not owe it any more.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("agreement_id", "giver", "what", "cycle"),
        Index(None, "agreement_id", "on"),
        Index(None, "agreement_id", "done_on"),
        partial("ix_duty_remind_due_at", "workspace_id", "remind_due_at", where="remind_due_at IS NOT NULL"),
        partial("ix_duty_miss_due_at", "workspace_id", "miss_due_at", where="miss_due_at IS NOT NULL"),
        partial("ix_duty_mend_due_at", "workspace_id", "mend_due_at", where="mend_due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    what: Mapped[str] = mapped_column(String(200))
    giver: Mapped[str] = mapped_column(String(80))
    receiver: Mapped[str] = mapped_column(String(80))
    owner: Mapped[str | None] = mapped_column(String(200))
    cycle: Mapped[str] = mapped_column(String(16))
    on: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    remind_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    miss_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mend_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_on: Mapped[date | None] = mapped_column(Date)
    done_by: Mapped[str | None] = mapped_column(String(200))
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    units: Mapped[Decimal | None] = mapped_column(Exact)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(200))
    confirmed_units: Mapped[Decimal | None] = mapped_column(Exact)
    on_behalf_of: Mapped[str | None] = mapped_column(String(200))
    missed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excused_by: Mapped[str | None] = mapped_column(String(200))
    excuse: Mapped[str | None] = mapped_column(Text)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def occurrence(self) -> Occurrence:
        """The value of this row."""
        columns = {column.key: getattr(self, column.key) for column in self.__table__.columns}
        return Occurrence(**{name: value for name, value in columns.items() if name not in UNTOLD})
