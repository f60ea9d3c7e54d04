"""The fourth step of the set-up: when its clock runs."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from messages.blocks import Block, divider, section
from messages.set_up.fields import Values, clock, menu, typed
from sla.posting import WEEKDAYS

DAYS: Final = {
    "working_days": "Working days",
    "day": "Every day",
    **{name: name.capitalize() for name in WEEKDAYS},
    "last_working_day": "The last working day",
}
NUMBERED: Final = {**DAYS, **{str(number): f"Day {number}" for number in range(1, 32)}}


def blocks(document: Mapping[str, Any], values: Values) -> Sequence[Block]:
    """The fields."""
    return [
        typed(
            values,
            "week",
            "Business hours",
            hint="Days and hours on each line. The clock of a lead stands still outside them.",
            example="mon-fri 09:00-13:00, 14:00-18:00",
            several_lines=True,
            optional=False,
        ),
        typed(
            values, "holidays", "Public holidays of", hint="A country, or country and state.", example="IT, or US-PA"
        ),
        typed(
            values,
            "closed",
            "Other closed days",
            hint="A date or a range on each line, with a reason if you like.",
            example="2026-08-10..2026-08-21 summer",
            several_lines=True,
        ),
        typed(
            values,
            "exceptions",
            "Days with hours of their own",
            hint="A date and its hours on each line, or “closed”.",
            example="2026-12-24 09:00-13:00",
            several_lines=True,
        ),
        divider(),
        section("*What the channel gets by itself*"),
        clock(values, "pacing_at", "Daily post: where the goals stand", hint="Left empty, there is none."),
        menu(values, "pacing_on", "On", NUMBERED),
        clock(values, "weekly_report_at", "Weekly report"),
        menu(values, "weekly_report_on", "On which day", NUMBERED),
    ]
