"""The close of a period: verdicts on record, strikes for what was missed, and the review for the channel."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.close_outcomes import follow_close
from jobs.sweeping import sweep_each
from jobs.telling import LIFE
from sla.agreement import Terms
from sla.closing import Closing, closings, next_close
from sla.errors import NeverOpen
from sla.figures import fixed, plain
from sla.standing import GoalFigures
from storage import agreements, closes, owed, standing, wake_ups
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
    opening = _opening(terms, due.at)
    owed.review(session, agreement, period.name, now, not_before=opening, expires_at=opening + LIFE)
    follow_close(session, agreement, told, now, opening=opening)
    return 1


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
