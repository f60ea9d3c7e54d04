"""Calls: what time asks about strikes, of those whom they name and of their contact, each once."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.sweeping import sweep_each
from jobs.telling import LIFE
from sla.agreement import Agreement, Person, Status
from sla.strike import Strike
from sla.strike_life import Call, CallDue, calls, next_call
from storage import agreements, outcomes, owed_outcomes, readers, strike_steps
from storage.engine import Sessions
from storage.workspaces import Workspace


def sweep(sessions: Sessions, now: datetime) -> int:
    """Tells what has come due about strikes by `now`; returns how many things were told."""

    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return strike_steps.due(session, place.id, now, limit)

    def call(session: Session, place: Workspace, strike_id: int) -> int:
        return _call(session, place, strike_id, now)

    return sweep_each(sessions, "strike_calls", due, call)


def _call(session: Session, place: Workspace, strike_id: int, now: datetime) -> int:
    """Tells all that has come due about one strike, and sets when to look at it again."""
    since = strike_steps.call_at(session, place.id, strike_id)
    if since is None or since > now:
        return 0
    strike = outcomes.by_id(session, place.id, strike_id)
    hours = agreements.terms(session, strike.terms_id).hours
    later = next_call(hours, strike, now)
    if not strike_steps.move_call(session, strike_id, since, None if later is None else later.at):
        return 0
    agreement = agreements.of_id(session, place.id, strike.agreement_id, now)
    if agreement.status is Status.ENDED:
        return 0
    come = [due for due in calls(hours, strike) if since <= due.at <= now]
    return sum(_tell(session, agreement, strike, due, now) for due in come)


def _tell(session: Session, agreement: Agreement, strike: Strike, due: CallDue, now: datetime) -> int:
    expires_at = due.at + LIFE
    if due.call is Call.DIAGNOSIS_DUE and strike.diagnosis_due_at is not None:
        expires_at = strike.diagnosis_due_at
    return sum(
        owed_outcomes.strike_call(
            session, agreement, strike, due.call, at=due.at, to=to, now=now, expires_at=expires_at
        )
        for to in _readers(session, agreement, strike, due)
    )


def _readers(session: Session, agreement: Agreement, strike: Strike, due: CallDue) -> list[str | None]:
    """The party's contact when a diagnosis is overdue, else those whom the strike names."""
    contact = readers.contact(session, agreement, strike.party)
    if due.call is Call.DIAGNOSIS_OVERDUE:
        return [contact]
    named = (readers.known(session, agreement, Person(key, key)) or contact for key in strike.people)
    return list(dict.fromkeys(named))
