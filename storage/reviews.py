"""The counts of a period's review as of any instant: leads, customers and revenue in both ways, and the sales cycle."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, cast, extract, func, select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Terms
from sla.period import Period
from sla.rates import Counts, Funnel, Review
from sla.reevaluation import Reevaluation, reevaluation
from sla.standing import Sums
from storage import review_decisions
from storage.standing import standing
from storage.sums import AGREEMENT, AT, DAYS, DEAL, HANDED_OFF, LEAD

Cycle = tuple[int, int]
"""How many customers, and the seconds from hand-off to closing of all of them."""


def _second(column: ColumnElement[datetime]) -> ColumnElement[int]:
    return cast(extract("epoch", column), BigInteger)


COHORT: Select[Any] = (
    select(LEAD.tier, func.count(), func.sum(DEAL.revenue).cast(DEAL.revenue.type))
    .join_from(LEAD.id.table, DEAL.id.table, DEAL.lead_id == LEAD.id)
    .where(*HANDED_OFF, DEAL.closed_at <= AT, (LEAD.returned_at.is_(None) | (LEAD.returned_at > AT)))
    .group_by(LEAD.tier)
)
"""Of the leads handed off in the period and not returned: the customers by now, and what they brought, by tier."""
CYCLES: Select[Any] = (
    select(DEAL.tier, func.count(), cast(func.sum(_second(DEAL.closed_at) - _second(LEAD.handed_off_at)), BigInteger))
    .join_from(DEAL.id.table, LEAD.id.table, LEAD.id == DEAL.lead_id)
    .where(DEAL.agreement_id == AGREEMENT, DEAL.closed_on.between(*DAYS), DEAL.closed_at <= AT)
    .group_by(DEAL.tier)
)
"""Of the customers closed in the period: how many, and the time from hand-off to closing together, by tier."""


def review(session: Session, agreement: Agreement, period: Period, at: datetime) -> Review:
    """The five counts of the period and its sales cycle, as of the instant `at` (UTC); facts after it do not exist."""
    about = {"agreement_id": agreement.id, "first_day": period.first_day, "last_day": period.last_day, "at": at}
    counted = standing(session, agreement, period, at)
    won = {tier: (customers, revenue) for tier, customers, revenue in session.execute(COHORT, about)}
    cycles = {tier: (customers, seconds) for tier, customers, seconds in session.execute(CYCLES, about)}
    tiers = {*counted.tiers, *won, *cycles}
    return Review(
        period=period,
        at=at,
        is_over=agreement.terms.hours.local_date(at) > period.last_day,
        total=_counts(counted.total, *_added(won), _together(cycles)),
        tiers={tier: _counts(counted.of_tier(tier), *won.get(tier, NOBODY), cycles.get(tier)) for tier in tiers},
    )


def reevaluated(
    session: Session, agreement: Agreement, period: Period, at: datetime, terms: Terms | None = None
) -> Reevaluation | None:
    """What the period says of the goals of these terms (else the agreement's), and what was decided on it.

    None where no leads are handed off.
    """
    if not agreement.terms.has_leads:
        return None
    decision = review_decisions.of_period(session, agreement, period)
    return reevaluation(terms or agreement.terms, review(session, agreement, period, at), decision)


NOBODY = (0, Decimal(0))


def _counts(sums: Sums, customers: int, revenue: Decimal, cycle: Cycle | None) -> Counts:
    return Counts(
        by_hand_off=Funnel(sums.leads, customers, revenue),
        by_closing=Funnel(sums.leads, sums.customers, sums.revenue),
        total_revenue=sums.revenue + sums.other_revenue,
        cycle=_mean(cycle),
    )


def _added(won: Mapping[Any, tuple[int, Decimal]]) -> tuple[int, Decimal]:
    return sum(customers for customers, _ in won.values()), sum((revenue for _, revenue in won.values()), Decimal(0))


def _together(cycles: Mapping[Any, Cycle]) -> Cycle:
    return sum(customers for customers, _ in cycles.values()), sum(seconds for _, seconds in cycles.values())


def _mean(cycle: Cycle | None) -> timedelta | None:
    if cycle is None or not cycle[0]:
        return None
    return timedelta(seconds=round(Fraction(cycle[1], cycle[0])))
