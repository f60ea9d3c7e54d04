"""Since when a rule holds: what had come before it was made brings nothing about."""

from collections.abc import Callable
from datetime import datetime
from itertools import takewhile

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Terms
from storage.terms import history, terms


def holds_since(session: Session, agreement: Agreement, holds: Callable[[Terms], bool]) -> datetime:
    """The instant from which all terms up to the agreement's, as given, have held what is asked (UTC)."""
    agreed = [version for version in history(session, agreement.id) if version.in_force_at is not None]
    number = next(version.number for version in agreed if version.id == agreement.terms_id)
    backwards = reversed([version for version in agreed if version.number <= number])
    return min(version.starts_at for version in takewhile(lambda each: holds(terms(session, each.id)), backwards))
