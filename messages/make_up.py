"""The words of make-up plans: what is to be made up, in which parts, how much has been, and that it is done."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from messages import dates, goals, mrkdwn
from messages.blocks import Message, context, section
from messages.text import Untrusted
from sla.agreement import Goal, Metric, Terms
from sla.make_up import Plan, plan_id, spread, unit_of
from sla.outcome_figures import MakeUpFigures
from sla.period import Period

_PARTS_SHOWN: Final = 6
STAYS: Final = "The promise itself stays as it is, and so does its verdict."


def opened(terms: Terms, told: Plan) -> Message:
    """To the channel: by how much a goal fell short, and which periods make up for it."""
    if told.withdrawn_at:
        said = f":white_check_mark: {_whose(terms, told)}: there is nothing to make up. The goal was reached after all."
        return _message(terms, told, [said], "opened")
    missed = Period.named(told.period)
    party, short = mrkdwn.bold(Untrusted(told.party)), _amount(terms, told, told.deficit)
    what = f"what was missing in {dates.period(missed)}, {short}"
    lead_in = f":arrows_counterclockwise: {party} makes up {what}: {_parts(terms, told)}."
    return _message(terms, told, [lead_in, STAYS], "opened")


def closed(terms: Terms, told: Plan) -> Message:
    """To the channel: all of it is made up."""
    missed, short = dates.period(Period.named(told.period)), _amount(terms, told, told.deficit)
    if told.made_up_at is None:
        still = f"by a later record, what was missing in {missed} is not all made up yet"
        said = f":arrows_counterclockwise: {_whose(terms, told)}: {still}."
        return _message(terms, told, [said], "closed")
    party = mrkdwn.bold(Untrusted(told.party))
    said = f":white_check_mark: {party} has made up what was missing in {missed}: {short}. The plan is closed."
    return _message(terms, told, [said], "closed")


def plan_line(figures: MakeUpFigures, goal: Goal) -> str:
    """One plan in a list: what was missing, what of it is made up, what falls to the period that runs."""
    missed, whole = dates.period(Period.named(figures.period)), goals.counted(goal, figures.deficit)
    state = "made up" if figures.state == "made_up" else f"{goals.figure(goal, figures.made_up)} made up by now"
    due = "" if figures.state == "made_up" else f"; {goals.figure(goal, figures.due)} of it fall to this period"
    return f"{figures.id} for {mrkdwn.bold(Untrusted(figures.party))}: {whole} missing in {missed}, {state}{due}."


def beside(told: Sequence[MakeUpFigures], goal: Goal) -> str:
    """What a goal is to make up beside its promise: ` + 12 to make up`; nothing without a plan."""
    due = sum((each.due for each in told), Fraction(0))
    return f" + {goals.figure(goal, due)} to make up" if due else ""


def made_up_line(told: Sequence[MakeUpFigures], goal: Goal, target: Fraction) -> str:
    """How the goal stands with what it is to make up, for below its line; nothing without a plan."""
    due = sum((each.due for each in told), Fraction(0))
    if not due:
        return ""
    line = next((each.line for each in told if each.line is not None), None)
    at = f", where the line is at {goals.amount(line)}" if line is not None else ""
    missed = " and ".join(dict.fromkeys(dates.period(Period.named(each.period)) for each in told))
    return f"with what {Untrusted(missed).mrkdwn()} missed, {goals.figure(goal, target + due)} in all{at}"


def _message(terms: Terms, told: Plan, said: Sequence[str], state: str) -> Message:
    goal = _goal(terms, told)
    payload: dict[str, Any] = {
        "agreement": terms.slug,
        "period": told.period,
        "party": told.party,
        "rule": "goal_missed",
        "metric": goal.metric.value,
        "tier": told.tier,
        "plan": plan_id(told.id),
        "state": state,
    }
    return Message(" ".join(said), (section(said[0]), *map(context, said[1:])), "sla_make_up", payload)


def _parts(terms: Terms, told: Plan) -> str:
    """In which periods how much of it: `13 in November 2026 and 12 in December 2026`."""
    period, parts = Period.named(told.period), []
    for part in spread(told.deficit, told.over, unit_of(told.metric)):
        period = period.next()
        if part:
            parts.append(f"{goals.figure(_goal(terms, told), part)} in {dates.period(period)}")
    more = len(parts) - _PARTS_SHOWN
    shown = parts[:_PARTS_SHOWN] + ([f"and so on for {more} more"] if more > 0 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _whose(terms: Terms, told: Plan) -> str:
    return f"{mrkdwn.bold(Untrusted(told.party))}, {goals.name(_goal(terms, told)).mrkdwn()}"


def _amount(terms: Terms, told: Plan, amount: Fraction) -> str:
    return goals.counted(_goal(terms, told), amount)


def _goal(terms: Terms, told: Plan) -> Goal:
    """The goal that the plan is for, as its terms have it."""
    found = next((goal for goal in terms.goals if told.is_for(goal)), None)
    return found or Goal(told.party, Metric(told.metric), target=Decimal(0), tier=told.tier)
