"""How terms come into force: saved as a proposal, then signed for every party, or vouched for by the operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Status, Terms
from sla.errors import AlreadyDone, NoAgreement, NotAllowed
from sla.signing import Closed, lapse, reminder, signs_for
from sla.zones import MIDNIGHT
from storage import audit, codec
from storage.agreement_rows import AgreementRow, SignatureRow, TermsRow
from storage.closed_proposals import close, refuse_closed, refuse_overtaken
from storage.terms import TermsVersion, version_of
from storage.wake_ups import amend_wake_ups, start_wake_ups
from storage.workspaces import WorkspaceRow

OPERATOR = "operator"
VOUCHED = "The operator vouched that every party agreed."
ALL_SIGNED = "The contact of every party has signed."


@dataclass(frozen=True)
class Signing:
    """How far the signing of terms has come."""

    signed: tuple[str, ...]
    missing: tuple[str, ...]
    in_force: bool


def save_new(
    session: Session,
    workspace_id: int,
    terms: Terms,
    *,
    source: str,
    channel: str | None,
    now: datetime,
    by: str | None,
    vouched: bool,
    standing_on: int | None = None,
    ends: bool = False,
) -> TermsVersion:
    """The terms are on record as the agreement's next version: a proposal, or in force at once when vouched for.

    The agreement is created when its slug is new; its open proposal is superseded. First terms hold from their start,
    be it past; an amendment from the instant it comes into force, or from a later start. `standing_on` is the id of
    the terms that they were made from; raises OvertakenTerms where another proposal waits by now. With `ends` it is
    proposed that the agreement ends.
    """
    new = AgreementRow(workspace_id=workspace_id, slug=terms.slug, channel=channel, status=Status.PROPOSED)
    new.created_at, new.created_by = now, by
    agreement = _locked(session, workspace_id, terms.slug) or _created(session, workspace_id, new)
    earlier = _versions(session, agreement.id)
    refuse_overtaken(earlier, terms, standing_on)
    for row in earlier:
        close(row, Closed.SUPERSEDED, by, now)
    row = _version(terms, source, channel, now, by)
    row.workspace_id, row.agreement_id, row.number = workspace_id, agreement.id, len(earlier) + 1
    row.vouched, row.ends = vouched, ends
    if not vouched:
        row.lapses_at = lapse(terms, now)
        row.next_step_at = reminder(terms, now, row.lapses_at)
    session.add(row)
    record(session, row, "end_proposed" if ends else "terms_proposed", by=by, at=now)
    if vouched:
        _bring_into_force(session, agreement, row, by, now)
    return version_of(row)


def _version(terms: Terms, source: str, channel: str | None, now: datetime, by: str | None) -> TermsRow:
    return TermsRow(
        document=codec.document(terms),
        source=source,
        channel=channel,
        starts_at=terms.hours.instant(terms.starts, MIDNIGHT),
        proposed_at=now,
        proposed_by=by,
    )


def sign(session: Session, workspace_id: int, terms_id: int, party: str, user: str, now: datetime) -> Signing:  # noqa: PLR0917
    """The party has signed; with the last signature the terms come into force.

    A proposal to end the agreement is agreed then, and it is the caller's to end it. Raises AlreadyDone, StaleTerms,
    WithdrawnTerms, LapsedTerms, NotAllowed when the user may not sign for the party, UnknownParty and NoAgreement.
    """
    agreement, row = locked_terms(session, workspace_id, terms_id)
    terms = codec.terms_of(row.document)
    _refuse(session, row, terms, terms.party(party).name, user, now)
    session.add(SignatureRow(workspace_id=workspace_id, terms_id=row.id, party=party, signed_by=user, signed_at=now))
    record(session, row, "signed", by=user, at=now, after=party)
    if not signing(session, row.id).missing:
        _agreed(session, agreement, row, user, now)
    return signing(session, row.id)


def vouch(session: Session, workspace_id: int, terms_id: int, by: str | None, now: datetime) -> TermsVersion:
    """The proposal is in force, as the operator vouches that every party agreed.

    Raises AlreadyDone, StaleTerms, WithdrawnTerms and LapsedTerms.
    """
    agreement, row = locked_terms(session, workspace_id, terms_id)
    refuse_closed(row, codec.terms_of(row.document), now)
    if row.in_force_at is not None:
        raise AlreadyDone("These terms are in force already, so there is nothing left to vouch for.")
    row.vouched = True
    _bring_into_force(session, agreement, row, by, now)
    return version_of(row)


def signing(session: Session, terms_id: int) -> Signing:
    """Which parties have signed these terms, which have not, and whether they are in force."""
    row = session.get_one(TermsRow, terms_id)
    given = {signature.party for signature in _signatures(session, terms_id)}
    names = codec.terms_of(row.document).party_names
    signed = tuple(name for name in names if name in given)
    return Signing(signed, tuple(name for name in names if name not in given), row.in_force_at is not None)


def _locked(session: Session, workspace_id: int, slug: str) -> AgreementRow | None:
    """The agreement's row, on which others wait until this transaction ends."""
    known = AgreementRow.workspace_id == workspace_id, AgreementRow.slug == slug
    return session.scalars(select(AgreementRow).where(*known).with_for_update(key_share=True)).first()


def _created(session: Session, workspace_id: int, new: AgreementRow) -> AgreementRow:
    """The new agreement's row; of two who create it at once, the second waits at the workspace's row and finds it."""
    workspace = select(WorkspaceRow.id).where(WorkspaceRow.id == workspace_id)
    session.execute(workspace.with_for_update(key_share=True))
    found = _locked(session, workspace_id, new.slug)
    if found is None:
        session.add(new)
        session.flush()
    return found or new


def _versions(session: Session, agreement_id: int) -> Sequence[TermsRow]:
    return session.scalars(
        select(TermsRow).where(TermsRow.agreement_id == agreement_id).order_by(TermsRow.number)
    ).all()


def locked_terms(session: Session, workspace_id: int, terms_id: int) -> tuple[AgreementRow, TermsRow]:
    """The terms and their agreement, both as they are once nobody else writes on the agreement."""
    known = TermsRow.id == terms_id, TermsRow.workspace_id == workspace_id
    found = select(AgreementRow).join(TermsRow, TermsRow.agreement_id == AgreementRow.id).where(*known)
    agreement = session.scalars(found.with_for_update(of=AgreementRow, key_share=True)).first()
    if agreement is None:
        raise NoAgreement("Those terms do not exist here.")
    row = session.scalars(select(TermsRow).where(*known).execution_options(populate_existing=True)).one()
    return agreement, row


def _refuse(session: Session, row: TermsRow, terms: Terms, party: str, user: str, now: datetime) -> None:  # noqa: PLR0917
    """Raise for whatever speaks against this signature."""
    refuse_closed(row, terms, now)
    for signature in _signatures(session, row.id):
        if signature.party == party:
            raise AlreadyDone(f"{_signed_by(signature, terms)}, so there is nothing left to sign for {party}.")
    if row.in_force_at is not None:
        raise AlreadyDone("These terms are in force already, so there is nothing left to sign.")
    if party not in signs_for(terms, user):
        raise NotAllowed(f"Only the contact of {party} can sign for {party}.")


def _signed_by(signature: SignatureRow, terms: Terms) -> str:
    local = signature.signed_at.astimezone(terms.hours.zone)
    return f"<@{signature.signed_by}> signed for {signature.party} on {local:%Y-%m-%d} at {local:%H:%M}"


def _signatures(session: Session, terms_id: int) -> Sequence[SignatureRow]:
    return session.scalars(
        select(SignatureRow).where(SignatureRow.terms_id == terms_id).order_by(SignatureRow.id)
    ).all()


def _agreed(session: Session, agreement: AgreementRow, row: TermsRow, by: str | None, now: datetime) -> None:
    """Every party has signed: the terms come into force, or it is agreed that the agreement ends."""
    if row.ends:
        close(row, Closed.AGREED, by, now)
        record(session, row, "end_agreed", by=by, at=now, reason=ALL_SIGNED)
    else:
        _bring_into_force(session, agreement, row, by, now)


def _bring_into_force(session: Session, agreement: AgreementRow, row: TermsRow, by: str | None, now: datetime) -> None:
    terms = codec.terms_of(row.document)
    is_anew = agreement.status == Status.ENDED
    is_first = is_anew or not any(earlier.in_force_at for earlier in _versions(session, agreement.id))
    row.in_force_at, row.next_step_at = now, None
    row.starts_at = row.starts_at if is_first and not is_anew else max(row.starts_at, now)
    agreement.status = Status.IN_FORCE
    agreement.channel = row.channel or agreement.channel
    session.flush()
    if is_first:
        start_wake_ups(session, agreement.id, row.starts_at)
    else:
        amend_wake_ups(session, agreement.id, terms, row.starts_at, now)
    record(session, row, "terms_in_force", by=by, at=now, reason=VOUCHED if row.vouched else ALL_SIGNED)


def record(
    session: Session,
    row: TermsRow,
    act: str,
    *,
    by: str | None,
    at: datetime,
    after: str | None = None,
    reason: str | None = None,
) -> None:
    """An act upon these terms is on the audit log."""
    session.flush()
    audit.record(
        session,
        row.workspace_id,
        row.agreement_id,
        at=at,
        actor=by or OPERATOR,
        act=act,
        subject=f"terms:{row.id}",
        after=after or f"number {row.number}",
        reason=reason,
    )
