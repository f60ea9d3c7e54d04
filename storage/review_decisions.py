"""What was decided on the review of a period: once, with who and when."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyDone
from sla.period import Period
from sla.reevaluation import Choice, Decision
from storage import audit
from storage.once import insert_once
from storage.review_rows import ReviewDecisionRow
from storage.sentences import when, who


def decide(
    session: Session,
    agreement: Agreement,
    period: Period,
    choice: Choice,
    *,
    proposed: Sequence[str],
    by: str,
    now: datetime,
    terms_id: int | None = None,
) -> None:
    """The decision is on record; raises AlreadyDone, with who decided, when there is one."""
    added = insert_once(
        session,
        ReviewDecisionRow,
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        period=period.name,
        choice=choice.value,
        proposed="\n".join(proposed),
        by=by,
        at=now,
        terms_id=terms_id,
    )
    if added is None:
        raise AlreadyDone(_sentence(_found(session, agreement, period), agreement.terms.hours.zone))
    audit.record(
        session,
        agreement.workspace_id,
        agreement.id,
        at=now,
        actor=by,
        act=f"review_{choice}",
        subject=f"review:{period.name}",
        after=None if terms_id is None else f"terms:{terms_id}",
    )


def refuse_second(session: Session, agreement: Agreement, period: Period) -> None:
    """Raises AlreadyDone, with who decided, when there is a decision on the period."""
    found = _found(session, agreement, period)
    if found is not None:
        raise AlreadyDone(_sentence(found, agreement.terms.hours.zone))


def reasons(session: Session, terms_id: int) -> tuple[str, ...]:
    """The lines of the review that these terms were proposed by; none for any others."""
    rows = session.scalars(select(ReviewDecisionRow).where(ReviewDecisionRow.terms_id == terms_id))
    return next((row.decision().proposed for row in rows), ())


def of_period(session: Session, agreement: Agreement, period: Period) -> Decision | None:
    """What was decided on the period's review, or None."""
    return _found(session, agreement, period)


def _found(session: Session, agreement: Agreement, period: Period) -> Decision | None:
    theirs = ReviewDecisionRow.agreement_id == agreement.id, ReviewDecisionRow.period == period.name
    ours = ReviewDecisionRow.workspace_id == agreement.workspace_id
    row = session.scalars(select(ReviewDecisionRow).where(ours, *theirs)).first()
    return None if row is None else row.decision()


def _sentence(found: Decision | None, zone: ZoneInfo) -> str | None:
    if found is None:
        return None
    what = "adopted this proposal" if found.choice is Choice.ADOPTED else "decided to keep the goals"
    return f"{who(found.by)} {what} already, at {when(found.at, zone)}."
