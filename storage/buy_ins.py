"""Buy-in: a party's signature withdrawn from terms in force, and given again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyDone
from storage import audit
from storage.ledger import open_book
from storage.life_rows import BuyInRow
from storage.sentences import when, who


@dataclass(frozen=True)
class Withdrawn:
    """A party's buy-in that was withdrawn, by whom, when and why."""

    id: int
    party: str
    by: str
    at: datetime
    reason: str
    given_by: str | None = None


def withdrawn(session: Session, agreement_id: int) -> list[Withdrawn]:
    """The parties whose buy-in is withdrawn now, longest first."""
    missing = BuyInRow.agreement_id == agreement_id, BuyInRow.given_at.is_(None)
    rows = session.scalars(select(BuyInRow).where(*missing).order_by(BuyInRow.id))
    return [Withdrawn(row.id, row.party, row.by, row.at, row.reason) for row in rows]


def by_id(session: Session, workspace_id: int, buy_in_id: int) -> Withdrawn | None:
    """One withdrawal, given again since or not."""
    row = session.get(BuyInRow, buy_in_id)
    if row is None or row.workspace_id != workspace_id:
        return None
    return Withdrawn(row.id, row.party, row.by, row.at, row.reason, row.given_by)


def withdraw(session: Session, agreement: Agreement, party: str, *, reason: str, by: str, now: datetime) -> Withdrawn:
    """The party's signature is withdrawn from the terms in force, on record; raises AlreadyDone with who did it."""
    open_book(session, agreement.id)
    for each in withdrawn(session, agreement.id):
        if each.party == party:
            at = when(each.at, agreement.terms.hours.zone)
            raise AlreadyDone(f"{who(each.by)} withdrew the buy-in of {party} already, at {at}.")
    about = {"workspace_id": agreement.workspace_id, "agreement_id": agreement.id, "terms_id": agreement.terms_id}
    row = BuyInRow(**about, party=party, by=by, at=now, reason=reason)
    session.add(row)
    session.flush()
    _record(session, agreement, "buy_in_withdrawn", party, by=by, at=now, reason=reason)
    return Withdrawn(row.id, party, by, now, reason)


def give(session: Session, agreement: Agreement, party: str, *, by: str, now: datetime) -> Withdrawn:
    """The party's buy-in is given again, on record; raises AlreadyDone where nothing is withdrawn."""
    open_book(session, agreement.id)
    found = next((each for each in withdrawn(session, agreement.id) if each.party == party), None)
    if found is None:
        raise AlreadyDone(f"The buy-in of {party[:80]} is given already.")
    session.execute(update(BuyInRow).where(BuyInRow.id == found.id).values(given_by=by, given_at=now))
    _record(session, agreement, "buy_in_given", party, by=by, at=now)
    return found


def _record(
    session: Session, agreement: Agreement, act: str, party: str, *, by: str, at: datetime, reason: str | None = None
) -> None:
    audit.record(
        session,
        agreement.workspace_id,
        agreement.id,
        at=at,
        actor=by,
        act=act,
        subject=f"agreement:{agreement.id}",
        after=party,
        reason=reason,
    )
