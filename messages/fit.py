"""Why the goals of both sides fit each other, in lines (mrkdwn); where they don't, by how much, and what would help."""

from fractions import Fraction

from messages import goals
from messages.text import Untrusted
from sla.agreement import Terms
from sla.figures import percent
from sla.fit import Step, steps


def lines(terms: Terms) -> list[str]:
    """One line for each goal that another one rests on; empty where no goal rests on another."""
    return [
        f"{'They fit' if step.fits else ':warning: They do not fit'}: {_WORDS[step.what](step)}"
        for step in steps(terms)
    ]


def _customers(step: Step) -> str:
    leads, wanted = goals.amount(step.amount), goals.amount(step.wanted)
    promise = f"what {_whose(step)} promises"
    if step.factor is None or step.brings is None:
        if not step.fits:
            return f"{wanted} customers can't come of {leads} leads."
        return f"{wanted} customers come of {leads} leads when {_rate(step.needed)} of them close; {_no_rate()}."
    sum_ = f"{leads} leads × {percent(step.factor)} close rate = {goals.amount(step.brings)} customers"
    if step.fits:
        return f"{sum_}, {'which is' if step.brings == step.wanted else f'and {wanted} are'} {promise}."
    return (
        f"{sum_}, and {_whose(step)} promises {wanted}: it takes {step.amount_needed:,} leads, {_or_rate(step.needed)}."
    )


def _revenue(step: Step) -> str:
    customers, wanted = goals.amount(step.amount), goals.amount(step.wanted)
    goal = f"the revenue that {_whose(step)} promises" if step.goal else "what marketing's leads are to bring"
    if step.factor is None or step.brings is None:
        a_deal = f"at {goals.amount(step.needed)} a deal; no deal size is agreed"
        return f"{customers} customers bring {wanted}, {goal}, {a_deal}."
    sum_ = f"{customers} customers × {goals.amount(step.factor)} a deal = {goals.amount(step.brings)}"
    if step.fits:
        return f"{sum_}, {'which is' if step.brings == step.wanted else f'and {wanted} is'} {goal}."
    takes = f"it takes {step.amount_needed:,} customers, or {goals.amount(step.needed)} a deal"
    return f"{sum_}, and {wanted} is {goal}: {takes}."


def _lead_value(step: Step) -> str:
    asked = f"{goals.amount(step.amount)} leads worth {goals.amount(step.wanted)} are {goals.amount(step.needed)} each"
    most = goals.amount(step.most or 0)
    return f"{asked}, and a lead of the best tier is worth {most}."


def _deliveries(step: Step) -> str:
    goal = step.goal
    unit = f" {Untrusted(goal.unit).mrkdwn(24)}" if goal and goal.unit else ""
    brought, wanted = f"{goals.amount(step.amount)}{unit}", f"{goals.amount(step.wanted)}{unit}"
    return f"the deliveries that are owed bring at least {brought} in a period, and {wanted} are promised."


def _whose(step: Step) -> str:
    return Untrusted(step.goal.party).mrkdwn() if step.goal else "marketing"


def _rate(share: Fraction) -> str:
    return percent(share)


def _or_rate(share: Fraction) -> str:
    return f"or a close rate of {percent(share)}" if share <= 1 else "as not even every lead closing is enough"


def _no_rate() -> str:
    return "no close rate is agreed, and `/sla review` shows the one there is"


_WORDS = {"customers": _customers, "revenue": _revenue, "lead_value": _lead_value, "deliveries": _deliveries}
