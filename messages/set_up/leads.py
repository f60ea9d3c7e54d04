"""The fifth step of the set-up: leads, their windows and alerts, and the reps' hours."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from messages.blocks import Block, divider, section
from messages.set_up.fields import Values, menu, typed
from messages.text import Untrusted

HANDED: Final = {"lead": "Leads", "customer": "Customers"}


def blocks(document: Mapping[str, Any], values: Values) -> Sequence[Block]:
    """The fields."""
    shown: list[Block] = []
    for number, (giver, receiver) in enumerate(pairwise(document.get("parties", {}))):
        label = Untrusted(f"What {giver} hands to {receiver}")
        hint = "Left empty, the goals say who hands leads to whom." if number == 0 else None
        shown.append(menu(values, f"handed_{number}", label, HANDED, hint=hint))
        shown.append(
            typed(values, f"window_{number}", "First follow-up within", hint="In business time.", example="1h")
        )
    return [
        *shown,
        typed(
            values,
            "tiers",
            "Tiers of leads",
            hint="One on each line, the best first. A lead of a tier is worth that much, and due within that time.",
            example="director, worth 50, within 1h",
            several_lines=True,
        ),
        typed(
            values,
            "alerts",
            "Alerts while a lead waits",
            hint="How much of the window has passed, and who is told: rep, or a party's name for its contact.",
            example="80% rep",
            several_lines=True,
        ),
        divider(),
        section("*The reps' hours*\nWith these three figures the bot checks whether the promise fits into them."),
        typed(values, "minutes", "Minutes that one attempt takes", example="10"),
        typed(values, "rep_hours", "Hours a week of each rep for following up", example="30"),
        typed(values, "share", "Share of those hours for marketing's leads", example="60%"),
    ]
