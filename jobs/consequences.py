"""Consequences: what follows from new facts at once, a goal met, breaches that add up, strikes that add up."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from jobs import make_ups
from jobs.breach_follows import follow_breaches
from jobs.breach_strikes import strike_breaches
from jobs.celebrations import celebrate
from jobs.strikes import escalate
from jobs.sweeping import sweep_each
from jobs.withdrawals import withdraw_disproved
from sla.agreement import Agreement
from sla.period import Period
from storage import agreements, checks, standing
from storage.engine import Sessions
from storage.workspaces import Workspace

MICROSECOND: Final = timedelta(microseconds=1)


def sweep(sessions: Sessions, now: datetime) -> int:
    """Looks at each agreement that has new facts by `now`; returns how many things followed from them."""

    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return checks.due(session, place.id, now, limit)

    def check(session: Session, place: Workspace, agreement_id: int) -> int:
        return _check(session, place, agreement_id, now)

    return sweep_each(sessions, "consequences", due, check)


def _breaches(session: Session, link: Agreement, period: Period, now: datetime) -> int:
    """What the breaches of one link of the chain call for."""
    until = now + MICROSECOND
    struck = strike_breaches(session, link, period, now, until=until)
    return struck + follow_breaches(session, link, now, until=until)


def _check(session: Session, place: Workspace, agreement_id: int, now: datetime) -> int:
    since = checks.check_at(session, agreement_id)
    if since is None or since > now or not checks.move(session, agreement_id, since, None):
        return 0
    agreement = agreements.of_id(session, place.id, agreement_id, now)
    later = checks.next_fact_at(session, agreement_id, agreement.terms, now)
    if later is not None:
        checks.wake(session, agreement_id, later)
    told = standing.tally(session, agreement, now)
    return (
        celebrate(session, agreement, told, now)
        + make_ups.watch(session, agreement, told, now)
        + sum(_breaches(session, each, told.period, now) for each in agreement.links)
        + withdraw_disproved(session, agreement, since, now)
        + escalate(session, agreement, now)
    )
