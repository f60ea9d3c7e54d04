"""Leads that came late: when one side's flood swamped the follow-up that the other side promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from sla.agreement import Goal, Metric, Terms
from sla.bandwidth import MINUTES_AN_HOUR, workload
from sla.pacing import Mean, kept, pace_of_mean
from sla.period import Period
from sla.standing import DayFigures, Sums
from sla.zones import ONE_DAY

LAST_DAYS = 2


@dataclass(frozen=True)
class Flood:
    """`late` of a period's `total` leads came from `since` on, its last working days; `allowed` were fair."""

    period: Period
    since: date
    late: int
    total: int
    allowed: int

    def has(self, handed_on: date | None) -> bool:
        """Whether a lead handed off on this date came with the flood."""
        return handed_on is not None and self.since <= handed_on <= self.period.last_day


def last_days(terms: Terms, period: Period) -> date | None:
    """The first of the period's last two working days; None in a period without more than those."""
    hours, last = terms.hours, terms.hours.previous_working_day(period.last_day)
    first = None if last is None else hours.previous_working_day(last - ONE_DAY)
    before = None if first is None else hours.previous_working_day(first - ONE_DAY)
    return first if before is not None and before >= period.first_day else None


def flood(terms: Terms, period: Period, daily: Sequence[DayFigures]) -> Flood | None:
    """The flood of leads at the end of a period, by the figures of its days; None when there was none.

    Leads came late when the period's last two working days (and the closed days after them) brought more than twice
    what the reps can take on in a working day. That is the larger of two: what their hours allow (reps x hours a day x
    the share for these leads, by the minutes that one lead costs: attempts by hand x minutes each), where the terms
    say so, and an even day's part of the leads goal; twice that part where the terms say nothing of hours.
    """
    since = last_days(terms, period)
    if since is None or not terms.has_leads:
        return None
    total = sum(day.total.handed_off for day in daily)
    late = sum(day.total.handed_off for day in daily if day.on >= since)
    allowed = floor(LAST_DAYS * _a_day(terms, period, total))
    return Flood(period, since, late, total, allowed) if late > allowed else None


def is_swamped(terms: Terms, found: Flood, goal: Goal, daily: Sequence[DayFigures]) -> bool:
    """Whether the flood is why this goal was missed: the leads before it were followed up as was promised.

    Only the speed and depth of the party that leads are handed to can be swamped; with no lead before the flood,
    there is nothing else to judge them by.
    """
    if not goal.metric.is_mean or goal.party != terms.receiver.name:
        return False
    before = sum((day.of_tier(goal.tier) for day in daily if day.on < found.since), Sums())
    actual = before.speed if goal.metric is Metric.SPEED else before.depth
    metric: Mean = "speed" if goal.metric is Metric.SPEED else "depth"
    return kept(pace_of_mean(metric, Fraction(goal.target), actual, ended=True)) is not False


def _a_day(terms: Terms, period: Period, total: int) -> Fraction:
    """How many leads the reps can take on in a working day."""
    working_days = terms.hours.working_days(period.first_day, period.last_day)
    owed = (goal for goal in terms.goals if goal.metric is Metric.LEADS and goal.tier is None)
    goal = next((Fraction(goal.target) for goal in owed if goal.party == terms.giver.name), Fraction(total))
    even = goal / working_days
    capacity = _capacity(terms, period)
    return max(2 * even if capacity is None else max(even, capacity), Fraction(_reps(terms)))


def _capacity(terms: Terms, period: Period) -> Fraction | None:
    """How many leads the reps' hours allow in a working day; None where the terms do not say."""
    load = workload(terms, period)
    minutes_a_lead = load.by_hand * load.minutes if load else 0
    if load is None or not minutes_a_lead:
        return None
    return load.reps * load.hours_a_week * MINUTES_AN_HOUR * load.share / load.days_a_week / minutes_a_lead


def _reps(terms: Terms) -> int:
    return len(terms.receiver.members) or 1
