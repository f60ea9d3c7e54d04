"""The second step: who agrees, who answers for each party, who works for it, and what it needs."""

from typing import Final

from commands.door import WrongFields
from commands.steps.step import Document, Path, Step, lines, listed, text, texts, without_empty
from messages.set_up import parties as words
from messages.set_up.fields import Values

NO_CONTACT: Final = "Choose who answers for this party, or name somebody outside Slack below."
NO_NAME: Final = "Give the party a name, such as marketing."
TWICE: Final = "There is another party of this name; call one of them otherwise."
PLACES: Final = {"contact": "person", "members": "members", "needs": "needs"}


def _written(document: Document) -> Values:
    values: Values = {}
    for number, (name, party) in enumerate(document.get("parties", {}).items()):
        contact = str(party.get("contact", ""))
        values[f"name_{number}"] = name
        values[f"{'person' if contact.startswith('@') else 'outside'}_{number}"] = contact
        values[f"members_{number}"] = listed(party.get("members"))
        values[f"needs_{number}"] = "\n".join(listed(party.get("needs")))
    return {field: value for field, value in values.items() if value}


def _read(document: Document, values: Values) -> Document:
    known = list(document.get("parties", {}).values())
    parties: Document = {}
    wrong: dict[str, str] = {}
    for number in range(words.MOST):
        block = _party(values, number, known[number] if number < len(known) else {})
        name = " ".join(text(values, f"name_{number}").split())
        if block is None and not name:
            continue
        wrong |= _mistakes(number, name, block or {}, parties)
        parties[name] = block or {}
    if wrong:
        raise WrongFields(wrong)
    return {**document, "parties": parties}


def _party(values: Values, number: int, known: Document) -> Document | None:
    """The party's block; None where nothing was entered of it."""
    entered = {
        "contact": text(values, f"person_{number}") or text(values, f"outside_{number}"),
        "members": texts(values, f"members_{number}"),
        "needs": lines(values, f"needs_{number}"),
    }
    return without_empty({**known, **entered}) if any(entered.values()) else None


def _mistakes(number: int, name: str, block: Document, known: Document) -> dict[str, str]:
    wrong = {}
    if not name:
        wrong[f"name_{number}"] = NO_NAME
    if name in known:
        wrong[f"name_{number}"] = TWICE
    if "contact" not in block:
        wrong[f"person_{number}"] = NO_CONTACT
    return wrong


def _field_of(document: Document, path: Path) -> str:
    names = list(document.get("parties", {}))
    if len(path) < 2 or path[1] not in names:
        return "name_0" if len(names) != 1 else "name_1"
    field = PLACES.get(str(path[2]), "name") if len(path) > 2 else "name"
    return f"{field}_{names.index(path[1])}"


STEP: Final = Step("parties", "Who agrees", ("parties",), _written, _read, _field_of, words.blocks)
