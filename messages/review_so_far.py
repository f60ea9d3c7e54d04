"""The words of a running period's review: where the goals stand, and the rates so far."""

from collections.abc import Sequence
from itertools import groupby

from messages import dates, mrkdwn, rates
from messages.blocks import Message, at_most, context, divider, header, section
from messages.pacing import goal_lines
from messages.text import Untrusted
from sla.agreement import Terms
from sla.reevaluation import Reevaluation
from sla.standing import Figures, GoalFigures

_ROOM, _GOALS = 30, 12
_NEXT = "Goals are proposed from these rates when the period has closed; `/sla review last` shows the one before."


def so_far(terms: Terms, told: Figures, found: Reevaluation | None) -> Message:
    """To whoever asks while the period still runs."""
    title = Untrusted(f"{terms.title[:100]}: review of {dates.period(told.period)}, so far")
    day = f"Day {told.day.day} of {told.day.days}, as of {mrkdwn.date(told.at)}."
    lines = [line for each in told.goals for line in goal_lines(told, each)]
    rest = rates.paragraphs(found) if found else []
    sides = [list(theirs) for _, theirs in groupby(told.goals, key=lambda each: each.goal.party)]
    shown = at_most([section(_side(told, theirs)) for theirs in sides], "parties", _ROOM)
    return Message(
        "\n".join([mrkdwn.bold(title), day, *lines, *rest, _NEXT]),
        (header(title), section(day), *shown, divider(), *map(section, rest), context(_NEXT)),
    )


def _side(told: Figures, theirs: Sequence[GoalFigures]) -> str:
    return "\n".join(line for each in theirs[:_GOALS] for line in goal_lines(told, each))
