"""The sixth step: recurring reports and deliveries, one after the other."""

from typing import Final

from commands.door import WrongFields
from commands.steps.step import Document, Path, Step, text, without_empty
from messages.set_up import duties as words
from messages.set_up.fields import Values

TYPED: Final = ("what", "every", "on", "by", "owner", "confirm_to", "units")
NEEDED: Final = {
    "from": "Choose who owes it.",
    "to": "Choose whom it is owed to.",
    "every": "Choose how often it is due.",
    "on": "Choose the day.",
    "by": "Choose the time by which it is due.",
}


def _written(document: Document) -> Values:
    names = list(document.get("parties", {}))
    values: Values = {}
    for number, duty in enumerate(document.get("duties", [])):
        values |= {f"{field}_{number}": duty.get(field, "") for field in TYPED}
        for field in ("from", "to"):
            values[f"{field}_{number}"] = str(names.index(duty[field])) if duty.get(field) in names else ""
    return {field: value for field, value in values.items() if value}


def _read(document: Document, values: Values) -> Document:
    known, names = document.get("duties", []), list(document.get("parties", {}))
    duties: list[Document] = []
    wrong: dict[str, str] = {}
    for number in range(words.MOST):
        if not text(values, f"what_{number}"):
            continue
        block = {field: text(values, f"{field}_{number}") for field in TYPED}
        block |= {field: _party(names, text(values, f"{field}_{number}")) for field in ("from", "to")}
        wrong |= {f"{field}_{number}": said for field, said in NEEDED.items() if not block[field]}
        duties.append(without_empty({**(known[number] if number < len(known) else {}), **block}))
    if wrong:
        raise WrongFields(wrong)
    return without_empty({**document, "duties": duties})


def _party(names: list[str], number: str) -> str:
    return names[int(number)] if number.isdecimal() and int(number) < len(names) else ""


def _field_of(_document: Document, path: Path) -> str:
    number = path[1] if len(path) > 1 else 0
    field = str(path[2]) if len(path) > 2 and path[2] in (*TYPED, "from", "to") else "what"
    return f"{field}_{number}"


STEP: Final = Step("duties", "Reports and deliveries", ("duties",), _written, _read, _field_of, words.blocks)
