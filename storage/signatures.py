"""Who signed which terms, and when."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.signing import Signature
from storage.agreement_rows import SignatureRow


def of_terms(session: Session, terms_id: int) -> tuple[Signature, ...]:
    """The signatures under one version of terms, in the order in which they were given."""
    return of_versions(session, [terms_id]).get(terms_id, ())


def of_versions(session: Session, terms_ids: Iterable[int]) -> dict[int, tuple[Signature, ...]]:
    """The signatures under several versions of terms, by version."""
    found = select(SignatureRow).where(SignatureRow.terms_id.in_(terms_ids)).order_by(SignatureRow.id)
    given: dict[int, tuple[Signature, ...]] = {}
    for row in session.scalars(found):
        given[row.terms_id] = (*given.get(row.terms_id, ()), Signature(row.party, row.signed_by, row.signed_at))
    return given
