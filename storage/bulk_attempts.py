"""Many attempts logged in one transaction, as if each had been logged by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, What
from sla.errors import SlaError
from sla.standing import Sums
from sla.window import Pause
from storage import rollups
from storage.arrivals import ArrivingAttempt, Taken
from storage.attempts import count, refuse_early
from storage.lead_mentions import Mentioned, mentioned
from storage.lead_rows import AttemptRow, HoldRow, LeadRow
from storage.ledger import judge, note_facts, open_book
from storage.membership import is_one_of, planned_afresh
from storage.promises import Promises

INSERT = insert(AttemptRow.metadata.tables[AttemptRow.__tablename__])

AFRESH = {"populate_existing": True}

Identity = tuple[int, object]


def take_attempts(session: Session, agreement: Agreement, arriving: Sequence[ArrivingAttempt]) -> Taken:
    """The attempts are on record, counted in whatever order they come; those that were are left alone.

    The same lead, instant, person and channel is the same attempt, whoever logged it. One on an unknown lead, or before
    its hand-off, is refused.
    """
    open_book(session, agreement.id)
    with planned_afresh(session):
        leads = mentioned(session, agreement, [attempt.lead for attempt in arriving])
        batch = _Batch.on(session, agreement, leads)
    refused, known = [], 0
    for attempt in arriving:
        try:
            known += not batch.add(attempt, leads.lead(attempt.lead))
        except SlaError as refusal:
            refused.append((attempt.line, str(refusal)))
    batch.write(session)
    return Taken(len(batch.rows), known, tuple(refused))


@dataclass
class _Batch:
    """The leads that a batch is about, what is on record of them, and what comes on record."""

    agreement: Agreement
    promises: Promises
    leads: dict[int, LeadRow]
    pauses: dict[int, list[Pause]]
    known: set[Identity]
    before: dict[int, Sums]
    rows: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def on(cls, session: Session, agreement: Agreement, leads: Mentioned) -> "_Batch":
        """The batch, with all that it needs from the database read at once."""
        ids = sorted(leads.ids())
        rows = session.scalars(select(LeadRow).where(is_one_of(session, LeadRow.id, ids)), execution_options=AFRESH)
        by_id = {row.id: row for row in rows.all()}
        before = {number: rollups.of_lead(row) for number, row in by_id.items()}
        promises = Promises.by(session, agreement.id)
        return cls(agreement, promises, by_id, _pauses(session, ids), _known(session, ids), before)

    def add(self, attempt: ArrivingAttempt, lead_id: int) -> bool:
        """Counts the attempt; False when it is known. Raises BadAttempt."""
        row = self.leads[lead_id]
        keys = {(lead_id, attempt.key), (lead_id, (attempt.at, attempt.by, attempt.channel.value))}
        if keys & self.known:
            return False
        terms = self.promises.agreed(row.terms_id).of(row.what)
        refuse_early(row, attempt.at, terms)
        self.known |= keys
        columns = _columns(row, attempt)
        count(row, AttemptRow(**columns), terms, lambda: self.pauses.get(lead_id, []))
        self.rows.append(columns)
        return True

    def write(self, session: Session) -> None:
        """The attempts, what they make of their leads and of these leads' days, and the agreement's last fact."""
        if not self.rows:
            return
        session.connection().execute(INSERT, self.rows)
        changes: dict[What, dict[tuple[date, str | None], Sums]] = {"lead": {}, "customer": {}}
        for lead_id in {row["lead_id"] for row in self.rows}:
            lead = self.leads[lead_id]
            judge(lead)
            days, day = changes[lead.what], (lead.handed_off_on, lead.tier)
            days[day] = days.get(day, Sums()) + rollups.of_lead(lead) - self.before[lead_id]
        session.flush()
        for what, days in changes.items():
            rollups.add_all(session, self.agreement, days, what)
        note_facts(session, self.agreement.id, [row["at"] for row in self.rows])


def _columns(row: LeadRow, attempt: ArrivingAttempt) -> dict[str, Any]:
    return {
        "workspace_id": row.workspace_id,
        "lead_id": row.id,
        "dedup_key": attempt.key,
        "at": attempt.at,
        "by": attempt.by,
        "logged_by": None,
        "channel": attempt.channel.value,
        "connected": attempt.connected,
        "automated": attempt.automated,
    }


def _known(session: Session, lead_ids: Sequence[int]) -> set[Identity]:
    """What tells the attempts on record apart: their keys, and their instants, people and channels."""
    columns = AttemptRow.lead_id, AttemptRow.dedup_key, AttemptRow.at, AttemptRow.by, AttemptRow.channel
    known: set[Identity] = set()
    recorded = select(*columns).where(is_one_of(session, AttemptRow.lead_id, lead_ids))
    for lead_id, key, at, by, channel in session.execute(recorded):
        known |= {(lead_id, key), (lead_id, (at, by, channel))}
    return known


def _pauses(session: Session, lead_ids: Sequence[int]) -> dict[int, list[Pause]]:
    """When the clocks of these leads stood still, in order."""
    columns = HoldRow.lead_id, HoldRow.starts_at, HoldRow.ends_at, HoldRow.reason
    held = select(*columns).where(is_one_of(session, HoldRow.lead_id, lead_ids)).order_by(HoldRow.starts_at, HoldRow.id)
    pauses: dict[int, list[Pause]] = {}
    for lead_id, starts, ends, reason in session.execute(held):
        pauses.setdefault(lead_id, []).append(Pause(starts, ends, reason))
    return pauses
