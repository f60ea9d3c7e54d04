"""The first step of the set-up: what the agreement is."""

from collections.abc import Mapping, Sequence
from typing import Any

from messages.blocks import Block
from messages.set_up.fields import Values, day, menu, typed

KINDS = {
    "internal": "Internal: two departments, such as marketing and sales",
    "customer": "Customer: a supplier and one customer",
    "multi-level": "Multi-level: a chain, such as marketing, sales, service",
}
PERIODS = {"month": "Month", "week": "Week", "quarter": "Quarter", "year": "Year"}


def blocks(document: Mapping[str, Any], values: Values) -> Sequence[Block]:
    """The fields."""
    return [
        menu(values, "kind", "What kind of agreement is it?", KINDS, optional=False),
        typed(values, "title", "Title", example="Smarketing at Company X", optional=False),
        typed(
            values,
            "agreement",
            "Short name",
            hint="Small letters, digits and hyphens; commands call it by this. Left empty, it is made of the title.",
            example="company-x",
        ),
        typed(values, "channel", "Channel", hint="The bot posts here.", example="#smarketing", optional=False),
        typed(
            values,
            "summary",
            "Summary",
            hint="Which service, to whom, and how you tell that it worked. Two or three sentences.",
            several_lines=True,
            optional=False,
        ),
        day(values, "starts", "First day", hint="The day from which the agreement holds."),
        menu(values, "period", "Period of its goals", PERIODS, optional=False),
        typed(
            values,
            "timezone",
            "Time zone",
            hint="All its times are in this zone.",
            example="Europe/Rome",
            optional=False,
        ),
    ]
