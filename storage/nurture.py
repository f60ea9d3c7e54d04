"""Leads below their tier's minimum: they stay with marketing, and are handed off at the instant they qualify."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Terms
from sla.errors import AlreadyHandedOff, BadShortId, NoSuchLead, SlaError, WhichLead
from sla.lead import Lead, NewLead, short_id
from sla.minimum import MARK, Nurtured, is_fit, nurtured_number
from storage import agreements, leaves, owed
from storage.arrivals import ArrivingLead
from storage.hand_offs import checked, hand_off, key_of, refuse_known
from storage.ledger import open_book
from storage.membership import is_one_of
from storage.nurtured_rows import NurturedRow
from storage.sentences import quoted, when
from storage.texts import clean, name_key

LARGEST = 2**63 - 1
KEPT = [each.name for each in fields(NewLead)]


def arrive(
    session: Session, agreement: Agreement, new: NewLead, *, at: datetime, by: str | None, dedup_key: str | None = None
) -> Lead | Nurtured:
    """The lead, handed off at the instant `at`; or nurtured by marketing while it is below its tier's minimum.

    A known nurtured one is taken up again with what is said of it now. Raises as `hand_off` does.
    """
    _, terms = agreements.terms_at(session, agreement.id, at)
    checked(new, terms)
    open_book(session, agreement.id)
    key = dedup_key or key_of(new)
    row = session.scalars(_ours(agreement).where(NurturedRow.dedup_key == key)).first()
    if row is not None and row.lead_id is None:
        return _taken_up(session, agreement, row, new, at, by)
    if is_fit(terms, new):
        return hand_off(session, agreement, new, at=at, by=by, dedup_key=dedup_key)
    if row is not None:
        raise AlreadyHandedOff(_handed_off(row, terms))
    refuse_known(session, agreement, new, key, terms)
    row = NurturedRow(workspace_id=agreement.workspace_id, agreement_id=agreement.id, dedup_key=key, by=by)
    row.since_at = row.updated_at = at
    _write(row, new)
    session.add(row)
    session.flush()
    return row.nurtured()


def update(
    session: Session, agreement: Agreement, known: Nurtured, *, score: int | None, activity: int | None, at: datetime,
    by: str | None,
) -> Lead | Nurtured:  # fmt: skip
    """The nurtured lead with what is known of it now: handed off at this instant where that qualifies it.

    A rep who was meant for it and is away by now is not any more. Raises AlreadyHandedOff when it was handed off
    meanwhile.
    """
    open_book(session, agreement.id)
    row = session.get(NurturedRow, known.id, populate_existing=True)
    if row is None:
        raise NoSuchLead("That nurtured lead has been erased.")
    was = row.nurtured().new
    now = replace(was, score=was.score if score is None else score)
    now = replace(now, activity=was.activity if activity is None else activity)
    if was.rep and leaves.leave_at(session, agreement.workspace_id, was.rep, at) is not None:
        now = replace(now, rep=None)
    return _taken_up(session, agreement, row, now, at, by)


def find(session: Session, workspace_id: int, text: str, agreement_ids: Sequence[int]) -> Nurtured:
    """The nurtured lead that goes by `N-4F7K`, an external id or a name; raises NoSuchLead or WhichLead."""
    written = clean(text)
    ours = NurturedRow.workspace_id == workspace_id, NurturedRow.agreement_id.in_(agreement_ids)
    called = or_(NurturedRow.external_id == written, NurturedRow.name_key == name_key(written))
    if is_short_id(written):
        called = NurturedRow.id == min(nurtured_number(written), LARGEST)
    found = session.scalars(select(NurturedRow).where(*ours, called).order_by(NurturedRow.id).limit(2)).all()
    if len(found) > 1:
        first = found[0].nurtured().short_id
        raise WhichLead(f"Several nurtured leads go by {quoted(text)}. Use the id, such as {first}.")
    if not found:
        raise NoSuchLead(f"No nurtured lead goes by {quoted(text)}; `/sla leads nurtured` lists them.")
    return found[0].nurtured()


def is_short_id(text: str) -> bool:
    """Whether this is written as the short id of a nurtured lead."""
    try:
        return text.upper().startswith(MARK) and nurtured_number(text) >= 0
    except BadShortId:
        return False


def by_id(session: Session, workspace_id: int, number: int) -> Nurtured:
    """The nurtured lead of this number; raises NoSuchLead."""
    ours = NurturedRow.workspace_id == workspace_id, NurturedRow.id == number
    row = session.scalars(select(NurturedRow).where(*ours)).first()
    if row is None:
        raise NoSuchLead("There is no such nurtured lead, or it has been erased.")
    return row.nurtured()


def waiting(session: Session, workspace_id: int, agreement_ids: Sequence[int], *, limit: int) -> list[Nurtured]:
    """The leads that marketing nurtures under these agreements, those that have been for longest first."""
    ours = NurturedRow.workspace_id == workspace_id, NurturedRow.agreement_id.in_(agreement_ids)
    found = select(NurturedRow).where(*ours, NurturedRow.lead_id.is_(None))
    ordered = found.order_by(NurturedRow.since_at, NurturedRow.id).limit(limit)
    return [row.nurtured() for row in session.scalars(ordered)]


def keys(session: Session, agreement: Agreement, wanted: Sequence[str]) -> set[str]:
    """Which of these keys are those of leads that marketing nurtures."""
    if not any(tier.minimum for tier in agreement.terms.tiers):
        return set()
    ours = NurturedRow.agreement_id == agreement.id, NurturedRow.lead_id.is_(None)
    found = select(NurturedRow.dedup_key).where(*ours, is_one_of(session, NurturedRow.dedup_key, wanted))
    return set(session.scalars(found))


def take(
    session: Session, agreement: Agreement, arriving: Sequence[ArrivingLead], announce_at: datetime | None
) -> tuple[int, list[tuple[int, str]]]:
    """Imported leads that are nurtured, or were: returns how many brought something new, and which were refused.

    With `announce_at` the reps of those that qualify by now are told.
    """
    taken, refused = 0, []
    for lead in arriving:
        before = session.scalars(_ours(agreement).where(NurturedRow.dedup_key == lead.key)).first()
        was = None if before is None else before.nurtured()
        try:
            found = arrive(session, agreement, lead.new, at=lead.at, by=None, dedup_key=lead.key)
        except SlaError as refusal:
            refused.append((lead.line, str(refusal)))
            continue
        taken += was is None or isinstance(found, Lead) or found.new != was.new
        if isinstance(found, Lead) and announce_at is not None:
            owed.hand_off(session, agreement, found, announce_at)
    return taken, refused


def count(session: Session, agreement: Agreement, at: datetime) -> int:
    """How many leads marketing nurtured at the instant (UTC)."""
    since = NurturedRow.agreement_id == agreement.id, NurturedRow.since_at <= at
    still = or_(NurturedRow.handed_off_at.is_(None), NurturedRow.handed_off_at > at)
    return session.scalars(select(func.count()).select_from(NurturedRow).where(*since, still)).one()


def _ours(agreement: Agreement) -> Select[NurturedRow]:
    return select(NurturedRow).where(NurturedRow.agreement_id == agreement.id)


def _taken_up(  # noqa: PLR0917
    session: Session, agreement: Agreement, row: NurturedRow, new: NewLead, at: datetime, by: str | None
) -> Lead | Nurtured:
    """What is known now is on record, and the lead is handed off where it qualifies by that."""
    _, terms = agreements.terms_at(session, agreement.id, at)
    if row.lead_id is not None:
        raise AlreadyHandedOff(_handed_off(row, terms))
    _write(row, new)
    row.updated_at = max(row.updated_at, at)
    if not is_fit(terms, new):
        session.flush()
        return row.nurtured()
    lead = hand_off(session, agreement, new, at=at, by=by, dedup_key=row.dedup_key)
    row.handed_off_at, row.lead_id = at, lead.id
    session.flush()
    return lead


def _write(row: NurturedRow, new: NewLead) -> None:
    for name in KEPT:
        found = getattr(new, name)
        setattr(row, name, clean(found) if isinstance(found, str) else found)
    row.name = clean(new.name) or clean(new.external_id) or ""
    row.name_key = name_key(row.name)


def _handed_off(row: NurturedRow, terms: Terms) -> str:
    at = when(row.handed_off_at or row.updated_at, terms.hours.zone)
    return f"{row.nurtured().short_id} was handed off as {short_id(row.lead_id or 0)} at {at}."
