"""The words of a running period's review: where the goals stand, and the rates so far."""

from messages import dates, mrkdwn, rates
from messages.blocks import Message, at_most, context, divider, header, section
from messages.pacing import goal_lines
from messages.text import Untrusted
from sla.agreement import Terms
from sla.reevaluation import Reevaluation
from sla.standing import Figures

_ROOM = 30
_NEXT = "Goals are proposed from these rates when the period has closed; `/sla review last` shows the one before."


def so_far(terms: Terms, told: Figures, found: Reevaluation | None) -> Message:
    """To whoever asks while the period still runs."""
    title = Untrusted(f"{terms.title[:100]}: review of {dates.period(told.period)}, so far")
    day = f"Day {told.day.day} of {told.day.days}, as of {mrkdwn.date(told.at)}."
    lines = [line for each in told.goals for line in goal_lines(told, each)]
    rest = rates.paragraphs(found) if found else []
    shown = at_most([section(line) for line in lines], "goals", _ROOM)
    return Message(
        "\n".join([mrkdwn.bold(title), day, *lines, *rest, _NEXT]),
        (header(title), section(day), *shown, divider(), *map(section, rest), context(_NEXT)),
    )
