"""What changes from one version of terms to the next, line by line, for people who are asked to agree."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sla.agreement import Goal, Terms
from sla.posting import WEEKDAYS
from sla.wording import block, closures, span, target, worded

ALONE = ("title", "kind", "channel", "timezone", "period", "starts", "summary")
MOST_CLOSURES = 12
CALCULATED = ", calculated from"
OTHERWISE = "the same words in another order, or for other people in Slack"


def difference(old: Terms, new: Terms) -> list[str]:
    """One line for each thing that changes: `goal marketing leads: 100 -> 120`, `tier ceo: value 100 (new)`."""
    before, after = dict(_facts(old)), dict(_facts(new))
    lines = [_line(label, before.get(label), after.get(label)) for label in {**before, **after}]
    found = [line for line in (*lines, *_closures(old, new)) if line]
    return found or ([OTHERWISE] if old != new else [])


def _line(label: str, before: str | None, after: str | None) -> str:
    if before == after:
        return ""
    if before is None or after is None:
        said = ": ".join(filter(None, (label, after if before is None else before)))
        return f"{said} ({'new' if before is None else 'removed'})"
    if label.endswith(CALCULATED):
        return _recalculated(label, before, after)
    return f"{label}: {before or 'none'} -> {after or 'none'}"


def _recalculated(label: str, before: str, after: str) -> str:
    """Of a goal's figures, those that change."""
    pairs = [(old, new) for old, new in zip(before.split(", "), after.split(", "), strict=True) if old != new]
    return f"{label}: {', '.join(old for old, _ in pairs)} -> {', '.join(new for _, new in pairs)}"


def _facts(terms: Terms) -> Iterator[tuple[str, str]]:
    """Everything that is agreed but the closed dates, each thing under a label of its own."""
    said = worded(terms)
    yield from ((name, str(said[name])) for name in ALONE)
    yield from _hours(terms)
    for name, party in said["parties"].items():
        yield from ((f"party {name}, {field}", _text(value)) for field, value in party.items())
    yield from ((f"tier {name}", _text(tier)) for name, tier in said.get("tiers", {}).items())
    yield from (fact for goal in terms.goals for fact in _goal(goal))
    yield from _listed(said)
    yield from ((f"bandwidth, {field}", _text(value)) for field, value in said.get("bandwidth", {}).items())
    yield from ((f"proposals, {field}", value) for field, value in said.get("proposals", {}).items())
    for name, post in said.get("posts", {}).items():
        yield f"post {name}", f"{post['at']} on {post['on']}"


def _hours(terms: Terms) -> Iterator[tuple[str, str]]:
    for name, openings in zip(WEEKDAYS, terms.calendar.week, strict=True):
        yield f"hours {name[:3]}", ", ".join(map(str, openings)) or "closed"
    if terms.holidays:
        yield "holidays", terms.holidays
    for day, openings in sorted(terms.calendar.exceptions.items()):
        yield f"exception {day}", ", ".join(map(str, openings)) or "closed"


def _goal(goal: Goal) -> Iterator[tuple[str, str]]:
    label = f"goal {goal.party} {goal.metric}" + (f" of {goal.tier}" if goal.tier else "")
    yield label, " ".join(filter(None, (str(target(goal)), goal.unit)))
    if goal.line != "calendar":
        yield f"{label}, line", goal.line
    if goal.due_day is not None:
        yield f"{label}, due day", str(goal.due_day)
    if goal.calculate is not None:
        yield f"{label}{CALCULATED}", _text(block(goal.calculate))


def _listed(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Hand-offs, alerts, duties, consequences and conditions; of two with one label the second is `… (2)`."""
    labels: dict[str, int] = {}
    for section, label in LABELS.items():
        for each in said.get(section, []):
            called = label.format(**each)
            labels[called] = labels.get(called, 0) + 1
            rest = {name: value for name, value in each.items() if "{" + name + "}" not in label}
            yield called if labels[called] == 1 else f"{called} ({labels[called]})", _text(rest)


LABELS = {
    "hand_offs": "hand-off of a {what} from {from} to {to}",
    "alerts": "alert at {at} to {tell}",
    "duties": "duty {what}",
    "consequences": "when {when}",
    "cancellation": "cancellation by {when}",
}


def _closures(old: Terms, new: Terms) -> list[str]:
    """The ranges of closed dates that come and go; where they are many, the first ones and how many more."""
    before, after = old.calendar.closed, new.calendar.closed
    come = {day: reason for day, reason in after.items() if before.get(day) != reason}
    gone = {day: reason for day, reason in before.items() if day not in after}
    lines = [_closed(*each, "new") for each in closures(come)] + [_closed(*each, "removed") for each in closures(gone)]
    more = len(lines) - MOST_CLOSURES
    return [*lines[:MOST_CLOSURES], f"closed: {more} more changes"] if more > 1 else lines


def _closed(first: date, last: date, reason: str, change: str) -> str:
    return f"closed {span(first, last)}: {reason} ({change})"


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_text(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    return "yes" if value is True else str(value)
