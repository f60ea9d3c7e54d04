"""The seventh step of the set-up: what follows, and when the agreement ends."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from messages.blocks import Block, divider, section
from messages.set_up.fields import Values, boxes, menu, typed
from sla.consequences import FOLLOWS

ACTS: Final = {
    "celebrate": "Celebrate it in the channel",
    "thank_contact": "Thank the contact",
    "strike": "A strike: named people diagnose and mend it",
    "make_up": "Make up for it in the next period",
    "service_credit": "A service credit",
    "escalate": "Tell the party's contact",
}
WHEN: Final = {
    "goal_met": "When a goal is met",
    "goal_exceeded": "When a goal is exceeded",
    "goal_missed": "When a goal is missed at the end of a period",
    "breaches": "When follow-ups come too late, again and again",
    "strikes": "When strikes add up",
    "duty_missed": "When a report or delivery is missed",
}


def blocks(document: Mapping[str, Any], values: Values) -> Sequence[Block]:
    """What follows from what, and the conditions of cancellation."""
    shown: list[Block] = []
    for when, label in WHEN.items():
        choices = {act: ACTS[act] for act in FOLLOWS[when]}
        shown += [boxes(values, f"then_{when}", label, choices), *_details(values, when), divider()]
    return [
        *shown,
        section("*The agreement ends in favour of a better one*"),
        typed(values, "missed_in_a_row", "When goals were missed so many periods in a row", example="3"),
        boxes(values, "buy_in_withdrawn", "And", {"yes": "When a party no longer stands behind it"}),
    ]


def _details(values: Values, when: str) -> list[Block]:
    shown: list[Block] = []
    if when == "goal_exceeded":
        shown.append(typed(values, f"by_{when}", "By how much", example="10%"))
    if when in ("breaches", "strikes"):
        shown.append(typed(values, f"count_{when}", "How many it takes", example="3"))
    if when == "breaches":
        whose = {"rep": "Of one rep", "party": "Of the whole party"}
        shown.append(menu(values, f"of_{when}", "Counted together", whose))
    if "strike" in FOLLOWS[when]:
        hint = "For a strike; in working days."
        shown.append(typed(values, f"diagnosis_within_{when}", "Diagnosis due within", hint=hint, example="5d"))
    if "service_credit" in FOLLOWS[when]:
        example = "25 USD, or 10% of 2000 USD, at most 30%"
        shown.append(typed(values, f"credit_{when}", "Service credit", hint="Each time.", example=example))
    return shown
