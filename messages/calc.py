"""Marketing's goal from sales' quota, step by step, and the form that asks for its four figures."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from messages import goals
from messages.blocks import Block, Message, context, divider, field, section
from messages.elements import plain_text_input
from messages.text import Untrusted
from messages.views import View, modal
from sla.calculator import Calculation
from sla.figures import percent, plain

FORM: Final = "form:calc"
FIELDS: Final = (
    ("quota", "Sales quota", "5000", "What sales is to close in the period, such as 5000 or $5,000."),
    ("share", "Marketing's share", "100%", "The share of that revenue that marketing's leads bring: 60% or 0.6."),
    ("deal", "Average deal", "100", "What one deal brings on average, such as 100."),
    ("rate", "Close rate", "50%", "The share of leads that become customers: 50% or 0.5."),
)
_NOTE: Final = "All four figures are of one and the same period. People are whole, so both counts are rounded up once."


def steps(worked_out: Calculation) -> list[str]:
    """Each step with its figures (mrkdwn): revenue, customers, leads."""
    asked = worked_out.inputs
    quota, deal = goals.amount(asked.quota), goals.amount(asked.deal_size)
    revenue, customers = worked_out.revenue, worked_out.customers_exact
    return [
        "*Marketing-sourced revenue* = quota × share"
        f"\n{quota} × {percent(asked.marketing_share)} = *{_exact(revenue)}*",
        f"*Customers needed* = revenue ÷ average deal\n{_exact(revenue)} ÷ {deal} = {_whole(customers, 'customer')}",
        "*Leads needed* = customers ÷ close rate"
        f"\n{_exact(customers)} ÷ {percent(asked.close_rate)} = {_whole(worked_out.leads_exact, 'lead')}",
    ]


def answer(worked_out: Calculation) -> Message:
    """The steps, and the goal that they come to."""
    shown, lead_in = steps(worked_out), _result(worked_out)
    spoken = [step.replace("\n", ": ") for step in shown]
    blocks: list[Block] = [section(lead_in), *map(section, shown), context(f"{_NOTE} `/sla goal` proposes a target.")]
    return Message("\n".join([lead_in, *spoken, _NOTE]), tuple(blocks))


def form(known: Mapping[str, str], worked_out: Calculation | None = None) -> View:
    """Asks for the four figures, or again once they were worked out, with each step above them."""
    told: list[Block] = [section(_note_before())]
    if worked_out is not None:
        told = [section(_result(worked_out)), *map(section, steps(worked_out)), context(_NOTE), divider()]
    asked = [
        field(
            label,
            plain_text_input(
                name,
                initial=Untrusted(known[name]) if known.get(name) else None,
                max_length=40,
                placeholder=example,
            ),
            block_id=name,
            hint=hint,
        )
        for name, label, example, hint in FIELDS
    ]
    submit = "Work it out" if worked_out is None else "Work it out again"
    return modal("Goal calculator", [*told, *asked], callback_id=FORM, submit=submit, close="Close")


def _note_before() -> str:
    return "How many leads does marketing owe sales, so that sales can reach its quota? Four figures tell."


def _result(worked_out: Calculation) -> str:
    leads, customers = f"{worked_out.leads:,}", f"{worked_out.customers:,}"
    return f":dart: *{leads} leads* a period, to win *{customers} customers*."


def _exact(value: Fraction) -> str:
    """With two decimals, and a sign where that is rounded."""
    return goals.amount(value) if Fraction(plain(value)) == value else f"about {goals.amount(value)}"


def _whole(value: Fraction, one: str) -> str:
    """The exact count, and the whole people that it takes."""
    rounded_up = -(-value.numerator // value.denominator)
    noun = one if rounded_up == 1 else f"{one}s"
    if rounded_up == value:
        return f"*{rounded_up:,} {noun}*"
    return f"{_exact(value)}, rounded up to *{rounded_up:,} {noun}*"
