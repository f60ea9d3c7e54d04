"""The second step of the set-up: who agrees."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from messages.blocks import Block, divider, section
from messages.set_up.fields import Values, people, person, typed

MOST: Final = 5
EXAMPLES: Final = {
    "internal": ("marketing", "sales"),
    "customer": ("supplier", "customer"),
    "multi-level": ("marketing", "sales", "service", "", ""),
}


def blocks(document: Mapping[str, Any], values: Values) -> Sequence[Block]:
    """The fields of each party."""
    examples = EXAMPLES.get(str(document.get("kind")), EXAMPLES["internal"])
    number = min(max(len(examples), len(document.get("parties", {}))), MOST)
    return [block for each in range(number) for block in _party(values, each, [*examples, *[""] * MOST][each])]


def _party(values: Values, number: int, example: str) -> Iterator[Block]:
    if number:
        yield divider()
    yield section(f"*Party {number + 1}*{'' if number < 2 else ' (leave it empty if there is none)'}")
    yield typed(values, f"name_{number}", "Name", example=example or None, optional=number > 1)
    yield person(values, f"person_{number}", "Contact", hint="Answers for its goals, and signs for it.")
    yield typed(values, f"outside_{number}", "Or a contact outside Slack", hint="Only if nobody above answers for it.")
    yield people(values, f"members_{number}", "Members", hint="Who works for it, such as the reps who take leads.")
    yield typed(
        values,
        f"needs_{number}",
        "What it needs from the others",
        hint="One need on each line.",
        several_lines=True,
    )
