"""Since when a rule holds: what had come before it was made brings nothing about."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from sla.agreement import Terms
from storage.terms import history, terms


def holds_since(session: Session, agreement_id: int, at: datetime, holds: Callable[[Terms], bool]) -> datetime:
    """The instant from which all terms up to those of `at` have held what is asked (UTC)."""
    versions = [version for version in history(session, agreement_id) if version.in_force_at is not None]
    started = [version for version in versions if version.starts_at <= at] or versions[:1]
    since = at
    for version in reversed(started):
        if not holds(terms(session, version.id)):
            break
        since = min(since, version.starts_at)
    return since
