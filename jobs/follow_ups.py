"""Follow-ups: the alert ladder of each lead that waits, and the lead passed on where the ladder says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.sweeping import sweep_each
from sla.agreement import Agreement, Rung
from sla.ladder import Alert
from sla.lead import Lead
from storage import agreements, facts, leads, owed
from storage.engine import Sessions
from storage.workspaces import Workspace

OVERTAKEN: Final = "A higher level for the same reader was due at the same time."
PASSED_ON: Final = "The ladder passed the lead on to another rep, and told them so."


@dataclass(frozen=True)
class Due:
    """A rung that is due: its alert, who reads it, and from when on (closed hours and snoozes move that)."""

    rung: Rung
    alert: Alert
    reader: str | None
    speak_at: datetime


def sweep(sessions: Sessions, now: datetime) -> int:
    """Climbs the ladder of each lead with an alert due by `now`; of several at once each reader gets the highest."""

    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return [lead.id for lead in leads.alerts_due(session, place.id, now, limit)]

    def climb(session: Session, place: Workspace, lead_id: int) -> int:
        return _climb(session, leads.by_id(session, place.id, lead_id), place, now)

    return sweep_each(sessions, "follow_ups", due, climb)


def _climb(session: Session, lead: Lead, place: Workspace, now: datetime) -> int:
    climbed = facts.climb(session, lead, now)
    if not climbed.due:
        return 0
    agreement = _as_handed_off(session, place, climbed.lead, now)
    due = [_due(session, agreement, lead, alert, now) for alert in climbed.due]
    is_passed = _pass_on(session, agreement, climbed, due, now)
    highest = _highest(due)
    for each in due:
        why = PASSED_ON if is_passed and each.rung.tell == "rep" else None if each in highest else OVERTAKEN
        _tell(session, agreement, climbed.lead, each, why_not=why, now=now)
    return 1


def _tell(session: Session, agreement: Agreement, lead: Lead, due: Due, *, why_not: str | None, now: datetime) -> None:
    alert_at = due.alert.alert_at
    if why_not:
        owed.passed_over(session, agreement, lead, due.rung, alert_at=alert_at, why=why_not)
    else:
        owed.alert(session, agreement, lead, due.rung, alert_at=alert_at, speak_at=due.speak_at, now=now)


def _as_handed_off(session: Session, place: Workspace, lead: Lead, now: datetime) -> Agreement:
    """The agreement with the terms that the lead was handed off under: they hold for it until it is done."""
    agreement = agreements.of_id(session, place.id, lead.agreement_id, now)
    return replace(agreement, terms=agreements.of_lead(session, lead), terms_id=lead.terms_id)


def _due(session: Session, agreement: Agreement, lead: Lead, alert: Alert, now: datetime) -> Due:
    rung, speak_at = agreement.terms.ladder[alert.rung], max(alert.speak_at, lead.next_alert_at or alert.speak_at)
    return Due(rung, alert, owed.reader_of(session, agreement, lead, rung, now), speak_at)


def _highest(due: Sequence[Due]) -> list[Due]:
    """Of the rungs due at once, in rising order, the highest for each reader."""
    return list({each.reader: each for each in due}.values())


def _pass_on(session: Session, agreement: Agreement, climbed: facts.Climb, due: Sequence[Due], now: datetime) -> bool:
    """Whether the lead went to the member with the fewest open leads who is in hours; the ladder does it once.

    A rung that is too late to be told, as after a long stop, passes nothing on either.
    """
    asks = any(each.rung.reassign and each.speak_at + owed.ALERT_LIFE > now for each in due)
    if climbed.is_auto_passed or not asks:
        return False
    lead, terms = climbed.lead, agreement.terms
    to = facts.choose_rep(session, agreement.workspace_id, terms, now, apart_from=lead.rep, in_hours=True)
    if to is None:
        return False
    passed = facts.pass_on(session, lead, to=to, by=None, now=now, automatic=True, expected_passes=lead.passes)
    owed.reassigned(session, agreement, passed, lead.rep, now)
    return True
