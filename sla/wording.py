"""Terms in the words of an agreement file: blocks, lists, numbers, dates and text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import Any

from sla.agreement import Goal, Metric, Person, Terms
from sla.calendar import Calendar, Opening
from sla.posting import WEEKDAYS
from sla.window import Window
from sla.zones import ONE_DAY

Block = dict[str, Any]

UNSAID = "closed"
LONGEST_CLOSURE = 400
SPELT = {"giver": "from", "receiver": "to"}
SHARES = ("at", "by", "marketing_share", "close_rate", "marketing_leads_share", "automated_share", "milestones")
DEFAULTS: Block = {"line": "calendar", "reassign": False}


def worded(terms: Terms) -> Block:
    """Everything that the terms say, in the order of an agreement file; what they leave out is not there."""
    said: Block = {
        "agreement": terms.slug,
        "title": terms.title,
        "kind": terms.kind.value,
        "channel": terms.channel,
        "timezone": terms.timezone,
        "period": terms.period,
        "starts": terms.starts,
        "summary": terms.summary,
        "business_hours": hours(terms.calendar, terms.holidays),
        "parties": {party.name: block(party, "name") for party in terms.parties},
        "tiers": {tier.name: block(tier, "name") for tier in terms.tiers},
        "hand_offs": [block(rule) for rule in terms.hand_offs],
        "goals": [_goal(goal) for goal in terms.goals],
        "bandwidth": block(terms.bandwidth) if terms.bandwidth else {},
        "posts": {name: block(post) for name, post in _posts(terms)},
        "alerts": [block(rung) for rung in terms.alerts],
        "duties": [block(duty) for duty in terms.duties],
        "consequences": [block(rule) for rule in terms.consequences],
        "cancellation": [block(condition) for condition in terms.cancellation],
        "proposals": {"lapse_after": str(terms.lapse_after)} if terms.lapse_after else {},
    }
    return {name: value for name, value in said.items() if value not in ({}, [])}


def block(value: Any, *unsaid: str) -> Block:
    """A value of an agreement as a block of fields, without those that are empty, usual or `unsaid`."""
    said: Block = {}
    for name in (field.name for field in fields(value)):
        found = getattr(value, name)
        if name not in unsaid and found not in (None, ()) and DEFAULTS.get(name) != found:
            said[SPELT.get(name, name)] = _word(name, found)
    return said


def hours(calendar: Calendar, holidays: str | None) -> Block:
    """The week by ranges of days with equal hours, then holidays, closures and exceptions."""
    said: Block = dict(_week(calendar))
    said |= {"holidays": holidays} if holidays else {}
    closed = [_closure(*span) for span in closures(calendar.closed)]
    said |= {"closed": closed} if closed else {}
    exceptions = {day: _openings(openings) for day, openings in sorted(calendar.exceptions.items())}
    return said | ({"exceptions": exceptions} if exceptions else {})


def closures(closed: Mapping[date, str]) -> Iterator[tuple[date, date, str]]:
    """The closed dates as ranges of consecutive ones with the same reason."""
    first = last = None
    for day in sorted(closed):
        if last and first and day - last == ONE_DAY and closed[day] == closed[last] and _fits(first, day):
            last = day
            continue
        if first and last:
            yield first, last, closed[first]
        first = last = day
    if first and last:
        yield first, last, closed[first]


def span(first: date, last: date) -> str:
    """`2026-08-10..2026-08-21`, or the one date."""
    return first.isoformat() if first == last else f"{first}..{last}"


def target(goal: Goal) -> str | int | Decimal:
    """A goal's target: for speed, which is kept in seconds, a duration such as `1h`, else the number."""
    if goal.metric is Metric.SPEED and goal.target == int(goal.target):
        return str(Window(timedelta(seconds=int(goal.target))))
    return number(goal.target)


def number(value: Decimal) -> int | Decimal:
    """A whole number as such, else the decimal."""
    return int(value) if value == int(value) else value


def _goal(goal: Goal) -> Block:
    said = block(goal, "target")
    return (
        said
        if goal.calculate
        else {"party": said.pop("party"), "metric": said.pop("metric"), "target": target(goal), **said}
    )


def _posts(terms: Terms) -> Iterator[tuple[str, Any]]:
    for name, post in (("pacing", terms.pacing), ("weekly_report", terms.weekly_report)):
        if post is not None:
            yield name, post


def _word(name: str, value: Any) -> Any:
    """One value as it stands in a file."""
    if isinstance(value, tuple):
        return [_word(name, each) for each in value]
    if isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}%" if name in SHARES else number(value)
    for kind, said in WORDS.items():
        if isinstance(value, kind):
            return said(value)
    return block(value) if is_dataclass(value) else value


WORDS: dict[type, Callable[[Any], str]] = {
    Person: lambda person: person.written,
    time: lambda at: f"{at:%H:%M}",
    Window: str,
    Enum: lambda choice: choice.value,
}


def _week(calendar: Calendar) -> Iterator[tuple[str, list[str]]]:
    named = zip((name[:3] for name in WEEKDAYS), calendar.week, strict=True)
    for openings, days in groupby(named, key=lambda day: day[1]):
        names = [name for name, _ in days]
        if openings:
            yield names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}", _openings(openings)


def _openings(openings: tuple[Opening, ...]) -> list[str]:
    return [str(opening) for opening in openings]


def _closure(first: date, last: date, reason: str) -> str:
    return span(first, last) if reason == UNSAID else f"{span(first, last)} {reason}"


def _fits(first: date, last: date) -> bool:
    return (last - first).days < LONGEST_CLOSURE
