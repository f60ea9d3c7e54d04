"""The fourth step: when the agreement's clock runs, and what the channel gets by itself."""

from typing import Final

from commands.door import WrongFields
from commands.steps.step import Document, Path, Step, lines, listed, text, without_empty
from messages.set_up import hours as words
from messages.set_up.fields import Values

APART: Final = ("holidays", "closed", "exceptions")
POSTS: Final = {"pacing": "working_days", "weekly_report": "friday"}
NO_WEEK: Final = "Write the opening hours, such as mon-fri 09:00-13:00, 14:00-18:00."


def _written(document: Document) -> Values:
    block = document.get("business_hours", {})
    week = [f"{days} {', '.join(listed(hours))}" for days, hours in block.items() if days not in APART]
    apart = [f"{day} {', '.join(listed(hours)) or 'closed'}" for day, hours in block.get("exceptions", {}).items()]
    values: Values = {
        "week": "\n".join(week),
        "holidays": block.get("holidays", ""),
        "closed": "\n".join(listed(block.get("closed"))),
        "exceptions": "\n".join(apart),
    }
    for name, post in document.get("posts", {}).items():
        values |= {f"{name}_at": post.get("at", ""), f"{name}_on": post.get("on", "")}
    return {field: value for field, value in values.items() if value}


def _read(document: Document, values: Values) -> Document:
    week = dict(_spans(line) for line in lines(values, "week"))
    if not week:
        raise WrongFields({"week": NO_WEEK})
    exceptions = {day: [] if hours == ["closed"] else hours for day, hours in map(_spans, lines(values, "exceptions"))}
    apart = {"holidays": text(values, "holidays"), "closed": lines(values, "closed"), "exceptions": exceptions}
    posts = {name: _post(values, name, usual) for name, usual in POSTS.items() if text(values, f"{name}_at")}
    return without_empty({**document, "business_hours": {**week, **without_empty(apart)}, "posts": posts})


def _spans(line: str) -> tuple[str, list[str]]:
    """`mon-fri 09:00-13:00, 14:00-18:00`: the days, and their hours."""
    days, _, hours = line.partition(" ")
    return days.rstrip(":").lower(), [span.strip() for span in hours.replace(" and ", ",").split(",") if span.strip()]


def _post(values: Values, name: str, usual: str) -> Document:
    return {"at": text(values, f"{name}_at"), "on": text(values, f"{name}_on") or usual}


def _field_of(_document: Document, path: Path) -> str:
    if path[0] == "posts":
        name = str(path[1]) if len(path) > 1 and path[1] in POSTS else "pacing"
        return f"{name}_on" if path[-1] == "on" else f"{name}_at"
    return str(path[1]) if len(path) > 1 and path[1] in APART else "week"


STEP: Final = Step(
    "hours", "When its clock runs", ("business_hours", "posts"), _written, _read, _field_of, words.blocks
)
