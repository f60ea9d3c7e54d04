"""Each tier's own goal from its own figures, what all of them are worth, and the form that asks for them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from messages import goals
from messages.blocks import Block, Message, context, divider, field, section
from messages.calc import NOTE, counted, exact, one_more, whole
from messages.elements import plain_text_input
from messages.text import Untrusted
from messages.views import View, modal
from sla.calculator import Calculation, lead_value
from sla.figures import percent

FORM: Final = "form:calc_tiers"
FIELD: Final = "tiers"
LONGEST: Final = 3000
_HINT: Final = "A line for each: TIER QUOTA SHARE DEAL RATE. Each tier's quota is what sales is to close with it."


def answer(by_tier: Mapping[str, Calculation], values: Mapping[str, Decimal], checked: Sequence[str] = ()) -> Message:
    """Each tier's goal with its steps, all of them together, and whether the reps have the hours (mrkdwn)."""
    said = [*_said(by_tier, values), *checked]
    return Message("\n".join([*said, NOTE]), (*map(section, said), context(NOTE)))


def form(
    known: str,
    by_tier: Mapping[str, Calculation] | None = None,
    values: Mapping[str, Decimal] | None = None,
    *,
    checked: Sequence[str] = (),
    place: str = "",
) -> View:
    """Asks for a line of each tier, or again once they were worked out; `known` is what stands there at first."""
    told: list[Block] = [
        section("How many leads of each tier does marketing owe sales? Each tier has its own figures.")
    ]
    if by_tier is not None:
        told = [*map(section, [*_said(by_tier, values or {}), *checked]), context(NOTE), divider()]
    lines = plain_text_input(
        FIELD,
        initial=Untrusted(known) if known else None,
        multiline=True,
        max_length=LONGEST,
        placeholder="director 3000 100% 100 40%",
    )
    submit = "Work it out" if by_tier is None else "Work it out again"
    asked = field("Tiers", lines, block_id=FIELD, hint=_HINT)
    return modal(
        "Goals by tier", [*told, asked], callback_id=FORM, submit=submit, close="Close", private_metadata=place
    )


def _said(by_tier: Mapping[str, Calculation], values: Mapping[str, Decimal]) -> list[str]:
    each = [_tier(tier, worked_out) for tier, worked_out in by_tier.items()]
    return [_total(by_tier), *each, *_worth(by_tier, values)]


def _total(by_tier: Mapping[str, Calculation]) -> str:
    leads = sum(each.leads for each in by_tier.values())
    customers = sum(each.customers for each in by_tier.values())
    return f":dart: *{counted(leads, 'lead')}* a period by tier, to win *{counted(customers, 'customer')}*."


def _tier(tier: str, worked_out: Calculation) -> str:
    """One tier's steps in three lines."""
    asked = worked_out.inputs
    revenue, customers = exact(worked_out.revenue), exact(worked_out.customers_exact)
    return "\n".join(
        [
            f"*{Untrusted(tier).mrkdwn()}: {counted(worked_out.leads, 'lead')}*",
            f"{goals.amount(asked.quota)} × {percent(asked.marketing_share)} = {revenue}; "
            f"{revenue} ÷ {goals.amount(asked.deal_size)} = {whole(worked_out.customers_exact, 'customer')}; "
            f"{customers} ÷ {percent(asked.close_rate)} = {whole(worked_out.leads_exact, 'lead')}",
            f"One more point of close rate: {one_more(worked_out)}",
        ]
    )


def _worth(by_tier: Mapping[str, Calculation], values: Mapping[str, Decimal]) -> list[str]:
    """The goal by value, where every one of these tiers has one."""
    if not by_tier or any(tier not in values for tier in by_tier):
        return []
    leads = {tier: each.leads for tier, each in by_tier.items()}
    terms = " + ".join(f"{number:,} × {goals.amount(values[tier])}" for tier, number in leads.items())
    return [f":moneybag: *By value: {goals.amount(lead_value(leads, values))}*\n{terms}"]
