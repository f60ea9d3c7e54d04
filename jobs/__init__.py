"""The doors that time opens: one table of every sweep, in the order in which they look at an instant."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from jobs import breaches, consequences, duties, follow_ups, pacing, period_close, strike_calls, weekly_report
from storage import leads, strike_steps, wake_ups, workspaces
from storage.duties import next_due as next_duty
from storage.engine import Sessions

Sweep = Callable[[Sessions, datetime], int]

SCHEDULE: Final[tuple[tuple[str, Sweep, int], ...]] = (
    ("breaches", breaches.sweep, 5),
    ("follow_ups", follow_ups.sweep, 5),
    ("duties", duties.sweep, 5),
    ("period_close", period_close.sweep, 5),
    ("consequences", consequences.sweep, 5),
    ("strike_calls", strike_calls.sweep, 5),
    ("pacing", pacing.sweep, 5),
    ("weekly_report", weekly_report.sweep, 5),
)
"""Each sweep's name, the sweep, and every how many seconds it is asked what is due.

Breaches come first, as the others count them; a period closes before anything follows in the next one.
"""


def run_all(sessions: Sessions, now: datetime) -> dict[str, int]:
    """Every sweep once, in order; returns how many things each did."""
    return {name: sweep(sessions, now) for name, sweep, _ in SCHEDULE}


def next_due(sessions: Sessions) -> datetime | None:
    """The first instant at which any sweep has work (UTC): the earliest wake-up column; None when none is set."""
    return min(_wake_ups(sessions), default=None)


def _wake_ups(sessions: Sessions) -> Iterator[datetime]:
    with sessions.read() as session:
        for place in workspaces.every(session):
            for earliest in (leads.next_due, wake_ups.next_wake_up, strike_steps.next_due, next_duty):
                if (at := earliest(session, place.id)) is not None:
                    yield at
