"""Duties: made ahead, reminded of on their day, marked as missed at their deadline, and mended when they were not."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from jobs.missed_duties import follow_missed_duty, withdraw_missed_duty
from jobs.sweeping import sweep_each
from sla.agreement import Agreement
from sla.duty import Occurrence, named
from sla.duty_outcomes import MissedDuty
from sla.errors import NeverOpen
from sla.hours import BusinessHours
from storage import agreements, duties, duty_facts, duty_plans, outbox, owed_duties, wake_ups
from storage.engine import Sessions
from storage.workspaces import Workspace

MICROSECOND = timedelta(microseconds=1)
KEPT = "A later record shows that it was done in time."


def sweep(sessions: Sessions, now: datetime) -> int:
    """Makes duties ahead, reminds of those that are due, and looks at the deadlines that have passed; how many things.

    A period closes right after: what was due in it is known by then.
    """
    return _ahead(sessions, now) + _remind(sessions, now) + _miss(sessions, now) + _mend(sessions, now)


def speak_at(hours: BusinessHours, due_at: datetime) -> datetime:
    """When a missed duty is told: at its deadline, the close included; one in closed hours at the next opening."""
    try:
        return due_at if hours.is_open(due_at - MICROSECOND) else hours.next_opening(due_at)
    except NeverOpen:
        return due_at


def missed_of(agreement: Agreement, duty: Occurrence) -> MissedDuty:
    """The miss as consequences take it; its owner is whom the terms name, else nobody but the contact."""
    agreed = named(agreement.terms, duty.giver, duty.what)
    owner = agreed.owner.key if agreed is not None and agreed.owner is not None else None
    return MissedDuty(duty.what, duty.giver, duty.receiver, duty.due_at, owner)


def _ahead(sessions: Sessions, now: datetime) -> int:
    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return wake_ups.duties_due(session, place.id, now)[:limit]

    def make(session: Session, place: Workspace, agreement_id: int) -> int:
        return _make(session, place, agreement_id, now)

    return sweep_each(sessions, "duties_ahead", due, make)


def _make(session: Session, place: Workspace, agreement_id: int, now: datetime) -> int:
    """The duties of this period and the next are on record; they are made again as the next begins."""
    was = wake_ups.wake_ups(session, agreement_id).duties_at
    if was is None or was > now:
        return 0
    _, terms = agreements.terms_at(session, agreement_id, now)
    period = terms.period_of(terms.hours.local_date(now))
    if not wake_ups.move_duties(session, agreement_id, was, period.ends_at(terms.timezone)):
        return 0
    until = period.next().ends_at(terms.timezone)
    return duty_plans.plan(session, place.id, agreement_id, since=was, until=until, now=now)


def _remind(sessions: Sessions, now: datetime) -> int:
    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return duties.reminders_due(session, place.id, now, limit)

    def remind(session: Session, place: Workspace, duty_id: int) -> int:
        duty = duty_facts.reminded(session, place.id, duty_id, now)
        if duty is None:
            return 0
        agreement = agreements.of_id(session, place.id, duty.agreement_id, now)
        return int(owed_duties.due(session, agreement, duty, now))

    return sweep_each(sessions, "duties_due", due, remind)


def _miss(sessions: Sessions, now: datetime) -> int:
    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return duties.misses_due(session, place.id, now, limit)

    def miss(session: Session, place: Workspace, duty_id: int) -> int:
        agreement = _as_owed(session, place, duty_id, now)
        duty = duty_facts.missed(session, agreement, duty_id, now)
        if duty is None:
            return 0
        opening = speak_at(agreement.terms.hours, duty.due_at)
        owed_duties.missed(session, agreement, duty, now, not_before=opening)
        outbox.edit(session, place.id, owed_duties.DUE, owed_duties.about(duty))
        follow_missed_duty(session, agreement, missed_of(agreement, duty), now, opening=opening)
        return 1

    return sweep_each(sessions, "duties_missed", due, miss)


def _mend(sessions: Sessions, now: datetime) -> int:
    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return duties.mends_due(session, place.id, now, limit)

    def mend(session: Session, place: Workspace, duty_id: int) -> int:
        agreement = _as_owed(session, place, duty_id, now)
        duty = duty_facts.mended(session, agreement, duty_id, now)
        if duty is None:
            return 0
        why = f"It was excused: {duty.excuse}" if duty.excused_at else KEPT
        withdraw_missed_duty(session, agreement, missed_of(agreement, duty), why, now)
        return 1

    return sweep_each(sessions, "duties_mended", due, mend)


def _as_owed(session: Session, place: Workspace, duty_id: int, now: datetime) -> Agreement:
    """The duty's agreement, with the terms that owed it."""
    duty = duties.by_id(session, place.id, duty_id)
    agreement = agreements.of_id(session, place.id, duty.agreement_id, now)
    return replace(agreement, terms=agreements.terms(session, duty.terms_id), terms_id=duty.terms_id)
