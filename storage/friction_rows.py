"""The table of what people heard from customers, for the customer-friction report."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from sla.friction import Note
from storage.base import Id, Row, UtcDateTime


class FrictionRow(Row):
    """One note of customer friction; `theme` is what its writer called it."""

    __tablename__ = "friction_note"
    __table_args__ = (Index(None, "agreement_id", "at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    theme: Mapped[str | None] = mapped_column(String(40))

    def note(self) -> Note:
        """The value of this row."""
        return Note(self.id, self.at, self.by, self.text, self.theme)
