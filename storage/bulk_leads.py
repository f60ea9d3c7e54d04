"""Many leads handed off in one transaction, as if each had been handed off by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import SlaError
from sla.minimum import is_fit
from sla.standing import Sums
from storage import nurture, owed, rollups
from storage.arrivals import ArrivingLead, Taken
from storage.lead_rows import LeadRow
from storage.ledger import note_facts, open_book
from storage.membership import is_one_of, planned_afresh, unindexed
from storage.promises import Promises
from storage.rotas import Rota
from storage.texts import name_key

BATCHES_A_ROTA = 50
# Of the table: that of the mapped row would split a batch by which of its columns are empty.
INSERT = insert(LeadRow.metadata.tables[LeadRow.__tablename__])

DayKey = tuple[date, str | None]


@dataclass
class LeadImport:
    """Takes batches of leads into one agreement. Others may work meanwhile: the rota is read afresh now and then."""

    agreement: Agreement
    announce_at: datetime | None = None
    _rota: Rota | None = None
    _batches: int = 0

    def take(self, session: Session, arriving: Sequence[ArrivingLead]) -> Taken:
        """The leads are handed off, each under the terms that held at its instant; those that were are left alone.

        With `announce_at` (UTC) their reps are told. Leads that can't be taken are refused.
        """
        open_book(session, self.agreement.id)
        promises = Promises.by(session, self.agreement.id)
        with planned_afresh(session):
            known = Known.of(session, self.agreement, arriving)
        batch = _Batch(self.agreement, promises, self._rota_of(session, promises))
        nurtured = nurture.keys(session, self.agreement, [lead.key for lead in arriving])
        for lead in arriving:
            if lead.key in nurtured or (not known.has(lead) and batch.add(lead)):
                known.note(lead)
        batch.write(session)
        again = [lead for lead in arriving if lead.key in nurtured]
        taken, refused = nurture.take(session, self.agreement, [*batch.unfit, *again], self.announce_at)
        batch.refused += refused
        if self.announce_at is not None:
            self._announce(session, batch, self.announce_at)
        count = len(batch.rows) + taken
        return Taken(count, len(arriving) - count - len(batch.refused), tuple(sorted(batch.refused)))

    def _rota_of(self, session: Session, promises: Promises) -> Rota:
        if self._rota is None or self._batches % BATCHES_A_ROTA == 0:
            self._rota = Rota.of(session, self.agreement.workspace_id, promises.takers())
        self._batches += 1
        return self._rota

    def _announce(self, session: Session, batch: "_Batch", now: datetime) -> None:
        keys = [row["dedup_key"] for row in batch.rows]
        ours = LeadRow.agreement_id == self.agreement.id, is_one_of(session, LeadRow.dedup_key, keys)
        taken = select(LeadRow).where(*ours)
        for row in session.scalars(taken.order_by(LeadRow.id)).all():
            owed.hand_off(session, self.agreement, row.lead(), now)


@dataclass(frozen=True)
class Known:
    """The leads of a batch that the agreement has already, and those met since: a key or an external id counts once."""

    keys: set[str]
    external_ids: set[str]

    @classmethod
    def of(cls, session: Session, agreement: Agreement, arriving: Sequence[ArrivingLead]) -> "Known":
        """What the agreement has of these leads."""
        ours = LeadRow.workspace_id == agreement.workspace_id, LeadRow.agreement_id == agreement.id
        keys = [lead.key for lead in arriving]
        known = select(LeadRow.dedup_key).where(*ours, is_one_of(session, LeadRow.dedup_key, keys))
        named = [lead.new.external_id for lead in arriving if lead.new.external_id]
        named_here = unindexed(LeadRow.agreement_id) == agreement.id, is_one_of(session, LeadRow.external_id, named)
        ids = select(LeadRow.external_id).where(ours[0], *named_here)
        return cls(set(session.scalars(known)), set(session.scalars(ids)) if named else set())

    def has(self, lead: ArrivingLead) -> bool:
        """Whether this lead is known."""
        return lead.key in self.keys or lead.new.external_id in self.external_ids

    def note(self, lead: ArrivingLead) -> None:
        """This lead is known from now on."""
        self.keys.add(lead.key)
        if lead.new.external_id:
            self.external_ids.add(lead.new.external_id)


@dataclass
class _Batch:
    """The rows of a batch, and what they add to their days."""

    agreement: Agreement
    promises: Promises
    rota: Rota
    rows: list[dict[str, Any]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    unfit: list[ArrivingLead] = field(default_factory=list)
    days: dict[DayKey, list[Decimal]] = field(default_factory=dict)

    def add(self, lead: ArrivingLead) -> bool:
        """Counts the lead; False when it is refused."""
        try:
            promise = self.promises.to(lead.new, lead.at)
            if not is_fit(promise.terms, lead.new):
                self.unfit.append(lead)
                return True
            decided = promise.columns(lead.at)
        except SlaError as refusal:
            self.refused.append((lead.line, str(refusal)))
            return False
        rep = lead.new.rep or self.rota.choose(promise.takers, promise.terms, lead.at, decided["due_at"])
        self.rota.gave(rep, lead.at)
        value = promise.value if lead.new.value is None else lead.new.value
        self.rows.append(decided | self._told(lead, rep, value))
        self.days.setdefault((decided["handed_off_on"], lead.new.tier), []).append(value or Sums.value)
        return True

    def _told(self, lead: ArrivingLead, rep: str, value: Decimal | None) -> dict[str, Any]:
        """The columns that the lead itself decides."""
        new = lead.new
        name = new.name or new.external_id or ""
        return {
            "workspace_id": self.agreement.workspace_id,
            "agreement_id": self.agreement.id,
            "dedup_key": lead.key,
            "external_id": new.external_id or None,
            "name": name,
            "name_key": name_key(name),
            "company": new.company,
            "email": new.email,
            "tier": new.tier,
            "score": new.score,
            "activity": new.activity,
            "value": value,
            "source": new.source,
            "handed_off_by": None,
            "rep": rep,
            "passes": 0,
            "auto_passed": False,
            "next_rung": 0,
            "attempts": 0,
        }

    def write(self, session: Session) -> None:
        """The rows, their days' roll-ups and the agreement's last fact."""
        if not self.rows:
            return
        session.connection().execute(INSERT, self.rows)
        rollups.add_all(session, self.agreement, {key: _sums(values) for key, values in self.days.items()})
        note_facts(session, self.agreement.id, [row["handed_off_at"] for row in self.rows])


def _sums(values: Sequence[Decimal]) -> Sums:
    """What so many leads just handed off, of these values, add to their day."""
    return Sums(handed_off=len(values), value=sum(values, Sums.value), unconnected=len(values))
