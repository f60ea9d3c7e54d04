"""Floods: leads that came late excuse the follow-up that they swamped, and are charged to the party that sent them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from jobs.telling import answers, diagnosis_due, tell
from messages.strike import flood_promise
from sla.agreement import Agreement, Metric, Rule
from sla.consequences import Breach, GoalOutcome
from sla.period import Period
from sla.standing import DayFigures
from sla.strike import Excuse, NewStrike, Strike
from sla.swamped import Flood, flood, is_swamped, last_days
from storage import due_process, outbox, outcomes, standing
from storage.outcomes import BOT

CAUSE: Final = "leads_late"
MICROSECOND: Final = timedelta(microseconds=1)
EXCUSED: Final = "Leads came late: the other party's promise failed first."


@dataclass
class Floods:
    """The floods of an agreement's periods as of an instant (UTC), each looked for once, and only where one may be."""

    session: Session
    agreement: Agreement
    at: datetime
    known: dict[str, tuple[Flood | None, Sequence[DayFigures]]] = field(default_factory=dict)

    def of(self, period: Period) -> Flood | None:
        """The flood at the end of this period, if there was one."""
        return self._seen(period)[0]

    def has(self, breach: Breach) -> bool:
        """Whether the breach is on a lead that came with a flood."""
        if breach.handed_on is None or self.agreement.terms.link != "lead":
            return False
        period = self.agreement.terms.period_of(breach.handed_on)
        since = last_days(self.agreement.terms, period)
        if since is None or breach.handed_on < since:
            return False
        found = self.of(period)
        return found is not None and found.has(breach.handed_on)

    def swamps(self, period: Period, missed: GoalOutcome) -> bool:
        """Whether a flood is why the goal was missed in this period."""
        if not missed.goal.metric.is_mean or not self.agreement.terms.has_leads:
            return False
        found, daily = self._seen(period)
        return found is not None and is_swamped(self.agreement.terms, found, missed.goal, daily)

    def _seen(self, period: Period) -> tuple[Flood | None, Sequence[DayFigures]]:
        if period.name not in self.known:
            at = min(self.at, period.ends_at(self.agreement.terms.timezone) - MICROSECOND)
            daily = standing.daily(self.session, self.agreement, period, at)
            self.known[period.name] = flood(self.agreement.terms, period, daily), daily
        return self.known[period.name]


def charge(
    session: Session, agreement: Agreement, found: Flood, rule: Rule, now: datetime, *, opening: datetime | None = None
) -> Strike | None:
    """Opens the strike on the party that sent the leads, once for a flood, and owes it; None when it was there."""
    terms = agreement.terms
    giver = terms.giver.name
    new = NewStrike(
        cause=(found.period.name, giver, CAUSE),
        party=giver,
        rule=rule.when,
        period=found.period.name,
        metric=Metric.LEADS.value,
        people=answers(session, agreement, giver),
        promise=flood_promise(terms, found),
        on=min(found.period.last_day, terms.hours.local_date(now)),
        opened_at=min(now, found.period.ends_at(terms.timezone)),
        diagnosis_due_at=diagnosis_due(terms, rule, max(now, opening or now)),
        instead_of=terms.receiver.name,
        decay=rule.decay,
    )
    strike = outcomes.open_strike(session, agreement, new)
    if strike is not None:
        tell(session, agreement, strike, now, not_before=opening)
    return strike


def excuse(session: Session, agreement: Agreement, strike: Strike, now: datetime) -> None:
    """A strike that was opened before the flood was seen does not count; what was posted about it says so."""
    place = agreement.workspace_id
    due_process.excuse(session, place, strike, why=Excuse.OTHER, reason=EXCUSED, by=BOT, now=now)
    outbox.edit(session, place, "sla_strike", f"strike:{strike.id}")
