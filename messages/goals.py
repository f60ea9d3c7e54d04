"""Goals in words: what they are called, their figures with units, and how they stand."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from messages import dates, durations
from messages.text import Untrusted
from sla.agreement import Goal, Metric
from sla.figures import rounded
from sla.pacing import Pace, Verdict
from sla.posting import WEEKDAYS
from sla.standing import GoalFigures

SHORTEST_MONTH: Final = 28
NAMES: Final = {
    Metric.LEADS: "leads",
    Metric.LEAD_VALUE: "lead value",
    Metric.CUSTOMERS: "customers",
    Metric.REVENUE: "revenue",
    Metric.SPEED: "speed of follow-up",
    Metric.DEPTH: "depth of follow-up",
    Metric.DELIVERIES: "deliveries",
}
VERDICTS: Final = {
    Verdict.MET: "met",
    Verdict.MISSED: "missed",
    Verdict.TOO_EARLY: "too early to tell",
    Verdict.AHEAD: "ahead of the line",
    Verdict.ON_PACE: "on pace",
    Verdict.BEHIND: "behind the line",
}
SIGNS: Final = {
    Verdict.MET: ":trophy:",
    Verdict.MISSED: ":x:",
    Verdict.TOO_EARLY: ":hourglass_flowing_sand:",
    Verdict.AHEAD: ":white_check_mark:",
    Verdict.ON_PACE: ":large_blue_circle:",
    Verdict.BEHIND: ":small_red_triangle_down:",
}
"""A sign of its own shape for each verdict, so that nobody needs to tell colours apart."""


def plain_name(goal: Goal) -> str:
    """What the goal counts, with its tier: `leads`, `leads (director)`. Foreign text, as the tier is."""
    return f"{NAMES[goal.metric]} ({goal.tier})" if goal.tier else NAMES[goal.metric]


def name(goal: Goal) -> Untrusted:
    """What the goal counts, with its tier, ready for a builder."""
    return Untrusted(plain_name(goal))


def whose(goal: Goal) -> str:
    """The party and what it owes, as mrkdwn: `marketing: leads`."""
    return f"{Untrusted(goal.party).mrkdwn()}: {name(goal).mrkdwn()}"


def amount(value: Fraction | Decimal | int) -> str:
    """The number with at most two decimals and separated thousands: `1,234.5`."""
    shown = f"{rounded(value):,f}"
    return shown.rstrip("0").rstrip(".")


def plain_figure(goal: Goal, value: Fraction | Decimal | int | None) -> str:
    """A figure of the goal with its unit: `42`, `1 h 12 min`, `3.45 attempts`. Foreign text, as the unit is."""
    if value is None:
        return "–"
    if goal.metric is Metric.SPEED:
        return durations.seconds(Fraction(value))
    if goal.metric is Metric.DEPTH:
        return durations.several(Fraction(value), "attempt")
    return f"{amount(value)} {goal.unit[:24]}" if goal.unit else amount(value)


def figure(goal: Goal, value: Fraction | Decimal | int | None) -> str:
    """A figure of the goal with its unit, as mrkdwn; a dash for none."""
    return Untrusted(plain_figure(goal, value)).mrkdwn()


def plain_promise(goal: Goal) -> str:
    """What was promised, such as `100 leads` or `a first attempt within 1 h on average`. Foreign text."""
    target = plain_figure(goal, goal.target)
    if goal.metric is Metric.SPEED:
        return f"a first attempt within {target} on average"
    if goal.metric is Metric.DEPTH:
        return f"{target} on each lead that did not connect"
    return plain_counted(goal, goal.target)


def plain_counted(goal: Goal, value: Fraction | Decimal | int) -> str:
    """A number of what the goal counts: `100 leads`, `leads worth 4,500`, `deliveries of 50 reams`. Foreign text."""
    number, named = plain_figure(goal, value), plain_name(goal)
    if goal.metric is Metric.LEAD_VALUE:
        return f"leads{f' ({goal.tier})' if goal.tier else ''} worth {number}"
    return f"{named} of {number}" if goal.metric is Metric.REVENUE or goal.unit else f"{number} {named}"


def counted(goal: Goal, value: Fraction | Decimal | int) -> str:
    """A number of what the goal counts, as mrkdwn."""
    return Untrusted(plain_counted(goal, value)).mrkdwn()


def due(goal: Goal, period: str) -> str:
    """By when in its period a goal is due, such as ` by the 25th`; nothing where that is its end."""
    number = goal.due_day
    if number is None or goal.metric.is_mean:
        return ""
    if period == "week":
        return f" by {WEEKDAYS[number - 1].capitalize()}"
    if period != "month":
        return f" by day {number} of the {period}"
    return f" by the {dates.ordinal(number)}" + (", or a shorter month's last day" if number > SHORTEST_MONTH else "")


def promise(goal: Goal) -> str:
    """What was promised, as mrkdwn."""
    return Untrusted(plain_promise(goal)).mrkdwn()


def verdict(figures: GoalFigures) -> str:
    """The verdict in words; a mean is judged by its promise, not by a line."""
    judged = figures.pace.verdict
    if not figures.goal.metric.is_mean:
        return VERDICTS[judged]
    return {Verdict.AHEAD: "within the promise", Verdict.BEHIND: "short of the promise"}.get(judged, VERDICTS[judged])


def by_due_day(each: GoalFigures) -> str:
    """The due day of a goal, such as ` by 25 Oct`, and what had come in by its end once it is over."""
    if each.due_on is None:
        return ""
    by = f" by {dates.short_day(each.due_on)}"
    judged = each.pace.judged
    return by if judged is None or judged == each.pace.actual else f"{by} ({figure(each.goal, judged)} came by then)"


def gap(pace: Pace) -> str:
    """By how much the actual differs from the line: `3.29 above the line`."""
    if pace.gap is None:
        return ""
    return f"{amount(abs(pace.gap))} {'below' if pace.gap < 0 else 'above'} the line"
