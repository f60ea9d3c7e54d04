"""The sales pipeline as a status report tells it: a week's figures, and the open leads by where they stand."""

from dataclasses import dataclass
from datetime import datetime

from sla.period import Period
from sla.standing import Standing


@dataclass(frozen=True)
class OpenLeads:
    """How many leads are open, by the furthest that they have come; `overdue` are some of those that wait."""

    waiting: int = 0
    overdue: int = 0
    on_hold: int = 0
    followed_up: int = 0
    connected: int = 0

    @property
    def total(self) -> int:
        """All open leads."""
        return self.waiting + self.on_hold + self.followed_up + self.connected


@dataclass(frozen=True)
class Pipeline:
    """What came in during a week, as of an instant (UTC), and what is open then."""

    week: Period
    at: datetime
    standing: Standing
    open_leads: OpenLeads
