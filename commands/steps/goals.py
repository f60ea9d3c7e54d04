"""The third step: what each party promises, a line for each metric."""

import re
from typing import Final

from commands.door import WrongFields
from commands.steps.step import Document, Path, Step, text
from messages.set_up import goals as words
from messages.set_up.fields import Values

INPUTS: Final = ("quota", "marketing_share", "deal_size", "close_rate")
_SUM: Final = re.compile(r"\s*[×x*÷/:]\s*")
_TARGET: Final = re.compile(
    r"(?P<target>\S+)"
    r"(?:\s+(?!by\b|on\b)(?P<unit>.+?))?"
    r"(?:\s+by\s+(?:the\s+)?(?:day\s+)?(?P<due_day>\d+)(?:st|nd|rd|th)?)?"
    r"(?P<line>\s+on\s+working\s+days)?",
    re.IGNORECASE,
)
UNREADABLE: Final = "Write a number, such as 100, or 5000 × 100% ÷ 100 ÷ 50% to have it calculated."
FOUR: Final = "A calculation takes four figures: quota × share ÷ deal size ÷ close rate."
NONE: Final = "An agreement takes at least one goal; enter one."


def _written(document: Document) -> Values:
    names = list(document.get("parties", {}))
    asked = [goal for goal in document.get("goals", []) if not goal.get("tier") and goal.get("party") in names]
    return {f"target_{names.index(goal['party'])}_{goal['metric']}": written(goal) for goal in asked}


def written(goal: Document) -> str:
    """A goal's target as people write it: `100 by 25`, `50 reams`, `5000 × 100% ÷ 100 ÷ 50%`."""
    figures = goal.get("calculate") or {}
    said = (
        "{} × {} ÷ {} ÷ {}".format(*(figures.get(name, "") for name in INPUTS)) if figures else goal.get("target", "")
    )
    unit = f" {goal['unit']}" if goal.get("unit") else ""
    due = f" by {goal['due_day']}" if goal.get("due_day") else ""
    return f"{said}{unit}{due}{' on working days' if goal.get('line') == 'working_days' else ''}"


def target(said: str) -> Document:
    """What a target means: the fields of a goal. Raises WrongFields at no field in particular."""
    found = _TARGET.fullmatch(said.strip())
    parts = _SUM.split(said.strip())
    if len(parts) > 1:
        return _calculation(said)
    if found is None:
        raise WrongFields({"": UNREADABLE})
    block = {name: value for name, value in found.groupdict().items() if value}
    return block | ({"line": "working_days"} if "line" in block else {})


def _calculation(said: str) -> Document:
    """The four figures, and what follows the last."""
    *first, last = _SUM.split(said.strip())
    rest = _TARGET.fullmatch(last)
    if len(first) != 3 or rest is None:
        raise WrongFields({"": FOUR})
    more = {name: value for name, value in rest.groupdict().items() if value and name != "target"}
    more |= {"line": "working_days"} if "line" in more else {}
    return {"calculate": dict(zip(INPUTS, (*first, rest["target"]), strict=True)), **more}


def _read(document: Document, values: Values) -> Document:
    names, wrong = list(document.get("parties", {})), {}
    entered: dict[tuple[str, str], Document] = {}
    for number, name in enumerate(names):
        for metric in words.metrics(document, name):
            field = f"target_{number}_{metric}"
            try:
                said = text(values, field)
                entered |= {(name, metric): target(said)} if said else {}
            except WrongFields as error:
                wrong[field] = error.fields[""]
    if wrong:
        raise WrongFields(wrong)
    goals = _merged(document.get("goals", []), entered)
    if not goals:
        raise WrongFields({f"target_0_{next(iter(words.metrics(document, '')))}": NONE})
    return {**document, "goals": goals}


def _merged(known: list[Document], entered: dict[tuple[str, str], Document]) -> list[Document]:
    """The goals of all tiers as entered, in the place where they were; those of single tiers as they were."""
    goals, left = [], dict(entered)
    for goal in known:
        key = goal["party"], goal["metric"]
        if goal.get("tier"):
            goals.append(goal)
        elif key in left:
            goals.append({"party": key[0], "metric": key[1], **left.pop(key)})
    return [*goals, *({"party": party, "metric": metric, **block} for (party, metric), block in left.items())]


def _field_of(document: Document, path: Path) -> str:
    names, goals = list(document.get("parties", {})), document.get("goals", [])
    goal = goals[path[1]] if len(path) > 1 and isinstance(path[1], int) and path[1] < len(goals) else {}
    number = names.index(goal["party"]) if goal.get("party") in names else 0
    return f"target_{number}_{goal.get('metric') or next(iter(words.metrics(document, '')))}"


STEP: Final = Step("goals", "What each party promises", ("goals",), _written, _read, _field_of, words.blocks)
