"""Customers handed off along the chain: at the instant at which a lead is won, to the party that looks after them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Self

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.lead import Lead, NewLead
from sla.standing import Sums
from storage import agreements, owed, rollups
from storage.hand_offs import lead_values
from storage.lead_rows import DealRow, LeadRow
from storage.ledger import judge, note_fact, note_facts
from storage.membership import is_one_of
from storage.promises import Promises
from storage.reps import choose_rep
from storage.rotas import Rota
from storage.texts import LONGEST_KEY

INSERT = insert(LeadRow.metadata.tables[LeadRow.__tablename__])
KEPT = "name", "name_key", "company", "email", "tier", "source", "score", "activity"


def key_of(lead_key: str | None) -> str:
    """The key of the customer that the lead of this key became: `customer:` and what the lead is called elsewhere."""
    key = f"customer:{(lead_key or '').removeprefix('id:')}"
    return key if len(key) <= LONGEST_KEY else f"customer:{sha256(key.encode()).hexdigest()}"


def hand_off_customer(session: Session, agreement: Agreement, row: LeadRow, deal: DealRow) -> Lead | None:
    """The customer, handed off at the instant of the deal under the terms that hold then; None where they hand none on.

    Its promise, its ladder and its rep are those of the customer's hand-off; the lead's figures stay as they are.
    """
    terms_id, terms = agreements.terms_at(session, agreement.id, deal.closed_at)
    if not terms.hands_customers:
        return None
    seen, at = terms.of_customers, deal.closed_at
    columns = lead_values(seen, NewLead(row.name), at) | {name: getattr(row, name) for name in KEPT}
    customer = LeadRow(**columns | {"external_id": None, "value": deal.revenue})
    customer.workspace_id, customer.agreement_id, customer.terms_id = row.workspace_id, agreement.id, terms_id
    customer.came_of, customer.dedup_key, customer.handed_off_by = row.id, key_of(row.dedup_key), deal.by or row.rep
    customer.rep = choose_rep(session, agreement.workspace_id, seen, at, due_at=customer.due_at)
    judge(customer)
    session.add(customer)
    rollups.add(session, customer, customer.handed_off_on, rollups.of_lead(customer))
    note_fact(session, agreement.id, at)
    session.flush()
    return customer.lead()


@dataclass
class CustomerImport:
    """Many customers of one agreement handed off at once, as if each had been handed off by itself."""

    agreement: Agreement
    promises: Promises
    rota: Rota
    rows: list[dict[str, Any]] = field(default_factory=list)
    days: dict[tuple[date, str | None], list[Decimal]] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, agreement: Agreement) -> Self:
        """Nothing yet; with whom customers may go to."""
        promises = Promises.by(session, agreement.id)
        return cls(agreement, promises, Rota.of(session, agreement.workspace_id, promises.takers("customer")))

    def add(self, lead: Mapping[str, Any], closed_at: datetime, revenue: Decimal) -> None:
        """Counts the customer that this lead became, where the terms of that instant hand any on."""
        if not self.promises.agreed(self.promises.terms_id_at(closed_at)).hands_customers:
            return
        promise = self.promises.to(NewLead(lead["name"]), closed_at, "customer")
        decided = promise.columns(closed_at)
        rep = self.rota.choose(promise.takers, promise.terms, closed_at, decided["due_at"])
        self.rota.gave(rep, closed_at)
        self.rows.append(decided | self._told(lead, rep, revenue))
        self.days.setdefault((decided["handed_off_on"], lead["tier"]), []).append(revenue)

    def write(self, session: Session, announce_at: datetime | None) -> None:
        """The customers, their days' roll-ups and the agreement's last fact; with `announce_at` their reps are told."""
        if not self.rows:
            return
        session.connection().execute(INSERT, self.rows)
        rollups.add_all(session, self.agreement, {key: _sums(each) for key, each in self.days.items()}, "customer")
        note_facts(session, self.agreement.id, [row["handed_off_at"] for row in self.rows])
        if announce_at is None:
            return
        came_of = [row["came_of"] for row in self.rows]
        taken = select(LeadRow).where(is_one_of(session, LeadRow.came_of, came_of)).order_by(LeadRow.id)
        for row in session.scalars(taken).all():
            owed.hand_off(session, self.agreement.of("customer"), row.lead(), announce_at)

    def _told(self, lead: Mapping[str, Any], rep: str, revenue: Decimal) -> dict[str, Any]:
        """The columns that the lead itself and its deal decide."""
        return {name: lead[name] for name in KEPT} | {
            "workspace_id": self.agreement.workspace_id,
            "agreement_id": self.agreement.id,
            "dedup_key": key_of(lead["dedup_key"]),
            "external_id": None,
            "value": revenue,
            "handed_off_by": lead["rep"],
            "came_of": lead["id"],
            "rep": rep,
            "passes": 0,
            "auto_passed": False,
            "next_rung": 0,
            "attempts": 0,
        }


def import_customers(
    session: Session, agreement: Agreement, won: Iterable[tuple[int, datetime, Decimal]], announce_at: datetime | None
) -> None:
    """The customers of these deals (lead, instant, revenue) are handed off, under the terms that held at each."""
    deals = {lead_id: (closed_at, revenue) for lead_id, closed_at, revenue in won}
    coming = CustomerImport.of(session, agreement)
    if not deals or not coming.rota.ranks:
        return
    columns = [getattr(LeadRow, name) for name in ("id", "dedup_key", "rep", *KEPT)]
    for lead in session.execute(select(*columns).where(is_one_of(session, LeadRow.id, deals))).mappings():
        coming.add({**lead}, *deals[lead["id"]])
    coming.write(session, announce_at)


def _sums(values: Iterable[Decimal]) -> Sums:
    """What so many customers just handed off, of these values, add to their day."""
    held = list(values)
    return Sums(handed_off=len(held), value=sum(held, Sums.value), unconnected=len(held))
