"""The third step of the set-up: what each party promises."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from messages.blocks import Block, context, divider, section
from messages.mrkdwn import bold
from messages.set_up.fields import Values, typed
from messages.text import Untrusted

ABOUT_LEADS: Final = ("leads", "lead_value", "speed", "depth", "customers", "revenue")
ABOUT_DELIVERIES: Final = ("deliveries", "revenue")
LABELS: Final = {
    "leads": "Leads handed off",
    "lead_value": "Lead value",
    "speed": "Speed of follow-up",
    "depth": "Attempts on each lead that did not connect",
    "customers": "Customers",
    "revenue": "Revenue",
    "deliveries": "Deliveries",
}
EXAMPLES: Final = {
    "leads": "100, or 5000 × 100% ÷ 100 ÷ 50%",
    "lead_value": "4500 on working days",
    "speed": "1h",
    "depth": "6",
    "customers": "50 by 25",
    "revenue": "5000",
    "deliveries": "50 reams",
}
HELP: Final = (
    "Fill in only what is promised, for one period. A number, such as `100`; with `by 25` it is due by the 25th; with "
    "`on working days` its line rises on those alone. `quota × share ÷ deal size ÷ close rate` has it calculated."
)


def metrics(document: Mapping[str, Any], party: str) -> tuple[str, ...]:
    """What a party may promise in this kind of agreement, and what it promises already."""
    usual = ABOUT_DELIVERIES if document.get("kind") == "customer" else ABOUT_LEADS
    promised = (goal["metric"] for goal in document.get("goals", []) if goal.get("party") == party)
    return tuple(dict.fromkeys((*usual, *promised)))


def blocks(document: Mapping[str, Any], values: Values) -> Sequence[Block]:
    """A field for each metric of each party."""
    shown: list[Block] = [context(HELP)]
    for number, name in enumerate(document.get("parties", {})):
        shown += [divider(), section(f"What {bold(Untrusted(name))} promises")]
        shown += [
            typed(values, f"target_{number}_{metric}", LABELS[metric], example=EXAMPLES[metric])
            for metric in metrics(document, name)
        ]
    return shown
