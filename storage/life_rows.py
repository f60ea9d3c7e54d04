"""The tables of an agreement's life: buy-in that was withdrawn, and conditions of cancellation that came to hold."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Id, Row, UtcDateTime


class BuyInRow(Row):
    """A party's contact withdrew its signature from terms in force; `given_at` says when it was given again."""

    __tablename__ = "buy_in"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    party: Mapped[str] = mapped_column(String(80))
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    given_by: Mapped[str | None] = mapped_column(String(80))
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CancellationRow(Row):
    """A condition of cancellation held, once for each `cause_key`; `choice` is what the contacts made of it.

    `periods` are the names of the missed periods, oldest first, with commas between them.
    """

    __tablename__ = "cancellation"
    __table_args__ = (UniqueConstraint("agreement_id", "cause_key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    rule: Mapped[str] = mapped_column(String(32))
    cause_key: Mapped[str] = mapped_column(String(300))
    party: Mapped[str] = mapped_column(String(80))
    length: Mapped[int] = mapped_column(Integer)
    periods: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    choice: Mapped[str | None] = mapped_column(String(16))
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(Text)
    new_terms_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))
