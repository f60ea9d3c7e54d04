"""Conditions of cancellation that came to hold, each once, and what the contacts decided."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.cancellation import CancellationReview, Choice, Closed
from sla.errors import AlreadyDone, NoAgreement
from storage import agreements, audit, closes
from storage.life_rows import CancellationRow
from storage.once import insert_once
from storage.sentences import when, who

DECIDED = {
    Choice.NEW_TERMS: "proposed new terms",
    Choice.GO_ON: "decided to go on as is",
    Choice.ENDED: "ended the agreement",
    Choice.GIVEN_AGAIN: "gave the buy-in again",
}


def hold(
    session: Session, agreement: Agreement, rule: str, cause: str, *, party: str, periods: Sequence[str], at: datetime
) -> CancellationReview | None:
    """The condition holds, on record; None, and nothing changes, when that occurrence is on record already."""
    added = insert_once(
        session,
        CancellationRow,
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        terms_id=agreement.terms_id,
        rule=rule,
        cause_key=f"{rule}:{party}:{cause}",
        party=party,
        length=len(periods),
        periods=",".join(periods),
        opened_at=at,
    )
    if added is None:
        return None
    audit.record(
        session,
        agreement.workspace_id,
        agreement.id,
        at=at,
        actor="sla-bot",
        act="cancellation_held",
        subject=f"cancellation:{added}",
        after=rule,
        reason=cause,
    )
    return by_id(session, agreement.workspace_id, int(added))


def by_id(session: Session, workspace_id: int, review_id: int) -> CancellationReview:
    """One review; raises NoAgreement."""
    known = CancellationRow.id == review_id, CancellationRow.workspace_id == workspace_id
    row = session.scalars(select(CancellationRow).where(*known).execution_options(populate_existing=True)).first()
    if row is None:
        raise NoAgreement("That review does not exist here.")
    return _review(row)


def open_ones(session: Session, agreement_id: int, rule: str | None = None) -> list[CancellationReview]:
    """The reviews that nobody has decided on, oldest first."""
    waiting = CancellationRow.agreement_id == agreement_id, CancellationRow.choice.is_(None)
    ours = (CancellationRow.rule == rule,) if rule else ()
    rows = session.scalars(select(CancellationRow).where(*waiting, *ours).order_by(CancellationRow.id))
    return [_review(row) for row in rows]


def decide(
    session: Session,
    agreement: Agreement,
    review: CancellationReview,
    choice: Choice,
    *,
    by: str,
    now: datetime,
    reason: str | None = None,
    new_terms_id: int | None = None,
) -> CancellationReview:
    """The choice is on record; raises AlreadyDone, with who chose, when there is one."""
    waiting = CancellationRow.id == review.id, CancellationRow.choice.is_(None)
    made = {"choice": choice.value, "decided_by": by, "decided_at": now, "reason": reason}
    chosen = update(CancellationRow).where(*waiting).values(**made, new_terms_id=new_terms_id)
    if session.execute(chosen.returning(CancellationRow.id)).first() is None:
        found = by_id(session, agreement.workspace_id, review.id)
        raise AlreadyDone(_sentence(found, agreement))
    audit.record(
        session,
        agreement.workspace_id,
        agreement.id,
        at=now,
        actor=by,
        act=f"cancellation_{choice}",
        subject=f"cancellation:{review.id}",
        after=None if new_terms_id is None else f"terms:{new_terms_id}",
        reason=reason,
    )
    return by_id(session, agreement.workspace_id, review.id)


def reopen(session: Session, terms_id: int) -> list[int]:
    """The new terms of a review were withdrawn or lapsed: it waits for a decision again; the ids of such reviews."""
    made = CancellationRow.new_terms_id == terms_id, CancellationRow.choice == Choice.NEW_TERMS.value
    again = update(CancellationRow).where(*made).values(choice=None, decided_by=None, decided_at=None)
    return list(session.scalars(again.returning(CancellationRow.id)))


def refuse_decided(review: CancellationReview, agreement: Agreement) -> None:
    """Raises AlreadyDone, with who decided, when somebody has."""
    if review.choice is not None:
        raise AlreadyDone(_sentence(review, agreement))


def closed_periods(session: Session, agreement: Agreement, since: datetime | None) -> list[Closed]:
    """The closed periods of the kind that the terms count by, oldest first, since the agreement last began anew."""
    found = closes.of_agreement(session, agreement.workspace_id, agreement.id)
    kind = agreement.terms.period
    return [
        Closed(each.period.name, each.verdicts)
        for each in found
        if each.period.kind == kind and (since is None or each.closed_at > since)
    ]


def missed_of(session: Session, agreement: Agreement, review: CancellationReview) -> list[Closed]:
    """The closed periods that the review is about."""
    under = agreements.terms(session, review.terms_id).period
    found = closes.of_agreement(session, agreement.workspace_id, agreement.id)
    return [
        Closed(each.period.name, each.verdicts)
        for each in found
        if each.period.name in review.periods and each.period.kind == under
    ]


def _review(row: CancellationRow) -> CancellationReview:
    return CancellationReview(
        row.id,
        row.agreement_id,
        row.terms_id,
        row.rule,
        row.party,
        tuple(filter(None, row.periods.split(","))),
        row.opened_at,
        Choice(row.choice) if row.choice else None,
        row.decided_by,
        row.decided_at,
        row.reason,
        row.new_terms_id,
    )


def _sentence(review: CancellationReview, agreement: Agreement) -> str | None:
    if review.choice is None or review.decided_at is None:
        return None
    at = when(review.decided_at, agreement.terms.hours.zone)
    return f"{who(review.decided_by)} {DECIDED[review.choice]} already, at {at}."
