"""The tables of strikes, of the diagnoses written on them, and of every step that was taken about one."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sla.strike import Diagnosis, Excuse, Step, StepKind, Strike
from storage.base import Id, Row, UtcDateTime, partial

CALL_DUE = "next_call_at IS NOT NULL"


class StrikeRow(Row):
    """A formal mark on a party. `people` are those who must diagnose it (JSON list of ids or names).

    `cause_key` names what it is for, so that one miss strikes once: period, party, rule, goal, person, and for a rule
    within a duration its first breach, at `since_at`. `ended_at` repeats the step after which it does not count;
    `next_call_at` is when somebody is to be told about it next.
    """

    __tablename__ = "strike"
    __table_args__ = (
        UniqueConstraint("agreement_id", "cause_key"),
        Index(None, "workspace_id", "agreement_id", "opened_at"),
        partial("ix_strike_call", "next_call_at", where=CALL_DUE),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    cause_key: Mapped[str] = mapped_column(String(300))
    party: Mapped[str] = mapped_column(String(80))
    rule: Mapped[str] = mapped_column(String(32))
    period: Mapped[str] = mapped_column(String(16))
    metric: Mapped[str | None] = mapped_column(String(32))
    tier: Mapped[str | None] = mapped_column(String(80))
    person: Mapped[str | None] = mapped_column(String(200))
    people: Mapped[str] = mapped_column(Text)
    promise: Mapped[str] = mapped_column(Text)
    leads: Mapped[str] = mapped_column(Text, default="[]")
    on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    since_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    diagnosis_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    instead_of: Mapped[str | None] = mapped_column(String(80))
    decay: Mapped[int | None] = mapped_column(Integer)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_call_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def strike(self, diagnosis: Diagnosis | None, steps: Sequence[Step] = ()) -> Strike:
        """The value of this row, with what belongs to it."""
        return Strike(
            id=self.id,
            agreement_id=self.agreement_id,
            terms_id=self.terms_id,
            party=self.party,
            rule=self.rule,
            period=self.period,
            metric=self.metric,
            tier=self.tier,
            person=self.person,
            people=tuple(json.loads(self.people)),
            promise=self.promise,
            leads=tuple(json.loads(self.leads)),
            on=self.on,
            opened_at=self.opened_at,
            since_at=self.since_at,
            diagnosis_due_at=self.diagnosis_due_at,
            instead_of=self.instead_of,
            decay=self.decay,
            diagnosis=diagnosis,
            steps=tuple(steps),
        )


class DiagnosisRow(Row):
    """What went wrong, what mends it, and by when; one per strike."""

    __tablename__ = "diagnosis"
    __table_args__ = (UniqueConstraint("strike_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    strike_id: Mapped[int] = mapped_column(ForeignKey("strike.id"))
    cause: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    by_date: Mapped[date] = mapped_column(Date)
    written_by: Mapped[str] = mapped_column(String(200))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def diagnosis(self) -> Diagnosis:
        """The value of this row."""
        return Diagnosis(self.cause, self.remedy, self.by_date, self.written_by, self.written_at)


class StrikeStepRow(Row):
    """What somebody, or time, did about a strike; each kind of step once."""

    __tablename__ = "strike_step"
    __table_args__ = (UniqueConstraint("strike_id", "step"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    strike_id: Mapped[int] = mapped_column(ForeignKey("strike.id"))
    step: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(Text)
    excuse: Mapped[str | None] = mapped_column(String(16))

    def value(self) -> Step:
        """The value of this row."""
        excuse = None if self.excuse is None else Excuse(self.excuse)
        return Step(StepKind(self.step), self.by, self.at, self.reason, excuse)
