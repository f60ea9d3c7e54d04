"""The tables of leads: the lead as it stands, and every record of what happened to it."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from sla.clauses import What
from sla.history import Attempt, Deal
from sla.lead import Channel, Lead
from storage.base import Exact, Id, Row, UtcDateTime, partial
from storage.day_rows import DayRow

__all__ = ["AttemptRow", "DayRow", "DealRow", "HoldRow", "LeadRow", "PassOnRow", "ReturnRow"]

ALERT_DUE = "next_alert_at IS NOT NULL"
BREACH_DUE = "breach_due_at IS NOT NULL"
BREACHED = "breached_at IS NOT NULL"
IS_LEAD = "came_of IS NULL"
IS_CUSTOMER = "came_of IS NOT NULL"
IS_NAMED_OUTSIDE = "external_id IS NOT NULL"
IS_OPEN = "closed_at IS NULL AND returned_at IS NULL"
WAITS = "first_attempt_at IS NULL AND closed_at IS NULL AND returned_at IS NULL"
LEAD_FIELDS = tuple(each.name for each in fields(Lead))


FIGURES = (
    "agreement_id",
    "handed_off_on",
    "tier",
    "handed_off_at",
    "due_at",
    "first_attempt_at",
    "returned_at",
    "connected_at",
    "value",
    "speed_us",
    "wall_us",
    "id",
    "came_of",
)
"""The columns that figures are made of."""


class LeadRow(Row):
    """A lead that was handed off, or the customer that it became: then `came_of` is that lead.

    `value` is its own, else its tier's. `due_at` is the promise; `alert_due_at` the same window anew after a pass-on,
    from which the ladder counts. `next_alert_at` and `breach_due_at` say when to look: the first instant at which
    there is an alert to send, or a breach to record (a microsecond after `due_at`). `breach_rep` used it up
    most; None where the party did. `speed_us`: business time to the first attempt by a person; `wall_us`: the same by
    the wall clock. `dedup_key` makes an import idempotent. `again_of` is the returned lead that this one was before.
    """

    __tablename__ = "lead"
    __table_args__ = (
        UniqueConstraint("agreement_id", "dedup_key"),
        partial("ix_lead_figures", *FIGURES, where=IS_LEAD),
        partial("ix_customer_figures", *FIGURES, where=IS_CUSTOMER),
        partial("ix_customer_came_of", "came_of", where=IS_CUSTOMER),
        partial("ix_lead_again_of", "again_of", where="again_of IS NOT NULL"),
        partial("ix_lead_alert_due", "workspace_id", "next_alert_at", where=ALERT_DUE),
        partial("ix_lead_breach_due", "workspace_id", "breach_due_at", where=BREACH_DUE),
        partial("ix_lead_breached", "agreement_id", "breached_at", where=BREACHED),
        Index("ix_lead_rep", "workspace_id", "rep", "rep_since"),
        partial("ix_lead_open_rep", "workspace_id", "rep", "due_at", where=IS_OPEN),
        partial("ix_lead_waiting", "agreement_id", "due_at", where=WAITS),
        partial("ix_lead_external_id", "workspace_id", "external_id", where=IS_NAMED_OUTSIDE),
        partial("ix_lead_open_name", "workspace_id", "name_key", where=IS_OPEN),
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
    breach_rep: Mapped[str | None] = mapped_column(String(200))
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_attempt_by: Mapped[str | None] = mapped_column(String(200))
    speed_us: Mapped[int | None] = mapped_column(BigInteger)
    wall_us: Mapped[int | None] = mapped_column(BigInteger)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    connected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    came_of: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))
    again_of: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))
    score: Mapped[int | None] = mapped_column(Integer)
    activity: Mapped[int | None] = mapped_column(Integer)

    @property
    def what(self) -> What:
        """What was handed off: the lead, or the customer that it became."""
        return "lead" if self.came_of is None else "customer"

    def lead(self) -> Lead:
        """The value of this row."""
        return Lead(*(getattr(self, name) for name in LEAD_FIELDS))


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

    def attempt(self) -> Attempt:
        """The value of this row."""
        return Attempt(self.at, self.by, self.logged_by, Channel(self.channel), self.connected, self.automated)


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
    __table_args__ = (UniqueConstraint("lead_id", "number"), Index(None, "workspace_id", "old_rep", "at"))

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
    __table_args__ = (
        UniqueConstraint("agreement_id", "dedup_key"),
        UniqueConstraint("lead_id"),
        Index("ix_deal_figures", "agreement_id", "closed_on", "tier", "closed_at", "lead_id", "revenue"),
    )

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

    def deal(self) -> Deal:
        """The value of this row."""
        return Deal(self.id, self.lead_id, self.closed_at, self.closed_on, self.revenue, self.tier, self.by)
