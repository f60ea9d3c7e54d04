"""The tables of make-up plans, and of what each later period paid off."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sla.make_up import Payment, Plan
from storage.base import Exact, Id, Row, UtcDateTime, partial

STANDS = "withdrawn_at IS NULL"


class PlanRow(Row):
    """The deficit of one missed goal, made up over later periods; once for each period and goal (`tier`: '' for none).

    `first_day` is that of the period that was missed; `made_up_in` the period in which it was made up.
    """

    __tablename__ = "make_up"
    __table_args__ = (
        UniqueConstraint("agreement_id", "period", "party", "metric", "tier"),
        partial("ix_make_up_stands", "agreement_id", "first_day", where=STANDS),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    period: Mapped[str] = mapped_column(String(16))
    first_day: Mapped[date] = mapped_column(Date)
    party: Mapped[str] = mapped_column(String(80))
    metric: Mapped[str] = mapped_column(String(32))
    tier: Mapped[str] = mapped_column(String(80), default="")
    deficit: Mapped[Decimal] = mapped_column(Exact)
    over: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_up_in: Mapped[str | None] = mapped_column(String(16))
    times: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class PaymentRow(Row):
    """What one closed period paid off a plan: nothing, perhaps; once for each plan and period."""

    __tablename__ = "make_up_payment"
    __table_args__ = (UniqueConstraint("plan_id", "period"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("make_up.id"))
    period: Mapped[str] = mapped_column(String(16))
    first_day: Mapped[date] = mapped_column(Date)
    amount: Mapped[Decimal] = mapped_column(Exact)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def plan_of(row: Any, payments: Sequence[Payment]) -> Plan:
    """The value of a plan's row, with its payments."""
    return Plan(
        id=row.id,
        agreement_id=row.agreement_id,
        terms_id=row.terms_id,
        party=row.party,
        metric=row.metric,
        tier=row.tier or None,
        period=row.period,
        deficit=Fraction(row.deficit),
        over=row.over,
        opened_at=row.opened_at,
        payments=tuple(payments),
        made_up_at=row.made_up_at,
        made_up_in=row.made_up_in,
        times=row.times,
        withdrawn_at=row.withdrawn_at,
    )
