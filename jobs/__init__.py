"""The doors that time opens: one table of every sweep, in the order in which they look at an instant."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from jobs import (
    breaches,
    consequences,
    duties,
    follow_ups,
    leaves,
    pacing,
    period_close,
    proposals,
    strike_calls,
    weekly_report,
)
from storage import workspaces
from storage.engine import Sessions
from storage.first_due import first_due

Sweep = Callable[[Sessions, datetime], int]

SCHEDULE: Final[tuple[tuple[str, Sweep, int], ...]] = (
    ("breaches", breaches.sweep, 5),
    ("follow_ups", follow_ups.sweep, 5),
    ("duties", duties.sweep, 5),
    ("leaves", leaves.sweep, 5),
    ("period_close", period_close.sweep, 5),
    ("consequences", consequences.sweep, 5),
    ("strike_calls", strike_calls.sweep, 5),
    ("proposals", proposals.sweep, 5),
    ("pacing", pacing.sweep, 5),
    ("weekly_report", weekly_report.sweep, 5),
)
"""Each sweep's name, the sweep, and every how many seconds it is asked what is due.

Breaches come first, as the others count them; a period closes before anything follows in the next one.
"""

WAKES: Final[Mapping[str, tuple[str, ...]]] = {
    "breaches": ("breach_due_at",),
    "follow_ups": ("next_alert_at",),
    "duties": ("next_duties_at", "remind_due_at", "miss_due_at", "mend_due_at"),
    "leaves": ("next_leave_at",),
    "period_close": ("next_close_at",),
    "consequences": ("next_check_at",),
    "strike_calls": ("next_call_at",),
    "proposals": ("next_step_at",),
    "pacing": ("next_pacing_at",),
    "weekly_report": ("next_report_at",),
}
"""The columns that say when each sweep has work."""


def run_all(sessions: Sessions, now: datetime) -> dict[str, int]:
    """Every sweep once, in order; returns how many things each did."""
    return {name: sweep(sessions, now) for name, sweep, _ in SCHEDULE}


def due_by_sweep(sessions: Sessions) -> dict[str, datetime]:
    """The first instant (UTC) at which each sweep has work; a sweep that nothing will wake is not in it."""
    with sessions.read() as session:
        firsts = [first_due(session, place.id) for place in workspaces.every(session)]
    waking = {name: [at for first in firsts for column in WAKES[name] if (at := first[column])] for name in WAKES}
    return {name: min(instants) for name, instants in waking.items() if instants}


def next_due(sessions: Sessions) -> datetime | None:
    """The first instant at which any sweep has work (UTC); None when none has."""
    return min(due_by_sweep(sessions).values(), default=None)
