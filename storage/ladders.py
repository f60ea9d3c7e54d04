"""The alert ladder of a lead, climbed as its levels fall due."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sla.ladder import Alert, Ladder
from sla.lead import Lead
from storage.holds import ladder_start
from storage.lead_rows import LeadRow
from storage.ledger import fact_on, hush, pauses_of, settled_at, terms_of


@dataclass(frozen=True)
class Climb:
    """The alerts of a lead that are due at once, in rising order; the lead, with its next alert after them.

    `is_auto_passed`: the ladder has passed it on before, and does so no more.
    """

    lead: Lead
    due: tuple[Alert, ...]
    is_auto_passed: bool


def climb(session: Session, lead: Lead, now: datetime) -> Climb:
    """Moves the lead's next alert past everything due at `now`.

    Nothing is due when another was faster, or when by `now` the lead is settled.
    """
    with fact_on(session, lead, None) as row:
        if row.next_alert_at is None or row.next_alert_at > now:
            return Climb(row.lead(), (), row.auto_passed)
        settled = settled_at(row)
        if settled is not None and settled <= now:
            row.next_alert_at = None
            return Climb(row.lead(), (), row.auto_passed)
        ladder = _ladder(session, row)
        due = ladder.due(row.next_rung, now)
        row.next_rung = due[-1].rung + 1 if due else row.next_rung
        following = ladder.alert(row.next_rung)
        row.next_alert_at = following and following.speak_at
        hush(row)
    return Climb(row.lead(), due, row.auto_passed)


def _ladder(session: Session, row: LeadRow) -> Ladder:
    return Ladder.of(terms_of(session, row), row.tier, ladder_start(row), pauses_of(session, row.id))
