"""The words of the weekly report: the week's pipeline, every goal as it stands, and the duties of the week."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from messages import dates, mrkdwn, pipeline
from messages.blocks import Block, Message, at_most, context, header, section
from messages.charts import Chart
from messages.duty_words import counts
from messages.pacing import goal_lines
from messages.text import Untrusted
from sla.agreement import Terms
from sla.pipeline import Pipeline
from sla.standing import Figures, GoalFigures

_ROOM: Final = 30


def weekly_report(terms: Terms, told: Figures, week: Pipeline, on: date, chart: Chart | None = None) -> Message:
    """To the channel, once a week: what the week brought, and where the period's goals stand."""
    title = Untrusted(f"{terms.title[:100]}: {dates.period(week.week)}")
    lead_in = f"The week to {dates.day(on)}, day {told.day.day} of {told.day.days} in {dates.period(told.period)}."
    pipe = _pipeline(terms, week)
    rest = [*pipe, *_duties(told, week)]
    sections: list[Block] = [section("\n".join(_lines(told, theirs))) for theirs in _by_party(told.goals)]
    goal_texts = [line for theirs in _by_party(told.goals) for line in _lines(told, theirs)]
    follows = "*What now:* talk it over, and see what helps next week; `/sla status` shows it at any time."
    return Message(
        text="\n".join([mrkdwn.bold(title), lead_in, *rest, *goal_texts, follows]),
        blocks=(
            header(title),
            context(lead_in),
            *map(section, rest),
            *at_most(sections, "parties", _ROOM),
            context(follows),
        ),
        event_type="sla_weekly_report",
        payload={"agreement": terms.slug, "period": told.period.name, "week": week.week.name, "on": on.isoformat()},
        chart=chart,
    )


def _pipeline(terms: Terms, week: Pipeline) -> list[str]:
    if not terms.has_leads:
        return []
    said = (line.partition(": ") for line in pipeline.lines(terms, week))
    return ["\n".join(f"• *{name}:* {Untrusted(words).mrkdwn(300)}" for name, _, words in said)]


def _duties(told: Figures, week: Pipeline) -> list[str]:
    """How many duties of the week stand how; nothing where none was owed."""
    owed = [duty for duty in told.duties if week.week.first_day <= duty.on <= week.week.last_day]
    if not owed:
        return []
    return [f":clipboard: *Duties of the week*: {counts(owed, told.at)}."]


def _by_party(told: Sequence[GoalFigures]) -> Iterator[list[GoalFigures]]:
    for _, theirs in groupby(told, key=lambda each: each.goal.party):
        yield list(theirs)[:8]


def _lines(told: Figures, theirs: Sequence[GoalFigures]) -> list[str]:
    return [line for each in theirs for line in goal_lines(told, each)]
