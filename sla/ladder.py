"""The alert ladder: which level of it comes next for a lead, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from sla.agreement import Rung, Terms
from sla.hours import BusinessHours
from sla.window import Pause, Window


class Alert(NamedTuple):
    """The rung of this number speaks at `speak_at`: at its own instant `alert_at`, or at the next opening after it."""

    rung: int
    speak_at: datetime
    alert_at: datetime


@dataclass(frozen=True)
class Ladder:
    """The rungs of one lead's alerts, counted over its window from `start` (UTC), but not while it is on hold."""

    hours: BusinessHours
    rungs: Sequence[Rung]
    start: datetime
    window: Window
    pauses: Sequence[Pause] = ()

    @classmethod
    def of(cls, terms: Terms, tier: str | None, start: datetime, pauses: Sequence[Pause] = ()) -> "Ladder":
        """The ladder of a lead of this tier under these terms."""
        return cls(terms.hours, terms.ladder, start, terms.window(tier), pauses)

    def alert(self, rung: int) -> Alert | None:
        """The alert of the rung of this number, from 0.

        None past the last rung, and while a hold without an end keeps the lead from falling due.
        """
        if rung >= len(self.rungs):
            return None
        alert_at = self.hours.share_due(self.start, self.window, Fraction(self.rungs[rung].at), self.pauses)
        return None if alert_at is None else Alert(rung, self.hours.next_opening(alert_at), alert_at)

    def due(self, first_rung: int, now: datetime) -> tuple[Alert, ...]:
        """The alerts from this rung on that may speak by `now` (UTC), in rising order."""
        alerts = (self.alert(rung) for rung in range(first_rung, len(self.rungs)))
        return tuple(alert for alert in alerts if alert is not None and alert.speak_at <= now)
