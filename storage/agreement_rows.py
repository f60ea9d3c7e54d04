"""The tables of agreements: their dated terms, who signed them, and their closed periods."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Id, Row, UtcDateTime, partial


class AgreementRow(Row):
    """One agreement; `next_pacing_at`, `next_close_at`, … say when to look at it again.

    `last_fact_at` is the latest instant of any fact recorded: up to it, roll-ups may hold facts that a question
    about an earlier instant must not see. `ended_at` says when it last ended; one that began anew since has the
    status of one in force.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slug"),
        Index(None, "workspace_id", "channel"),
        partial("ix_agreement_pacing_due", "next_pacing_at", where="next_pacing_at IS NOT NULL"),
        partial("ix_agreement_close_due", "next_close_at", where="next_close_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    slug: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str | None] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str | None] = mapped_column(Text)
    next_pacing_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_close_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_check_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_duties_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_report_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_fact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(Text)
    ended_reason: Mapped[str | None] = mapped_column(Text)


class TermsRow(Row):
    """One dated version of an agreement's terms. `document` is the value; `source` the file or form it came from.

    `channel` becomes the agreement's when the terms come into force; `superseded_at` is set on a proposal that is not
    open any more without having come into force, and `closed_as` says how: a newer one replaced it, it was withdrawn,
    it lapsed. `next_step_at` says when the proposal is to be reminded of, and then when it lapses. With `ends` it is a
    proposal that the agreement ends, signed like terms.
    """

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        partial("ix_terms_step_due", "next_step_at", where="next_step_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    number: Mapped[int] = mapped_column(Integer)
    document: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    channel: Mapped[str | None] = mapped_column(String(32))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proposed_by: Mapped[str | None] = mapped_column(Text)
    vouched: Mapped[bool] = mapped_column(Boolean, default=False)
    in_force_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_as: Mapped[str | None] = mapped_column(String(16))
    closed_by: Mapped[str | None] = mapped_column(Text)
    closed_reason: Mapped[str | None] = mapped_column(Text)
    ends: Mapped[bool] = mapped_column(Boolean, default=False)
    lapses_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_step_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ProposalRemarkRow(Row):
    """What somebody said about a proposal, kept as they said it."""

    __tablename__ = "proposal_remark"
    __table_args__ = (Index(None, "terms_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    said: Mapped[str] = mapped_column(Text)


class SignatureRow(Row):
    """A party's contact agreed to terms."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("terms_id", "party"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    party: Mapped[str] = mapped_column(String(80))
    signed_by: Mapped[str] = mapped_column(String(80))
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ClosedPeriodRow(Row):
    """A period of an agreement that has closed, with the verdicts as they stood (JSON). Once per period."""

    __tablename__ = "closed_period"
    __table_args__ = (UniqueConstraint("agreement_id", "period"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    period: Mapped[str] = mapped_column(String(16))
    first_day: Mapped[date] = mapped_column(Date)
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    verdicts: Mapped[str] = mapped_column(Text)
