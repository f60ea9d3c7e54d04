"""The tables of leads: the lead as it stands, and every record of what happened to it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Exact, Id, Row, UtcDateTime

ALERT_DUE = text("next_alert_at IS NOT NULL")
BREACH_DUE = text("breach_due_at IS NOT NULL")
IS_OPEN = text("closed_at IS NULL AND returned_at IS NULL")


class LeadRow(Row):
    """A handed-off lead.

    `due_at` is the promise; `alert_due_at` the instant from which the ladder counts (the same window, anew after a
    pass-on); `next_alert_at` and `breach_due_at` say when to look. `speed_us`: business time to the first attempt by a
    person; `wall_us`: the same by the wall clock. `dedup_key` makes an import idempotent.
    """

    __tablename__ = "lead"
    __table_args__ = (
        UniqueConstraint("agreement_id", "dedup_key"),
        Index("ix_lead_handed_off", "agreement_id", "handed_off_at"),
        Index("ix_lead_alert_due", "next_alert_at", sqlite_where=ALERT_DUE, postgresql_where=ALERT_DUE),
        Index("ix_lead_breach_due", "breach_due_at", sqlite_where=BREACH_DUE, postgresql_where=BREACH_DUE),
        Index("ix_lead_open_rep", "agreement_id", "rep", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index("ix_lead_external_id", "workspace_id", "external_id"),
        Index("ix_lead_open_name", "workspace_id", "name_key", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    dedup_key: Mapped[str | None] = mapped_column(String(200))
    external_id: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(String(200))
    company: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str | None] = mapped_column(String(80))
    value: Mapped[Decimal | None] = mapped_column(Exact)
    source: Mapped[str | None] = mapped_column(Text)
    handed_off_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handed_off_on: Mapped[date] = mapped_column(Date)
    handed_off_by: Mapped[str | None] = mapped_column(String(200))
    rep: Mapped[str | None] = mapped_column(String(200))
    rep_since: Mapped[datetime] = mapped_column(UtcDateTime)
    passes: Mapped[int] = mapped_column(Integer, default=0)
    auto_passed: Mapped[bool] = mapped_column(Boolean, default=False)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    alert_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_alert_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_rung: Mapped[int] = mapped_column(Integer, default=0)
    breach_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    breached_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_attempt_by: Mapped[str | None] = mapped_column(String(200))
    speed_us: Mapped[int | None] = mapped_column(BigInteger)
    wall_us: Mapped[int | None] = mapped_column(BigInteger)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    connected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AttemptRow(Row):
    """One try to reach a lead."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("lead_id", "dedup_key"), Index(None, "lead_id", "at"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"))
    dedup_key: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str | None] = mapped_column(String(200))
    logged_by: Mapped[str | None] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(16))
    connected: Mapped[bool] = mapped_column(Boolean, default=False)
    automated: Mapped[bool] = mapped_column(Boolean, default=False)


class HoldRow(Row):
    """A pause of a lead's clock because the lead asked to wait."""

    __tablename__ = "hold"
    __table_args__ = (Index(None, "lead_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str | None] = mapped_column(String(200))
    due_before: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PassOnRow(Row):
    """A lead went from one rep to another; `automatic` when the ladder did it."""

    __tablename__ = "pass_on"
    __table_args__ = (UniqueConstraint("lead_id", "number"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"))
    number: Mapped[int] = mapped_column(Integer)
    old_rep: Mapped[str | None] = mapped_column(String(200))
    new_rep: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str | None] = mapped_column(String(200))
    automatic: Mapped[bool] = mapped_column(Boolean, default=False)


class ReturnRow(Row):
    """Sales gave a lead back to marketing as not a fit."""

    __tablename__ = "returned_lead"
    __table_args__ = (UniqueConstraint("lead_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)


class DealRow(Row):
    """A closed deal. Without a lead it is a sale that marketing did not bring."""

    __tablename__ = "deal"
    __table_args__ = (UniqueConstraint("agreement_id", "dedup_key"), Index(None, "agreement_id", "closed_at"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))
    dedup_key: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_on: Mapped[date] = mapped_column(Date)
    revenue: Mapped[Decimal] = mapped_column(Exact)
    tier: Mapped[str | None] = mapped_column(String(80))
    by: Mapped[str | None] = mapped_column(String(200))


class DayRow(Row):
    """The daily roll-up of one agreement and tier (`''` for none), kept in the transaction of each fact.

    Everything about leads is kept under the local date of the hand-off; deals under that of their closing. Sums of
    time are whole microseconds. `overdue` counts breached leads that still have no attempt and are not returned.
    """

    __tablename__ = "day"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), primary_key=True)
    on: Mapped[date] = mapped_column(Date, primary_key=True)
    tier: Mapped[str] = mapped_column(String(80), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    handed_off: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    returned: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    value: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0), server_default="0")
    followed_up: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    within_window: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    breached: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    overdue: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    speed_us: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    wall_us: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    unconnected: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    unconnected_attempts: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    customers: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    revenue: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0), server_default="0")
    other_revenue: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0), server_default="0")
