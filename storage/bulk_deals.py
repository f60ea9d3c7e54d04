"""Many deals closed in one transaction, as if each had been closed by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, case, insert, select, update
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyDone, BadDeal, SlaError
from sla.standing import Sums
from storage import rollups
from storage.arrivals import ArrivingDeal, Taken
from storage.base import is_amount
from storage.customers import import_customers
from storage.lead_mentions import mentioned
from storage.lead_rows import DealRow, LeadRow
from storage.ledger import note_facts, open_book
from storage.membership import is_one_of, planned_afresh, unindexed
from storage.sentences import amount, when

INSERT = insert(DealRow.metadata.tables[DealRow.__tablename__])
WON_AT = bindparam("won_at", type_=LeadRow.closed_at.type)
STILL_DUE = case((LeadRow.next_alert_at < WON_AT, LeadRow.next_alert_at))  # as `ledger.hush` says
CLOSED = update(LeadRow).where(LeadRow.id == bindparam("customer")).values(closed_at=WON_AT, next_alert_at=STILL_DUE)


def take_deals(
    session: Session, agreement: Agreement, arriving: Sequence[ArrivingDeal], announce_at: datetime | None = None
) -> Taken:
    """The deals are on record: a lead's makes a customer, one without counts in total revenue alone.

    Where the terms hand customers on, they are handed off; with `announce_at` (UTC) their reps are told.

    Those that were on record are left alone. One on an unknown lead, or on a lead that is a customer by another deal,
    is refused.
    """
    open_book(session, agreement.id)
    with planned_afresh(session):
        leads = mentioned(session, agreement, [deal.lead for deal in arriving if deal.lead])
        batch = _Batch(agreement, *_tiers(session, leads.ids()))
        batch.recall(session, [deal.key for deal in arriving])
    refused, known = [], 0
    for deal in arriving:
        try:
            known += not batch.add(deal, leads.lead(deal.lead) if deal.lead and deal.key not in batch.keys else None)
        except SlaError as refusal:
            refused.append((deal.line, str(refusal)))
    batch.write(session)
    if batch.rows:
        import_customers(session, agreement, batch.won(), announce_at)
    return Taken(len(batch.rows), known, tuple(refused))


@dataclass
class _Batch:
    """The deals that are on record, by key and by lead, and those that come on record."""

    agreement: Agreement
    tiers: dict[int, str | None]
    handed_on: set[int]
    keys: set[str] = field(default_factory=set)
    customers: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def recall(self, session: Session, keys: Sequence[str]) -> None:
        """Reads what is on record of these keys and leads."""
        columns = DealRow.dedup_key, DealRow.lead_id, DealRow.closed_at, DealRow.revenue
        by_key = DealRow.agreement_id == self.agreement.id, is_one_of(session, DealRow.dedup_key, keys)
        by_lead = unindexed(DealRow.agreement_id) == self.agreement.id, is_one_of(session, DealRow.lead_id, self.tiers)
        for same in (select(*columns).where(*by_key), select(*columns).where(*by_lead)):
            for key, lead_id, closed_at, revenue in session.execute(same):
                self.keys.add(key)
                if lead_id is not None:
                    self.customers[lead_id] = closed_at, revenue

    def add(self, deal: ArrivingDeal, lead_id: int | None) -> bool:
        """Counts the deal; False when it is known. Raises BadDeal or AlreadyDone."""
        if deal.key in self.keys:
            return False
        if not is_amount(deal.revenue):
            raise BadDeal
        if lead_id in self.handed_on:
            raise AlreadyDone("That is a customer already; name the lead that it was.")
        if lead_id is not None and lead_id in self.customers:
            return self._refuse_second(deal, lead_id)
        self.keys.add(deal.key)
        if lead_id is not None:
            self.customers[lead_id] = deal.closed_at, deal.revenue
        self.rows.append(self._columns(deal, lead_id))
        return True

    def won(self) -> list[tuple[int, datetime, Decimal]]:
        """The leads that are customers by these deals, since when, and for how much."""
        return [(row["lead_id"], row["closed_at"], row["revenue"]) for row in self.rows if row["lead_id"] is not None]

    def write(self, session: Session) -> None:
        """The deals, their leads as customers, their days' roll-ups and the agreement's last fact."""
        if not self.rows:
            return
        session.connection().execute(INSERT, self.rows)
        customers = [{"customer": lead_id, "won_at": closed_at} for lead_id, closed_at, _ in self.won()]
        if customers:
            session.connection().execute(CLOSED, customers)
        changes: dict[tuple[date, str | None], Sums] = {}
        for row in self.rows:
            day = row["closed_on"], row["tier"]
            changes[day] = changes.get(day, Sums()) + rollups.of_deal(DealRow(**row))
        rollups.add_all(session, self.agreement, changes)
        note_facts(session, self.agreement.id, [row["closed_at"] for row in self.rows])

    def _refuse_second(self, deal: ArrivingDeal, lead_id: int) -> bool:
        """False for the deal that made the lead a customer; raises AlreadyDone for another."""
        closed_at, revenue = self.customers[lead_id]
        if (closed_at, revenue) == (deal.closed_at, deal.revenue):
            return False
        at = when(closed_at, self.agreement.terms.hours.zone)
        raise AlreadyDone(f"That lead is a customer already, by a deal of {amount(revenue)} closed at {at}.")

    def _columns(self, deal: ArrivingDeal, lead_id: int | None) -> dict[str, Any]:
        return {
            "workspace_id": self.agreement.workspace_id,
            "agreement_id": self.agreement.id,
            "lead_id": lead_id,
            "dedup_key": deal.key,
            "closed_at": deal.closed_at,
            "closed_on": self.agreement.terms.hours.local_date(deal.closed_at),
            "revenue": deal.revenue,
            "tier": None if lead_id is None else self.tiers[lead_id],
            "by": None,
        }


def _tiers(session: Session, lead_ids: set[int]) -> tuple[dict[int, str | None], set[int]]:
    """The tier of each of these leads, and which of them are customers who were handed off."""
    wanted = select(LeadRow.id, LeadRow.tier, LeadRow.came_of).where(is_one_of(session, LeadRow.id, lead_ids))
    found = session.execute(wanted).all()
    return {lead_id: tier for lead_id, tier, _ in found}, {lead_id for lead_id, _, came_of in found if came_of}
