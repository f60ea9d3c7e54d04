"""The words of what follows: a goal met and who did it, and strikes that a contact must turn round."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from messages import dates, durations, goals, mrkdwn
from messages.blocks import Message, header, section
from messages.text import Untrusted
from sla.agreement import Goal, Metric, Terms
from sla.period import Period
from sla.standing import GoalFigures
from sla.strike import Strike

_DOERS_SHOWN: Final = 3
_STRIKES_SHOWN: Final = 10


@dataclass(frozen=True)
class Doer:
    """Somebody who helped to meet a goal: their key, and how many leads or customers."""

    key: str
    number: int


def celebration(terms: Terms, period: Period, figures: GoalFigures, doers: Sequence[Doer]) -> Message:
    """To the channel: a goal is met, and whose work it was."""
    goal = figures.goal
    party, whole = Untrusted(goal.party), dates.period(period)
    reached = f":tada: {mrkdwn.bold(party)} kept its promise for {whole}: {_reached(figures)}."
    thanks = _thanks(goal, doers)
    lead_in = Untrusted(f"{goal.party}: {goals.plain_name(goal)} goal met")
    return Message(
        text=" ".join(part for part in (reached, thanks) if part),
        blocks=(header(lead_in), section(reached), *([section(thanks)] if thanks else [])),
        event_type="sla_celebration",
        payload={
            "agreement": terms.slug,
            "period": period.name,
            "party": goal.party,
            "rule": "goal_met",
            "metric": goal.metric.value,
            "tier": goal.tier,
        },
    )


def escalation(terms: Terms, party: str, strikes: Sequence[Strike], count: int) -> Message:
    """To the party's contact: so many strikes stand, which ones, and that they are now theirs to turn round."""
    standing = durations.several(count, "strike")
    lead_in = f":rotating_light: {mrkdwn.bold(Untrusted(party))} has {standing} under {_title(terms)}."
    lines = [f"• {told.short_id}: {Untrusted(told.promise).mrkdwn(300)}" for told in strikes[:_STRIKES_SHOWN]]
    more = len(strikes) - len(lines)
    rest = [f"and {more} more"] if more > 0 else []
    follows = "Look at their diagnoses with `/sla strikes`, and agree with the other parties on what changes now."
    listed = "\n".join([*lines, *rest])
    return Message(
        text="\n".join(part for part in (lead_in, listed, follows) if part),
        blocks=(section(lead_in), *([section(listed)] if listed else []), section(follows)),
        event_type="sla_escalation",
        payload={"agreement": terms.slug, "party": party, "rule": "strikes"},
    )


def _reached(figures: GoalFigures) -> str:
    goal, came = figures.goal, goals.figure(figures.goal, figures.pace.actual)
    target = goals.figure(goal, goal.target)
    if goal.metric is Metric.SPEED:
        return f"first attempts after {came} on average, within the {target} promised"
    if goal.metric is Metric.DEPTH:
        return f"{came} on each lead that did not connect, against {target} promised"
    reached = goals.counted(goal, figures.pace.actual or 0)
    return f"{reached}, against {target} promised"


def _thanks(goal: Goal, doers: Sequence[Doer]) -> str:
    if not doers:
        return ""
    shown = [f"{mrkdwn.user(doer.key)} ({_deeds(goal, doer.number)})" for doer in doers[:_DOERS_SHOWN]]
    named = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"{_DID.get(goal.metric, 'Thanks to')} {named}. Thank you!"


_DID: Final = {
    Metric.LEADS: "Handed off by",
    Metric.LEAD_VALUE: "Handed off by",
    Metric.CUSTOMERS: "Closed by",
    Metric.REVENUE: "Closed by",
    Metric.SPEED: "First to reach out:",
    Metric.DEPTH: "Did not let go:",
}


def _deeds(goal: Goal, number: int) -> str:
    if goal.metric is Metric.DEPTH:
        return durations.several(number, "attempt")
    closing = goal.metric in (Metric.CUSTOMERS, Metric.REVENUE)
    return durations.several(number, "customer" if closing else "lead")


def _title(terms: Terms) -> str:
    return Untrusted(terms.title).mrkdwn()
