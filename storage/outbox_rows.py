"""The tables of what must be said: obligations, the outbox, its attempts, the gates and the leases."""

from datetime import datetime

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Id, Row, UtcDateTime, partial

IN_FLIGHT = "state IN ('pending', 'sending', 'doubt')"
EDIT_DUE = "edit_at IS NOT NULL"


class ObligationRow(Row):
    """What terms require to be said once. `kind` is the message's event type.

    `state`: open, enqueued, met, cancelled or expired; the last two with a reason.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        UniqueConstraint("workspace_id", "agreement_id", "kind", "subject", "occurrence"),
        Index(None, "workspace_id", "subject"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(Id)
    terms_id: Mapped[int | None] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str] = mapped_column(String(200))
    occurrence: Mapped[str] = mapped_column(String(200))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)


class OutboxRow(Row):
    """One message on its way: pending, sending, sent, doubt, paused, dead, cancelled or expired.

    `channel` is a Slack channel id, or a person's id for a direct message; `posted_to` the channel that Slack posts it
    in; `fallback` who gets it where that refuses. `conv` orders what goes to one place. `args` holds ids only (JSON).
    `not_before` and `expires_at` follow what is due; `retry_at`, `edit_at`, leases and attempts the transport's clock.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("workspace_id", "dedup_key"),
        partial("ix_outbox_conv", "conv", "id", where=IN_FLIGHT),
        Index("ix_outbox_due", "state", "not_before"),
        partial("ix_outbox_edit", "edit_at", where=EDIT_DUE),
        Index(None, "obligation_id"),
        Index(None, "bundle_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    obligation_id: Mapped[int | None] = mapped_column(ForeignKey("obligation.id"))
    bundle_id: Mapped[int | None] = mapped_column(Id)
    dedup_key: Mapped[str] = mapped_column(String(400))
    channel: Mapped[str] = mapped_column(String(32))
    fallback: Mapped[str | None] = mapped_column(String(32))
    lane: Mapped[str] = mapped_column(String(8))
    lane_rank: Mapped[int] = mapped_column(Integer)
    conv: Mapped[str] = mapped_column(String(80))
    method_gate: Mapped[str] = mapped_column(String(80))
    channel_gate: Mapped[str] = mapped_column(String(80))
    template: Mapped[str] = mapped_column(String(48))
    args: Mapped[str] = mapped_column(Text)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    retry_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    degraded: Mapped[int] = mapped_column(Integer, default=0)
    owner: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fence: Mapped[int] = mapped_column(Integer, default=0)
    first_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    marker: Mapped[str | None] = mapped_column(String(64))
    client_msg_id: Mapped[str | None] = mapped_column(String(36))
    posted_to: Mapped[str | None] = mapped_column(String(32))
    ts: Mapped[str | None] = mapped_column(String(32))
    file_id: Mapped[str | None] = mapped_column(String(32))
    edit_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resent_after_doubt: Mapped[bool] = mapped_column(Boolean, default=False)
    is_repeat: Mapped[bool] = mapped_column(Boolean, default=False)
    error_class: Mapped[str | None] = mapped_column(String(32))
    error_code: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SendAttemptRow(Row):
    """One try to send a message; append-only. `number` is the fence under which it was tried."""

    __tablename__ = "send_attempt"
    __table_args__ = (UniqueConstraint("outbox_id", "number"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"))
    number: Mapped[int] = mapped_column(Integer)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    phase: Mapped[str | None] = mapped_column(String(16))
    outcome: Mapped[str | None] = mapped_column(String(16))
    http_status: Mapped[int | None] = mapped_column(Integer)
    slack_error: Mapped[str | None] = mapped_column(String(80))
    retry_after: Mapped[float | None] = mapped_column(Float)


class GateRow(Row):
    """When a method or channel of a workspace may be used again; kept, so that a restart causes no burst."""

    __tablename__ = "gate"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    next_allowed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(Text)


class InboxRow(Row):
    """What Slack or another system told us, once; the payload is kept for seven days."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("workspace_id", "source", "dedup_key"), Index(None, "received_at"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    source: Mapped[str] = mapped_column(String(32))
    dedup_key: Mapped[str] = mapped_column(String(200))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    payload: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))


class LeaseRow(Row):
    """Who may do a job that only one process may do."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    owner: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    fence: Mapped[int] = mapped_column(Integer, default=0)
