"""Proposals on their way: what is said about them, withdrawn, reminded of, lapsed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sla.errors import AlreadyDone, BadRemark
from sla.signing import Closed
from storage import codec
from storage.agreement_rows import ProposalRemarkRow, TermsRow
from storage.closed_proposals import close, refuse_closed
from storage.signing import locked_terms, record
from storage.terms import TermsVersion, version_of

LONGEST = 1000


@dataclass(frozen=True)
class Remark:
    """What somebody said about a proposal."""

    id: int
    by: str
    at: datetime
    said: str


def remark(session: Session, workspace_id: int, terms_id: int, *, said: str, by: str, now: datetime) -> Remark:
    """The remark is on record; raises BadRemark, and what a proposal that is not open any more says."""
    words = " ".join(said.split())
    if not words:
        raise BadRemark
    row = _open(session, workspace_id, terms_id, now)
    kept = ProposalRemarkRow(workspace_id=workspace_id, terms_id=row.id, by=by, at=now, said=words[:LONGEST])
    session.add(kept)
    session.flush()
    record(session, row, "remarked", by=by, at=now, after=f"remark:{kept.id}")
    return Remark(kept.id, by, now, kept.said)


def remarks(session: Session, terms_id: int) -> list[Remark]:
    """What was said about the proposal, oldest first."""
    found = select(ProposalRemarkRow).where(ProposalRemarkRow.terms_id == terms_id).order_by(ProposalRemarkRow.id)
    return [Remark(row.id, row.by, row.at, row.said) for row in session.scalars(found)]


def withdraw(
    session: Session, workspace_id: int, terms_id: int, *, reason: str, by: str, now: datetime
) -> TermsVersion:
    """The proposal is withdrawn, on record; raises BadRemark without a reason, and where it is not open any more."""
    words = " ".join(reason.split())
    if not words:
        raise BadRemark
    row = _open(session, workspace_id, terms_id, now)
    close(row, Closed.WITHDRAWN, by, now, words[:LONGEST])
    record(session, row, "terms_withdrawn", by=by, at=now, reason=words[:LONGEST])
    return version_of(row)


def lapse(session: Session, workspace_id: int, terms_id: int, now: datetime) -> TermsVersion:
    """The proposal has lapsed, on record."""
    _, row = locked_terms(session, workspace_id, terms_id)
    close(row, Closed.LAPSED, None, row.lapses_at or now)
    record(session, row, "terms_lapsed", by=None, at=now)
    return version_of(row)


def due(session: Session, workspace_id: int, now: datetime, limit: int) -> list[int]:
    """The proposals that are to be reminded of, or lapse, by `now`, longest first."""
    ours = TermsRow.workspace_id == workspace_id, TermsRow.next_step_at <= now
    return list(session.scalars(select(TermsRow.id).where(*ours).order_by(TermsRow.next_step_at).limit(limit)))


def step_at(session: Session, terms_id: int) -> datetime | None:
    """When something is due about the proposal."""
    return session.scalars(select(TermsRow.next_step_at).where(TermsRow.id == terms_id)).first()


def move_step(session: Session, terms_id: int, was: datetime, to: datetime | None) -> bool:
    """Something is due about the proposal at `to`; False, and nothing changed, when somebody moved it first."""
    claim = update(TermsRow).where(TermsRow.id == terms_id, TermsRow.next_step_at == was).values(next_step_at=to)
    return session.execute(claim.returning(TermsRow.id)).first() is not None


def _open(session: Session, workspace_id: int, terms_id: int, now: datetime) -> TermsRow:
    _, row = locked_terms(session, workspace_id, terms_id)
    refuse_closed(row, codec.terms_of(row.document), now)
    if row.in_force_at is not None:
        raise AlreadyDone("These terms are in force already; `/sla goal` or another proposal changes them.")
    return row
