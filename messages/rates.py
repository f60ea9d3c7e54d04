"""A period's rates in words, by both ways of counting, and the goals of the next period that follow from them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from messages import dates, durations, goals, mrkdwn
from messages.blocks import Block, actions, section
from messages.elements import button
from messages.goal_form import asked
from messages.text import Untrusted
from sla.agreement import Metric, Terms
from sla.figures import percent
from sla.period import Period
from sla.rates import FEWEST_LEADS, Counts, Funnel, Review, View
from sla.reevaluation import Change, Choice, Decision, Reevaluation, Revision

ADOPT: Final = "act:adopt"
KEEP: Final = "act:keep_goal"
_DAY: Final = timedelta(days=1)
_VIEWS: Final = {View.BY_HAND_OFF: "by hand-off", View.BY_CLOSING: "by closing"}


def paragraphs(found: Reevaluation) -> list[str]:
    """The rates, and the proposal or why there is none (mrkdwn)."""
    return [_rates(found), *_proposal(found)]


def blocks(found: Reevaluation, agreement_id: int | None = None) -> list[Block]:
    """The same with the buttons of a proposal that nobody has decided on, where the agreement's id is given."""
    shown: list[Block] = [section(said) for said in paragraphs(found)]
    if found.is_open and agreement_id is not None:
        place = f"{agreement_id}.{found.counted.period.name}.{int(found.counted.at.timestamp())}"
        adopt = button("Adopt", ADOPT, place, style="primary")
        shown.append(actions(adopt, button("Keep the goal", KEEP, place)))
    return shown


def lines(revisions: Sequence[Revision]) -> list[str]:
    """Each goal that would change with its reason, as plain text: foreign, as parties and tiers are."""
    return [_line(each) for each in revisions]


def adopted(terms: Terms, revisions: Sequence[Revision]) -> str:
    """To whoever adopted it: what is proposed, and who is to sign."""
    changed = [f"• {Untrusted(line).mrkdwn(300)}" for line in lines(revisions)]
    signed = f"It holds once signed by {asked(terms)}. Until then the goals stay."
    return "\n".join([f":memo: Proposed as new terms for {mrkdwn.bold(Untrusted(terms.title))}:", *changed, signed])


def kept(terms: Terms, period: Period) -> str:
    """To whoever kept the goals."""
    title = mrkdwn.bold(Untrusted(terms.title))
    return (
        f":lock: The goals of {title} stay as they are; the review of {dates.period(period)} says that you decided so."
    )


def _rates(found: Reevaluation) -> str:
    counted = found.counted
    so_far = "" if counted.is_over else ", so far"
    said = [f":bar_chart: *Rates of {dates.period(counted.period)}{so_far}*"]
    said += [*_funnels(counted.total), *_share(counted.total), *_cycle(counted)]
    for tier in found.tiers:
        funnel = counted.of_tier(tier).of(counted.view)
        said.append(f"• {Untrusted(tier).mrkdwn()}, {_VIEWS[counted.view]}: {_funnel(funnel)}")
    return "\n".join(said)


def _funnels(counts: Counts) -> Iterator[str]:
    yield f"• *By hand-off*, the leads handed off in it: {_funnel(counts.by_hand_off)}"
    yield f"• *By closing*, the deals closed in it: {_funnel(counts.by_closing)}"


def _funnel(funnel: Funnel) -> str:
    """Customers and leads, and their rates where the numbers carry any."""
    leads = durations.several(funnel.leads, "lead")
    customers = durations.several(funnel.customers, "customer")
    if not funnel.has_enough:
        return f"{customers}, {leads}: too few for a rate, which takes {FEWEST_LEADS} leads and a customer"
    rate, deal = percent(funnel.close_rate or 0), goals.amount(funnel.deal_size or 0)
    return f"{customers}, {leads}: close rate *{rate}*; {goals.amount(funnel.revenue)} in all, average deal *{deal}*"


def _share(counts: Counts) -> Iterator[str]:
    if counts.marketing_share is None:
        yield "• *Marketing's share* of the revenue closed: nothing has closed, so there is none"
        return
    closed = f"{goals.amount(counts.marketing_revenue)} of {goals.amount(counts.total_revenue)}"
    yield f"• *Marketing's share* of the revenue closed: {closed}, *{percent(counts.marketing_share)}*"


def _cycle(counted: Review) -> Iterator[str]:
    cycle, kind = counted.total.cycle, counted.period.kind
    if cycle is None:
        return
    yield f"• *Average sales cycle* of the customers closed: {_length(cycle)} from hand-off to closing"
    cohort = f"the cohort of {dates.period(counted.period)} isn't complete"
    if counted.outlasts:
        yield f"That is longer than the {kind}: a {kind}'s leads close in later {kind}s, and {cohort}."
    elif counted.view is View.BY_CLOSING:
        yield f"Leads of the last {_length(cycle)} are still on their way, so {cohort}: goals are made from closings."


def _proposal(found: Reevaluation) -> list[str]:
    counted, decision = found.counted, found.decision
    if decision is not None:
        proposed = [f"• {Untrusted(line).mrkdwn(300)}" for line in decision.proposed]
        return ["\n".join([_decided(decision), *proposed])]
    if not counted.is_over:
        return []
    following = dates.period(counted.period.next())
    if found.revisions:
        made = f":bulb: *Proposal for {following}*, from the rates {_VIEWS[counted.view]}:"
        return ["\n".join([made, *(f"• {Untrusted(line).mrkdwn(300)}" for line in lines(found.revisions))])]
    if not counted.total.of(counted.view).has_enough:
        return [f"So few numbers propose no goal for {following}."]
    return [f"These rates ask for no other goal in {following}."]


def _decided(decision: Decision) -> str:
    who, at = mrkdwn.user(decision.by), mrkdwn.date(decision.at)
    if decision.choice is Choice.KEPT:
        return f":lock: {who} decided on {at} to keep the goals, instead of:"
    return f":memo: {who} adopted it on {at}: proposed as new terms, which hold once every party has signed:"


def _line(revision: Revision) -> str:
    goal, more = revision.goal, abs(revision.more)
    now, new = goals.plain_figure(goal, revision.revised.target), goals.plain_figure(goal, goal.target)
    counted = "less" if goal.metric is Metric.REVENUE else "fewer"
    side = "more" if revision.more > 0 else counted
    why = ", ".join(map(_change, revision.changes))
    named = _one(goals.plain_name(goal)) if more == 1 else goals.plain_name(goal)
    return f"{goal.party}: {why}: {goals.amount(more)} {side} {named} ({now} instead of {new})"


def _change(change: Change) -> str:
    if change.name == "deal_size":
        return f"average deal {goals.amount(change.before)} → {goals.amount(change.after)}"
    name = {"close_rate": "close rate", "marketing_share": "marketing's share"}[change.name]
    return f"{name} {percent(change.before)} → {percent(change.after)}"


def _one(plural: str) -> str:
    """`lead` of `leads`, `customer (ceo)` of `customers (ceo)`."""
    noun, gap, tier = plural.partition(" (")
    return f"{noun.removesuffix('s')}{gap}{tier}"


def _length(cycle: timedelta) -> str:
    """A stretch of days, or of hours below two."""
    return durations.several(round(cycle / _DAY), "day") if cycle >= 2 * _DAY else durations.span(cycle)
