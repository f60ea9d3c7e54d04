"""The table of service credits."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sla.credit import ServiceCredit
from storage.base import Exact, Id, Row, UtcDateTime, partial

IS_OPEN = "settled_at IS NULL AND withdrawn_at IS NULL"


class CreditRow(Row):
    """Compensation that one party owes another. `cause_key` names what it is for, so that one miss costs once.

    `rule_key` tells the rule, whose cap counts what it gave in the period.
    """

    __tablename__ = "service_credit"
    __table_args__ = (
        UniqueConstraint("agreement_id", "cause_key"),
        Index(None, "workspace_id", "agreement_id", "given_at"),
        partial("ix_service_credit_open", "agreement_id", where=IS_OPEN),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    cause_key: Mapped[str] = mapped_column(String(300))
    rule_key: Mapped[str] = mapped_column(String(120))
    payer: Mapped[str] = mapped_column(String(80))
    receiver: Mapped[str] = mapped_column(String(80))
    rule: Mapped[str] = mapped_column(String(32))
    period: Mapped[str] = mapped_column(String(16))
    metric: Mapped[str | None] = mapped_column(String(32))
    tier: Mapped[str | None] = mapped_column(String(80))
    promise: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(String(3))
    amount: Mapped[Decimal] = mapped_column(Exact)
    on: Mapped[date] = mapped_column(Date)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(String(200))
    settled_for: Mapped[str | None] = mapped_column(String(80))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)

    def credit(self) -> ServiceCredit:
        """The value of this row."""
        return ServiceCredit(
            id=self.id,
            agreement_id=self.agreement_id,
            terms_id=self.terms_id,
            payer=self.payer,
            receiver=self.receiver,
            rule=self.rule,
            period=self.period,
            metric=self.metric,
            tier=self.tier,
            promise=self.promise,
            currency=self.currency,
            amount=self.amount,
            on=self.on,
            given_at=self.given_at,
            settled_at=self.settled_at,
            settled_by=self.settled_by,
            settled_for=self.settled_for,
            withdrawn_at=self.withdrawn_at,
            withdrawn_reason=self.withdrawn_reason,
        )
