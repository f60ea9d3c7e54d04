"""Who did it: who handed off, closed, reached out or signed, counted for messages that name people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from sla.agreement import Agreement, Goal, Metric
from sla.period import Period
from storage import duties
from storage.agreement_rows import SignatureRow
from storage.lead_rows import AttemptRow, DealRow, LeadRow

Person = InstrumentedAttribute[str | None]


def of_goal(
    session: Session, agreement: Agreement, goal: Goal, period: Period, at: datetime, *, limit: int
) -> Sequence[tuple[str, int]]:
    """The keys of those who did most towards a goal of the period up to the instant (UTC), and how many each.

    Leads by who handed them off, customers by the rep of the lead, speed by who reached out within the window, depth
    by who tried most often, deliveries by who made them.
    """
    if goal.metric is Metric.DELIVERIES:
        return duties.deliverers(session, agreement, goal.party, period, at)[:limit]
    counting = {
        Metric.LEADS: _handed_off,
        Metric.LEAD_VALUE: _handed_off,
        Metric.CUSTOMERS: _closed,
        Metric.REVENUE: _closed,
        Metric.SPEED: _reached_out,
        Metric.DEPTH: _tried,
    }.get(goal.metric)
    if counting is None:
        return []
    link = agreement.terms.link_to(goal.party) if goal.metric.is_mean else None
    found, person = counting(agreement, period, at)
    found = found.where(
        LeadRow.came_of.is_(None) if link is None or link.link == "lead" else LeadRow.came_of.is_not(None)
    )
    if goal.tier is not None:
        found = found.where(LeadRow.tier == goal.tier)
    most = found.where(person.is_not(None)).group_by(person).order_by(func.count().desc(), person).limit(limit)
    return [(key, number) for key, number in session.execute(most) if key is not None]


def signed_by(session: Session, terms_id: int) -> dict[str, str]:
    """Who signed these terms, by party."""
    given = select(SignatureRow.party, SignatureRow.signed_by).where(SignatureRow.terms_id == terms_id)
    return dict(session.execute(given.order_by(SignatureRow.id)).all())


def _handed_off(agreement: Agreement, period: Period, at: datetime) -> tuple[Select[str | None, int], Person]:
    stays = LeadRow.returned_at.is_(None) | (LeadRow.returned_at > at)
    counted = select(LeadRow.handed_off_by, func.count()).where(*_leads(agreement, period, at), stays)
    return counted, LeadRow.handed_off_by


def _closed(agreement: Agreement, period: Period, at: datetime) -> tuple[Select[str | None, int], Person]:
    counted = select(LeadRow.rep, func.count()).join(DealRow, DealRow.lead_id == LeadRow.id)
    within = DealRow.closed_on >= period.first_day, DealRow.closed_on <= period.last_day, DealRow.closed_at <= at
    return counted.where(DealRow.agreement_id == agreement.id, *within), LeadRow.rep


def _reached_out(agreement: Agreement, period: Period, at: datetime) -> tuple[Select[str | None, int], Person]:
    in_time = LeadRow.first_attempt_at <= at, LeadRow.first_attempt_at <= LeadRow.due_at
    counted = select(LeadRow.first_attempt_by, func.count()).where(*_leads(agreement, period, at), *in_time)
    return counted, LeadRow.first_attempt_by


def _tried(agreement: Agreement, period: Period, at: datetime) -> tuple[Select[str | None, int], Person]:
    counted = select(AttemptRow.by, func.count()).join(LeadRow, LeadRow.id == AttemptRow.lead_id)
    by_people = AttemptRow.automated.is_(False), AttemptRow.at <= at
    return counted.where(*_leads(agreement, period, at), *by_people), AttemptRow.by


def _leads(agreement: Agreement, period: Period, at: datetime) -> tuple[ColumnElement[bool], ...]:
    within = LeadRow.handed_off_on >= period.first_day, LeadRow.handed_off_on <= period.last_day
    return (LeadRow.agreement_id == agreement.id, *within, LeadRow.handed_off_at <= at)
