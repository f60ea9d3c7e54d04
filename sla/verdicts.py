"""How each goal of the terms stands, from the sums of its period."""

from datetime import date
from fractions import Fraction

from sla.agreement import Goal, Metric, Terms
from sla.errors import NoHandOff
from sla.pacing import Day, Pace, pace, pace_of_mean
from sla.period import Period
from sla.standing import GoalFigures, Standing, Sums


def goal_figures(terms: Terms, standing: Standing, day: Day, *, finished: bool = False) -> tuple[GoalFigures, ...]:
    """Every goal of the terms and how it stands on `day`; `finished`: that day is over."""
    return tuple(GoalFigures(goal, _pace(terms, goal, standing, day, finished)) for goal in terms.goals)


def day_of(terms: Terms, period: Period, day: date, *, ended: bool) -> Day:
    """Where the period stands on a local date; before its first day and after its last, at its ends."""
    number = min(max(period.day_number(day), 0), period.days)
    hours, first, last = terms.hours, period.first_day, period.last_day
    return Day(
        day=number,
        days=period.days,
        working_day=hours.working_days(first, min(day, last)),
        working_days=hours.working_days(first, last),
        ended=ended,
        is_working=first <= day <= last and hours.is_working_day(day),
    )


def _pace(terms: Terms, goal: Goal, standing: Standing, day: Day, finished: bool) -> Pace:
    target, sums = Fraction(goal.target), standing.of_tier(goal.tier)
    if goal.metric is Metric.SPEED:
        return pace_of_mean("speed", target, sums.speed if _follows_up(terms, goal) else None, day.ended)
    if goal.metric is Metric.DEPTH:
        return pace_of_mean("depth", target, sums.depth if _follows_up(terms, goal) else None, day.ended)
    return pace(target, _counted(goal, sums), day, goal.line, finished=finished)


def _counted(goal: Goal, sums: Sums) -> Fraction:
    """What has come in towards a goal that adds up; nothing confirms deliveries yet."""
    counted = {
        Metric.LEADS: Fraction(sums.leads),
        Metric.LEAD_VALUE: Fraction(sums.value),
        Metric.CUSTOMERS: Fraction(sums.customers),
        Metric.REVENUE: Fraction(sums.revenue),
    }
    return counted.get(goal.metric, Fraction(0))


def _follows_up(terms: Terms, goal: Goal) -> bool:
    """Whether the goal is of the party that leads are handed to: nobody else's speed and depth are recorded."""
    try:
        return goal.party == terms.lead_hand_off.receiver
    except NoHandOff:
        return False
