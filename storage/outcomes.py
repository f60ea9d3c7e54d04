"""Strikes: opened once for a cause, found again, diagnosed, withdrawn when facts disprove them."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from sla.agreement import Agreement
from sla.errors import AlreadyDone, NoSuchStrike
from sla.strike import NewStrike, StepKind, Strike
from sla.strike_life import next_call
from storage import agreements, audit, strike_steps
from storage.base import table_of
from storage.obligations import clipped
from storage.once import insert_once
from storage.outcome_rows import DiagnosisRow, StrikeRow, StrikeStepRow
from storage.sentences import who

BOT: Final = "sla-bot"
_CAUSE_LENGTH: Final = 290  # room for the number of a strike that came after a withdrawal

Strikes = Select[StrikeRow, DiagnosisRow]
OF_WORKSPACE: Final[Strikes] = (
    select(StrikeRow, DiagnosisRow)
    .outerjoin(DiagnosisRow, DiagnosisRow.strike_id == StrikeRow.id)
    .where(StrikeRow.workspace_id == bindparam("place"))
    .order_by(StrikeRow.opened_at, StrikeRow.id)
)
BY_ID: Final = OF_WORKSPACE.where(StrikeRow.id == bindparam("strike_id"))
OF_AGREEMENT: Final = OF_WORKSPACE.where(StrikeRow.agreement_id == bindparam("agreement_id"))
OF_PERIOD: Final = OF_AGREEMENT.where(StrikeRow.period == bindparam("period"))
STANDING: Final = OF_AGREEMENT.where(StrikeRow.ended_at.is_(None))
STANDING_SINCE: Final = STANDING.where(StrikeRow.opened_at >= bindparam("since"))
STRIKE: Final = table_of(StrikeRow).c
STANDING_COUNTS: Final = (
    select(STRIKE.party, func.count())
    .where(STRIKE.agreement_id == bindparam("agreement_id"), STRIKE.ended_at.is_(None))
    .where(STRIKE.opened_at >= bindparam("since"))
    .group_by(STRIKE.party)
    .order_by(STRIKE.party)
)


def open_strike(session: Session, agreement: Agreement, new: NewStrike) -> Strike | None:
    """A strike under the agreement's terms, on record; None when there was one for this cause already.

    A cause whose strike the facts disproved may strike again; one that people withdrew or excused may not.
    """
    cause_key = _cause_key(session, agreement.id, new.cause)
    if cause_key is None:
        return None
    columns = {name: value for name, value in vars(new).items() if name not in ("cause", "people", "leads")}
    opened = insert_once(
        session,
        StrikeRow,
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        terms_id=agreement.terms_id,
        cause_key=cause_key,
        people=json.dumps(new.people),
        leads=json.dumps(new.leads),
        **columns,
    )
    if opened is None:
        return None
    strike = by_id(session, agreement.workspace_id, opened)
    _on_record(session, agreement.workspace_id, strike, at=new.opened_at, by=BOT, act="strike")
    set_call(session, agreement.workspace_id, strike, new.opened_at)
    return strike


def by_id(session: Session, workspace_id: int, strike_id: int) -> Strike:
    """The strike of this number; raises NoSuchStrike."""
    found = _strikes(session, BY_ID, place=workspace_id, strike_id=strike_id)
    if not found:
        raise NoSuchStrike
    return found[0]


def of_agreement(session: Session, workspace_id: int, agreement_id: int, *, period: str | None = None) -> list[Strike]:
    """The agreement's strikes in the order in which they were opened, ended ones too; of one period if given."""
    found = OF_AGREEMENT if period is None else OF_PERIOD
    return _strikes(session, found, place=workspace_id, agreement_id=agreement_id, period=period)


def of_cause(session: Session, agreement_id: int, cause: Sequence[str]) -> list[Strike]:
    """The strikes that were opened for this cause: one, and another after each withdrawal by the facts."""
    found = select(StrikeRow.workspace_id, StrikeRow.id).where(*_for_cause(agreement_id, _key_of(cause)))
    return [by_id(session, *row) for row in session.execute(found.order_by(StrikeRow.id)).all()]


def standing(session: Session, workspace_id: int, agreement_id: int, since: datetime | None = None) -> list[Strike]:
    """The agreement's strikes that still count, in order; with `since`, those opened from then on (UTC)."""
    found = STANDING if since is None else STANDING_SINCE
    return _strikes(session, found, place=workspace_id, agreement_id=agreement_id, since=since)


def standing_counts(session: Session, agreement_id: int, since: datetime) -> dict[str, int]:
    """How many strikes opened from `since` on (UTC) stand against each party."""
    about = {"agreement_id": agreement_id, "since": since}
    return dict(session.execute(STANDING_COUNTS, about).all())


def withdraw(session: Session, workspace_id: int, strike: Strike, reason: str, now: datetime) -> bool:
    """The facts disprove the strike: it does not stand any more, on record; False when it did not stand already."""
    gone = strike_steps.end(session, workspace_id, strike, StepKind.WITHDRAW, by=BOT, at=now, reason=reason)
    if gone:
        _on_record(session, workspace_id, strike, at=now, by=BOT, act="withdraw_strike", reason=reason)
    return gone


def name_leads(
    session: Session, workspace_id: int, strike: Strike, numbers: Sequence[int], *, reason: str, now: datetime
) -> None:
    """The strike stands for the windows of these leads instead, on record."""
    named = update(StrikeRow).where(StrikeRow.id == strike.id, StrikeRow.workspace_id == workspace_id)
    session.execute(named.values(leads=json.dumps(numbers)), execution_options={"synchronize_session": False})
    _on_record(session, workspace_id, strike, at=now, by=BOT, act="correct_strike", reason=reason)


def is_disproved(strike: Strike) -> bool:
    """Whether the facts took the strike back, rather than people: as if it had never been."""
    gone = strike.step(StepKind.WITHDRAW)
    return gone is not None and gone.by == BOT


def set_call(session: Session, workspace_id: int, strike: Strike, after: datetime) -> None:
    """The strike is looked at when somebody is to be told about it next, after this instant (UTC)."""
    due = next_call(agreements.terms(session, strike.terms_id).hours, strike, after)
    strike_steps.set_next_call(session, workspace_id, strike.id, None if due is None else due.at)


def diagnose(
    session: Session,
    workspace_id: int,
    strike: Strike,
    *,
    cause: str,
    remedy: str,
    by_date: date,
    by: str,
    now: datetime,
) -> Strike:
    """The strike with its diagnosis, written once; raises AlreadyDone when there is one, or the strike has ended."""
    if not strike.stands:
        raise AlreadyDone(f"{strike.short_id} is {strike.state}; there is nothing to diagnose any more.")
    written = insert_once(
        session,
        DiagnosisRow,
        workspace_id=workspace_id,
        strike_id=strike.id,
        cause=cause,
        remedy=remedy,
        by_date=by_date,
        written_by=by,
        written_at=now,
    )
    found = by_id(session, workspace_id, strike.id)
    if written is None:
        assert found.diagnosis is not None
        raise AlreadyDone(f"{who(found.diagnosis.written_by)} wrote the diagnosis of {strike.short_id} already.")
    _on_record(session, workspace_id, strike, at=now, by=by, act="diagnose")
    set_call(session, workspace_id, found, now)
    return found


def _cause_key(session: Session, agreement_id: int, cause: Sequence[str]) -> str | None:
    """The key of the cause, another one after each withdrawal by the facts; None after any other strike."""
    key = _key_of(cause)
    disproved = and_(
        StrikeStepRow.strike_id == StrikeRow.id, StrikeStepRow.step == StepKind.WITHDRAW, StrikeStepRow.by == BOT
    )
    same = select(StrikeStepRow.id).select_from(StrikeRow).outerjoin(StrikeStepRow, disproved)
    found = session.scalars(same.where(*_for_cause(agreement_id, key))).all()
    if None in found:
        return None
    return f"{key}#{len(found)}" if found else key


def _key_of(cause: Sequence[str]) -> str:
    return clipped(json.dumps(list(cause), ensure_ascii=False), _CAUSE_LENGTH)


def _for_cause(agreement_id: int, key: str) -> tuple[ColumnElement[bool], ...]:
    again = StrikeRow.cause_key.startswith(f"{key}#", autoescape=True)
    return StrikeRow.agreement_id == agreement_id, (StrikeRow.cause_key == key) | again


def _strikes(session: Session, found: Strikes, **about: Any) -> list[Strike]:
    rows = session.execute(found, about, execution_options={"populate_existing": True}).all()
    steps = strike_steps.of(session, [row.id for row, _ in rows])
    return [row.strike(written.diagnosis() if written else None, steps.get(row.id, ())) for row, written in rows]


def _on_record(
    session: Session, workspace_id: int, strike: Strike, *, at: datetime, by: str, act: str, reason: str | None = None
) -> None:
    audit.record(
        session, workspace_id, strike.agreement_id, at=at, actor=by, act=act, subject=strike.short_id, reason=reason
    )
