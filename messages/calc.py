"""Marketing's goal from sales' quota, step by step, and the form that asks for its four figures."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from messages import goals
from messages.blocks import Block, Message, context, divider, field, section
from messages.elements import plain_text_input
from messages.text import Untrusted
from messages.views import View, modal
from sla.calculator import Calculation, one_point_more
from sla.figures import percent, plain

FORM: Final = "form:calc"
FIELDS: Final = (
    ("quota", "Sales quota", "5000", "What sales is to close in the period, such as 5000 or $5,000."),
    ("share", "Marketing's share", "100%", "The share of that revenue that marketing's leads bring: 60% or 0.6."),
    ("deal", "Average deal", "100", "What one deal brings on average, such as 100."),
    ("rate", "Close rate", "50%", "The share of leads that become customers: 50% or 0.5."),
)
NOTE: Final = "All four figures are of one and the same period. People are whole, so both counts are rounded up once."
_OTHERS: Final = "`/sla goal` proposes a target; `/sla calc tiers` works it out for each tier."


def steps(worked_out: Calculation) -> list[str]:
    """Each step with its figures (mrkdwn): revenue, customers, leads; then what one more point would mean."""
    asked = worked_out.inputs
    quota, deal = goals.amount(asked.quota), goals.amount(asked.deal_size)
    revenue, customers = worked_out.revenue, worked_out.customers_exact
    return [
        f"*Marketing-sourced revenue* = quota × share\n{quota} × {percent(asked.marketing_share)} = *{exact(revenue)}*",
        f"*Customers needed* = revenue ÷ average deal\n{exact(revenue)} ÷ {deal} = {whole(customers, 'customer')}",
        "*Leads needed* = customers ÷ close rate"
        f"\n{exact(customers)} ÷ {percent(asked.close_rate)} = {whole(worked_out.leads_exact, 'lead')}",
        f"*One more point of close rate*\n{one_more(worked_out)}",
    ]


def answer(worked_out: Calculation, checked: Sequence[str] = ()) -> Message:
    """The steps, the goal that they come to, and whether the reps have the hours for it (`checked`, mrkdwn)."""
    shown, lead_in = [*steps(worked_out), *checked], result(worked_out)
    spoken = [step.replace("\n", ": ", 1) for step in steps(worked_out)]
    blocks: list[Block] = [section(lead_in), *map(section, shown), context(f"{NOTE} {_OTHERS}")]
    return Message("\n".join([lead_in, *spoken, *checked, NOTE]), tuple(blocks))


def form(
    known: Mapping[str, str], worked_out: Calculation | None = None, *, checked: Sequence[str] = (), place: str = ""
) -> View:
    """Asks for the four figures, or again once they were worked out, with each step above them.

    `place` (the agreement) comes back with the answers.
    """
    told: list[Block] = [section(_note_before()), context(_OTHERS)]
    if worked_out is not None:
        shown = [result(worked_out), *steps(worked_out), *checked]
        told = [*map(section, shown), context(NOTE), divider()]
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
    return modal(
        "Goal calculator", [*told, *asked], callback_id=FORM, submit=submit, close="Close", private_metadata=place
    )


def result(worked_out: Calculation) -> str:
    """What it comes to, in one line (mrkdwn)."""
    customers = counted(worked_out.customers, "customer")
    return f":dart: *{counted(worked_out.leads, 'lead')}* a period, to win *{customers}*."


def one_more(worked_out: Calculation) -> str:
    """What one more point of close rate would mean for the leads that are needed."""
    rate, more = worked_out.inputs.close_rate, one_point_more(worked_out)
    if more is None:
        return f"{percent(rate)} has no point above it."
    fewer = worked_out.leads - more.leads
    less = f"{counted(fewer, 'lead')} fewer" if fewer else "as many, as people are whole"
    higher = f"{percent(more.inputs.close_rate)} instead of {percent(rate)}"
    return f"{higher} would take {counted(more.leads, 'lead')}: {less}."


def exact(value: Fraction) -> str:
    """With two decimals, and a sign where that is rounded."""
    return goals.amount(value) if Fraction(plain(value)) == value else f"about {goals.amount(value)}"


def whole(value: Fraction, one: str) -> str:
    """The exact count, and the whole people that it takes."""
    rounded_up = -(-value.numerator // value.denominator)
    if rounded_up == value:
        return f"*{counted(rounded_up, one)}*"
    return f"{exact(value)}, rounded up to *{counted(rounded_up, one)}*"


def counted(number: int, one: str) -> str:
    """So many of them: `1 lead`, `1,200 leads`."""
    return f"{number:,} {one if number == 1 else f'{one}s'}"


def _note_before() -> str:
    return "How many leads does marketing owe sales, so that sales can reach its quota? Four figures tell."
