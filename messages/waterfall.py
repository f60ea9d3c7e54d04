"""The waterfall chart of a goal: its line over the period, and what came in up to the last finished day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from messages import dates, goals
from messages.charts import Waterfall
from sla.agreement import Goal, Metric, Terms
from sla.make_up import with_make_up
from sla.pacing import goal_line
from sla.period import Period
from sla.standing import DayFigures, GoalFigures


def waterfall(
    terms: Terms,
    period: Period,
    figures: GoalFigures,
    daily: Sequence[DayFigures],
    until: date,
    *,
    make_up: Fraction = Fraction(0),
) -> Waterfall:
    """The chart of one goal that adds up, with the actual to the end of `until`.

    What is to be made up for earlier periods has a line of its own, above the goal's.
    """
    days = tuple(period.first_day + timedelta(days=number) for number in range(period.days))
    goal, by_day = figures.goal, {each.on: counted(figures.goal, each) for each in daily}
    actual = accumulate(by_day.get(day, Fraction(0)) for day in days if day <= until)
    due = None if figures.due_on is None else period.day_number(figures.due_on)
    line = goal_line(figures.pace.target, [terms.hours.is_working_day(day) for day in days], goal.line, due)
    return Waterfall(
        title=f"{goals.plain_name(goal).capitalize()}, {dates.period(period)}",
        unit=goal.unit or (goals.NAMES[goal.metric] if goal.metric in _COUNTED else ""),
        days=days,
        line=tuple(map(float, line)),
        actual=tuple(map(float, actual)),
        target=float(figures.pace.target),
        verdict=figures.pace.verdict,
        party=goal.party,
        due=due,
        make_up=tuple(map(float, _with(make_up, line, figures.pace.target))) if make_up else (),
    )


def _with(make_up: Fraction, line: Sequence[Fraction], target: Fraction) -> Iterator[Fraction]:
    return (value for each in line if (value := with_make_up(each, target, make_up)) is not None)


def counted(goal: Goal, day: DayFigures) -> Fraction:
    """What this day adds to the goal."""
    sums = day.of_tier(goal.tier)
    added = {
        Metric.DELIVERIES: Fraction(day.deliveries.get(goal.party, 0)),
        Metric.LEADS: Fraction(sums.leads),
        Metric.LEAD_VALUE: Fraction(sums.value),
        Metric.CUSTOMERS: Fraction(sums.customers),
        Metric.REVENUE: Fraction(sums.revenue),
    }
    return added.get(goal.metric, Fraction(0))


_COUNTED = (Metric.LEADS, Metric.CUSTOMERS, Metric.DELIVERIES)
