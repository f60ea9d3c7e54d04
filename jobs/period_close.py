"""The close of a period: verdicts on record, strikes for what was missed, and the review for the channel."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.breach_strikes import strike_breaches
from jobs.celebrations import celebrate
from jobs.strikes import LIFE, escalate, strike_missed_goals
from jobs.sweeping import sweep_each
from sla.agreement import Agreement, Terms
from sla.closing import Closing, closings, next_close
from sla.errors import NeverOpen
from sla.figures import fixed, plain
from sla.standing import Figures, GoalFigures
from storage import agreements, closes, outcomes, owed, standing, wake_ups
from storage.engine import Sessions
from storage.workspaces import Workspace


@dataclass(frozen=True)
class CloseDue:
    """A close that is due: of which agreement, and at which instant (UTC) its period ended."""

    agreement_id: int
    at: datetime


def sweep(sessions: Sessions, now: datetime) -> int:
    """Closes each period that has ended by `now`, once and in order; returns how many."""

    def due(session: Session, place: Workspace, limit: int) -> list[CloseDue]:
        found = (
            (each, wake_ups.wake_ups(session, each).close_at) for each in wake_ups.close_due(session, place.id, now)
        )
        return [CloseDue(agreement_id, at) for agreement_id, at in found if at is not None][:limit]

    def close(session: Session, place: Workspace, due_close: CloseDue) -> int:
        return _close(session, place, due_close, now)

    return sweep_each(sessions, "period_close", due, close)


def _close(session: Session, place: Workspace, due: CloseDue, now: datetime) -> int:
    """Closes what ends at the instant, under the terms of each, and sets when the next period closes."""
    reigns = agreements.reigns(session, due.agreement_id)
    if not wake_ups.move_close(session, due.agreement_id, due.at, next_close(reigns, due.at)):
        return 0
    return sum(_close_period(session, place, due, closing, now) for closing in closings(reigns, due.at))


def _close_period(session: Session, place: Workspace, due: CloseDue, closing: Closing, now: datetime) -> int:
    """Closes one period as of its last instant."""
    held_at = closing.reign.last_instant(due.at)
    agreement = agreements.of_id(session, place.id, due.agreement_id, held_at)
    terms, period = agreement.terms, closing.period
    told = standing.figures(session, agreement, due.at, period=period)
    if not closes.add(session, agreement, period, due.at, [_verdict(each) for each in told.goals]):
        return 0
    _follow(session, agreement, told, now, _opening(terms, due.at))
    return 1


def _follow(session: Session, agreement: Agreement, told: Figures, now: datetime, opening: datetime) -> None:
    """What follows from the closed period; everything about it is said at the next opening."""
    period, expires_at = told.period, opening + LIFE
    owed.review(session, agreement, period.name, now, not_before=opening, expires_at=expires_at)
    celebrate(session, agreement, told, now, at_close=True, not_before=opening)
    strike_breaches(session, agreement, period, now, until=told.at, opening=opening)
    strike_missed_goals(session, agreement, told, now, opening=opening)
    for strike in outcomes.of_agreement(session, agreement.workspace_id, agreement.id, period=period.name):
        if strike.withdrawn_at is None:
            owed.strike_named(session, agreement, strike.id, now, not_before=opening, expires_at=expires_at)
    escalate(session, agreement, told.at, not_before=opening)


def _opening(terms: Terms, at: datetime) -> datetime:
    try:
        return terms.hours.next_opening(at)
    except NeverOpen:
        return at


def _verdict(figures: GoalFigures) -> dict[str, str | None]:
    goal, pace = figures.goal, figures.pace
    return {
        "party": goal.party,
        "metric": goal.metric.value,
        "tier": goal.tier,
        "target": plain(pace.target),
        "actual": None if pace.actual is None else fixed(pace.actual),
        "verdict": pace.verdict.value,
    }
