"""The table of agreements that somebody is setting up step by step."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Id, Row, UtcDateTime


class SetUpRow(Row):
    """One draft of one person in one channel; `agreement_id` is 0 for a new agreement, else the one it amends.

    `base` is the document that it began with, `base_terms_id` the terms that were that; `answers` what was entered by
    step and field (both JSON).
    """

    __tablename__ = "set_up"
    __table_args__ = (UniqueConstraint("workspace_id", "person", "channel", "agreement_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    person: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(String(32))
    agreement_id: Mapped[int] = mapped_column(Id)
    base_terms_id: Mapped[int] = mapped_column(Id)
    base: Mapped[str] = mapped_column(Text)
    answers: Mapped[str] = mapped_column(Text)
    step: Mapped[str] = mapped_column(String(24))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
