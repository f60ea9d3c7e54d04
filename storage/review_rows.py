"""The table of what was decided on reviews."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sla.reevaluation import Choice, Decision
from storage.base import Id, Row, UtcDateTime


class ReviewDecisionRow(Row):
    """A contact adopted what a period's review proposed, or kept the goals; once for a period.

    `proposed` are the lines that were decided on, `terms_id` the terms that were proposed by it.
    """

    __tablename__ = "review_decision"
    __table_args__ = (UniqueConstraint("agreement_id", "period"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    period: Mapped[str] = mapped_column(String(16))
    choice: Mapped[str] = mapped_column(String(16))
    proposed: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))

    def decision(self) -> Decision:
        """The value of this row."""
        return Decision(Choice(self.choice), tuple(self.proposed.splitlines()), self.by, self.at, self.terms_id)
