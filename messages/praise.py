"""The words of praise: a goal met or exceeded, a milestone on the way, thanks, and always who made it happen."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from messages import dates, durations, goals, mrkdwn
from messages.blocks import Message, header, section
from messages.text import Untrusted
from sla.agreement import Goal, Metric, Terms
from sla.figures import percent
from sla.period import Period
from sla.standing import GoalFigures

_DOERS_SHOWN: Final = 3
_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True)
class Doer:
    """Somebody who helped to meet a goal: their key, and how many leads or customers."""

    key: str
    number: int


def celebration(
    terms: Terms, period: Period, figures: GoalFigures, doers: Sequence[Doer], share: Fraction = Fraction(1)
) -> Message:
    """To the channel: a goal is met, or exceeded by what its rule asks (`share` 1.1), and whose work it was."""
    goal, whole, party = figures.goal, dates.period(period), mrkdwn.bold(Untrusted(figures.goal.party))
    did = f"kept its promise for {whole}" if share == 1 else f"went {percent(share - 1)} beyond its promise for {whole}"
    sign, how = (":tada:", "met") if share == 1 else (":rocket:", f"exceeded by {percent(share - 1)}")
    said = [f"{sign} {party} {did}: {_reached(figures)}.", credit_line(goal, doers)]
    title = Untrusted(f"{goal.party}: {goals.plain_name(goal)} goal {how}")
    return _message(said, title, "sla_celebration", _payload(terms, period, goal, share))


def milestone(terms: Terms, period: Period, figures: GoalFigures, doers: Sequence[Doer], share: Fraction) -> Message:
    """To the channel: so much of a goal has come, and whose work it is."""
    goal, party = figures.goal, mrkdwn.bold(Untrusted(figures.goal.party))
    way = "is half way to" if share == _HALF else f"has {percent(share)} of"
    so_far = goals.counted(goal, figures.pace.actual or 0)
    lead_in = f":checkered_flag: {party} {way} its goal for {dates.period(period)}: {so_far} so far"
    said = [f"{lead_in}, {goals.figure(goal, goal.target)} promised.", credit_line(goal, doers)]
    payload = _payload(terms, period, goal, Fraction(1)) | {"milestone": percent(share)}
    return _message(said, None, "sla_milestone", payload)


def thanks(
    terms: Terms, period: Period, figures: GoalFigures, doers: Sequence[Doer], share: Fraction = Fraction(1)
) -> Message:
    """To the channel: thanks the contact of the party by name, and says who made it happen."""
    goal, whole = figures.goal, dates.period(period)
    contact = terms.party(goal.party).contact
    beyond = "" if share == 1 else f", at least {percent(share - 1)} beyond the promise"
    lead_in = f":bouquet: Thank you, {mrkdwn.user(contact.key)}, for {whole}: {_reached(figures)}{beyond}."
    made = credit_line(goal, [doer for doer in doers if doer.key != contact.key])
    party = Untrusted(goal.party).mrkdwn()
    said = [lead_in, made or f"And thank you, everyone at {party} who made it happen."]
    return _message(said, None, "sla_thanks", _payload(terms, period, goal, share))


def credit_line(goal: Goal, doers: Sequence[Doer]) -> str:
    """Who made it happen, and by how much; nothing when nobody is known."""
    if not doers:
        return ""
    shown = [f"{mrkdwn.user(doer.key)} ({_deeds(goal, doer.number)})" for doer in doers[:_DOERS_SHOWN]]
    named = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"{_DID.get(goal.metric, 'Thanks to')} {named}. Thank you!"


def _message(said: Sequence[str], title: Untrusted | None, event_type: str, payload: dict[str, Any]) -> Message:
    lines = [line for line in said if line]
    shown = [header(title)] if title else []
    return Message(" ".join(lines), (*shown, *map(section, lines)), event_type, payload)


def _payload(terms: Terms, period: Period, goal: Goal, share: Fraction) -> dict[str, Any]:
    return {
        "agreement": terms.slug,
        "period": period.name,
        "party": goal.party,
        "rule": "goal_met" if share == 1 else "goal_exceeded",
        "metric": goal.metric.value,
        "tier": goal.tier,
    }


def _reached(figures: GoalFigures) -> str:
    goal, came = figures.goal, goals.figure(figures.goal, figures.pace.actual)
    target = goals.figure(goal, goal.target)
    if goal.metric is Metric.SPEED:
        return f"first attempts after {came} on average, within the {target} promised"
    if goal.metric is Metric.DEPTH:
        return f"{came} on each lead that did not connect, against {target} promised"
    reached = goals.counted(goal, figures.pace.actual or 0)
    return f"{reached}, against {target} promised"


_DID: Final = {
    Metric.LEADS: "Handed off by",
    Metric.LEAD_VALUE: "Handed off by",
    Metric.CUSTOMERS: "Closed by",
    Metric.REVENUE: "Closed by",
    Metric.SPEED: "First to reach out:",
    Metric.DEPTH: "Did not let go:",
    Metric.DELIVERIES: "Delivered by",
}


def _deeds(goal: Goal, number: int) -> str:
    if goal.metric is Metric.DEPTH:
        return durations.several(number, "attempt")
    if goal.metric is Metric.DELIVERIES:
        return (
            f"{number} {Untrusted(goal.unit).mrkdwn(24)}"
            if goal.unit
            else durations.several(number, "delivery", "deliveries")
        )
    closing = goal.metric in (Metric.CUSTOMERS, Metric.REVENUE)
    return durations.several(number, "customer" if closing else "lead")
