"""The tables of absence: who is on leave when, and whose hours differ from the agreement's."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sla.leave import Leave
from storage.base import Id, Row, UtcDateTime, partial

LEAVE_DUE = "next_leave_at IS NOT NULL"


class LeaveRow(Row):
    """Somebody is away for a while. `next_leave_at`: when its start, then its end, is to be acted on."""

    __tablename__ = "leave"
    __table_args__ = (
        Index(None, "workspace_id", "person", "ends_at"),
        partial("ix_leave_call", "workspace_id", "next_leave_at", where=LEAVE_DUE),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    person: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[str | None] = mapped_column(String(200))
    next_leave_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def leave(self) -> Leave:
        """The value of this row."""
        return Leave(
            id=self.id,
            person=self.person,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            zone=self.zone,
            reason=self.reason,
            by=self.by,
            entered_at=self.entered_at,
            cancelled_at=self.cancelled_at,
        )


class OwnHoursRow(Row):
    """Somebody's own working hours (`mon-thu 09:00-13:00`), from the instant on at which they were entered."""

    __tablename__ = "own_hours"
    __table_args__ = (UniqueConstraint("workspace_id", "person"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    person: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    week: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
