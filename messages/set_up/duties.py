"""The sixth step of the set-up: recurring reports and deliveries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from messages.blocks import Block, divider, section
from messages.set_up.fields import Values, boxes, clock, menu, named, typed
from messages.set_up.hours import NUMBERED

MOST: Final = 8
MORE: Final = "more"
EVERY: Final = {"day": "Day", "week": "Week", "month": "Month", "period": "Period"}


def blocks(document: Mapping[str, Any], values: Values) -> Sequence[Block]:
    """The fields of each duty, and of one more."""
    number = min(len(document.get("duties", [])) + 1, MOST)
    shown = [block for each in range(number) for block in _duty(document, values, each)]
    if number == MOST:
        return shown
    return [*shown, divider(), boxes({}, MORE, "Is there more?", {"yes": "Ask me for another one"})]


def _duty(document: Mapping[str, Any], values: Values, number: int) -> Iterator[Block]:
    if number:
        yield divider()
    names = named(list(document.get("parties", {})))
    first = "*A report or delivery that is owed again and again* (leave it empty if there is none)"
    yield section(first if number == 0 else f"*Report or delivery {number + 1}*")
    yield typed(values, f"what_{number}", "What is owed", example="Pipeline status report")
    yield menu(values, f"from_{number}", "Who owes it", names)
    yield menu(values, f"to_{number}", "To whom", names)
    yield menu(values, f"every_{number}", "Once every", EVERY)
    yield menu(values, f"on_{number}", "On", NUMBERED)
    yield clock(values, f"by_{number}", "By")
    yield typed(values, f"owner_{number}", "Who does it", hint="Left empty: the party's people.", example="@darryl")
    yield typed(
        values, f"confirm_to_{number}", "Who confirms or reads it", hint="Left empty: the contact.", example="@jim"
    )
    yield typed(values, f"units_{number}", "Units that a delivery brings", hint="For deliveries only.", example="12")
