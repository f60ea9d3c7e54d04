"""The words of a period's review: every goal's verdict, the figures of both sides, the strikes, and what comes next."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from messages import dates, durations, goals, mrkdwn, rates
from messages.blocks import BELOW_CHART, Block, Message, at_most, context, divider, header, section
from messages.charts import Chart
from messages.duty_words import counts
from messages.text import Untrusted
from sla.agreement import Terms
from sla.duty import is_recorded
from sla.pacing import kept
from sla.reevaluation import Reevaluation
from sla.standing import Figures, GoalFigures, HandOffFigures
from sla.strike import Strike

_ROOM: Final = 30


def review(
    terms: Terms,
    told: Figures,
    strikes: Sequence[Strike],
    chart: Chart | None = None,
    *,
    next_goals: Reevaluation | None = None,
    agreement_id: int | None = None,
) -> Message:
    """To the channel at the close: what was promised and what came, goal by goal, for both sides to talk about.

    `next_goals`: the period's rates, and the goals that follow from them; with the agreement's id there are buttons.
    """
    title = Untrusted(f"{terms.title[:100]}: review of {dates.period(told.period)}")
    lead_in = _lead_in(terms, told)
    goal_lines = {each.goal.key: _goal_line(terms, each) for each in told.goals}
    sections = [section("\n".join(goal_lines[each.goal.key] for each in theirs)) for theirs in _by_party(told.goals)]
    rest = [*_follow_up(told), *_duties(told), *_strikes(strikes), _next(terms, told)]
    spoken = rates.paragraphs(next_goals) if next_goals else []
    return Message(
        text="\n".join([mrkdwn.bold(title), lead_in, *goal_lines.values(), *rest[:-1], *spoken, rest[-1]]),
        blocks=_blocks(title, lead_in, sections, rest, rates.blocks(next_goals, agreement_id) if next_goals else []),
        event_type="sla_review",
        payload={"agreement": terms.slug, "period": told.period.name},
        chart=chart,
    )


def _blocks(
    title: Untrusted, lead_in: str, sections: list[Block], rest: list[str], talked: list[Block]
) -> tuple[Block, ...]:
    shown = at_most(sections, "parties", _ROOM)
    said = [*map(section, rest[:-1]), *talked, context(rest[-1])]
    return (header(title), section(lead_in), *shown, divider(BELOW_CHART), *said)


def _lead_in(terms: Terms, told: Figures) -> str:
    judged = [kept(each.pace) for each in told.goals if is_recorded(terms, each.goal)]
    met = sum(verdict is True for verdict in judged)
    return f"{met} of {durations.several(len(judged), 'goal')} met in {dates.period(told.period)}."


def _by_party(told: Sequence[GoalFigures]) -> Iterator[list[GoalFigures]]:
    for _, theirs in groupby(told, key=lambda each: each.goal.party):
        yield list(theirs)[:12]


def _goal_line(terms: Terms, each: GoalFigures) -> str:
    goal, actual = each.goal, goals.figure(each.goal, each.pace.actual)
    target = goals.figure(goal, goal.target)
    if not is_recorded(terms, goal):
        return f":grey_question: *{goals.whose(goal)}*: {target} promised; no duty of the agreement delivers them"
    if each.pace.actual is None:
        return f":grey_question: *{goals.whose(goal)}*: {target} promised; there was nothing to average"
    sign, verdict = (":white_check_mark:", "met") if kept(each.pace) else (":x:", "missed")
    return f"{sign} *{goals.whose(goal)}*: {verdict}, *{actual}* for {target} promised{goals.by_due_day(each)}"


def _duties(told: Figures) -> list[str]:
    return [f":clipboard: *Duties*: {counts(told.duties, told.at)}."] if told.duties else []


def _follow_up(told: Figures) -> list[str]:
    """Both sides' figures: what was handed over, and how it was followed up."""
    counted, sums = told.follow_up, told.standing.total
    if not counted.handed_off:
        return []
    given = f"*Handed off*: {durations.several(counted.handed_off, 'lead')}, {sums.returned} of them given back"
    customers = f"{durations.several(sums.customers, 'customer')} closed"
    tried = (
        f"*Followed up*: {counted.followed_up}, {counted.within_window} within the window, {counted.breached} past it"
    )
    speed = "–" if counted.speed is None else durations.seconds(counted.speed)
    depth = "–" if counted.depth is None else goals.amount(counted.depth)
    means = f"*First attempt* after {speed} on average; *{depth}* attempts on each lead that did not connect"
    rest = (_handed_on(each) for each in told.hand_offs if each.what == "customer" and each.follow_up.handed_off)
    return ["\n".join((f"{given}; {customers}.", f"{tried}.", f"{means}.", *rest))]


def _handed_on(each: HandOffFigures) -> str:
    """The chain's next link: how many customers were handed to whom, and how soon they were reached."""
    counted, whom = each.follow_up, Untrusted(each.receiver).mrkdwn()
    given = f"*Handed to {whom}*: {durations.several(counted.handed_off, 'customer')}"
    speed = "" if counted.speed is None else f", first attempt after {durations.seconds(counted.speed)} on average"
    kept = f"{counted.within_window} within the window, {counted.breached} past it"
    return f"{given}; {counted.followed_up} followed up, {kept}{speed}."


def _strikes(strikes: Sequence[Strike]) -> list[str]:
    standing = [strike for strike in strikes if strike.stands]
    if not standing:
        return []
    counts = {party: sum(strike.party == party for strike in standing) for party in _parties(standing)}
    named = ", ".join(f"{Untrusted(party).mrkdwn()} {number}" for party, number in counts.items())
    return [f":triangular_flag_on_post: *Strikes of the period*: {named}. Who answers for them was told in private."]


def _parties(strikes: Sequence[Strike]) -> list[str]:
    return list(dict.fromkeys(strike.party for strike in strikes))


def _next(terms: Terms, told: Figures) -> str:
    missed = [each for each in told.goals if is_recorded(terms, each.goal) and kept(each.pace) is False]
    step = "talk over what was missed, and whether the goals still fit" if missed else "celebrate, and keep what worked"
    return f"*What now:* {step}; `/sla goal` proposes a target for {dates.period(told.period.next())}."
