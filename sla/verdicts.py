"""How each goal of the terms stands, from the sums of its period."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from sla.agreement import Goal, Metric, Terms, What
from sla.due_days import due_on
from sla.pacing import Day, Due, Pace, pace, pace_of_mean
from sla.period import Period
from sla.standing import GoalFigures, HandOffFigures, Standing, Sums

NOTHING_BY_THEN: Mapping[date, Standing] = {}


def goal_figures(
    terms: Terms,
    standing: Standing,
    day: Day,
    *,
    finished: bool = False,
    by_due: Mapping[date, Standing] = NOTHING_BY_THEN,
) -> tuple[GoalFigures, ...]:
    """Every goal of the terms and how it stands on `day`; `finished`: that day is over.

    `by_due` holds, for each due day that is over, what had come in by its end.
    """
    return tuple(_figures(terms, goal, standing, day, finished=finished, by_due=by_due) for goal in terms.goals)


def hand_off_figures(terms: Terms, standing: Standing) -> tuple[HandOffFigures, ...]:
    """The follow-up of each link of the chain, in order."""
    rules = ((each.lead_hand_off, standing.of_link(each.link)) for each in terms.links)
    return tuple(HandOffFigures(rule.giver, rule.receiver, rule.what, sums.follow_up()) for rule, sums in rules)


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


def _figures(
    terms: Terms, goal: Goal, standing: Standing, day: Day, *, finished: bool, by_due: Mapping[date, Standing]
) -> GoalFigures:
    due = due_on(goal, standing.period)
    link = _link(terms, goal)
    if due is None:
        return GoalFigures(goal, _pace(terms, goal, standing, day, finished=finished), link=link)
    by_then = by_due.get(due)
    judged = None if by_then is None else _counted(goal, by_then)
    seen = day.until(_due(terms, standing.period, due), finished=finished)
    return GoalFigures(goal, _pace(terms, goal, standing, seen, finished=finished, judged=judged), due, link)


def _due(terms: Terms, period: Period, due: date) -> Due:
    return Due(period.day_number(due), terms.hours.working_days(period.first_day, due))


def _pace(
    terms: Terms, goal: Goal, standing: Standing, day: Day, *, finished: bool, judged: Fraction | None = None
) -> Pace:
    target = Fraction(goal.target)
    if goal.metric.is_mean:
        sums = _followed_up(terms, goal, standing)
        if goal.metric is Metric.SPEED:
            return pace_of_mean("speed", target, sums.speed, day.ended)
        return pace_of_mean("depth", target, sums.depth, day.ended)
    return pace(target, _counted(goal, standing), day, goal.line, finished=finished, judged=judged)


def _counted(goal: Goal, standing: Standing) -> Fraction:
    """What has come in towards a goal that adds up."""
    sums = standing.of_tier(goal.tier)
    counted = {
        Metric.DELIVERIES: Fraction(standing.deliveries.get(goal.party, 0)),
        Metric.LEADS: Fraction(sums.leads),
        Metric.LEAD_VALUE: Fraction(sums.value),
        Metric.CUSTOMERS: Fraction(sums.customers),
        Metric.REVENUE: Fraction(sums.revenue),
    }
    return counted.get(goal.metric, Fraction(0))


def _followed_up(terms: Terms, goal: Goal, standing: Standing) -> Sums:
    """The sums of what is handed to the party of this goal; nothing where nothing is handed to it."""
    found = terms.link_to(goal.party)
    return Sums() if found is None else standing.of_link(found.link, goal.tier)


def _link(terms: Terms, goal: Goal) -> What:
    """The hand-off whose follow-up the goal is about."""
    found = terms.link_to(goal.party) if goal.metric.is_mean else None
    return "lead" if found is None else found.link
