"""What one step of the guided set-up is: a part of the document as the values of a form's fields, and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commands.door import WrongFields
from messages.blocks import Block
from messages.set_up.fields import Values

Document = dict[str, Any]
"""An agreement as its file has it: blocks, lists and text."""
Path = tuple[str | int, ...]


def always(_document: Document) -> bool:
    """It suits any agreement."""
    return True


@dataclass(frozen=True)
class Step:
    """One step.

    `keys` are the document's fields that it is about; `written` gives the form's values for a document, `read` the
    document with those values in it (raises WrongFields), `field_of` the field in which a place of the document is
    entered; `blocks` are the form's fields.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    written: Callable[[Document], Values]
    read: Callable[[Document, Values], Document]
    field_of: Callable[[Document, Path], str]
    blocks: Callable[[Document, Values], Sequence[Block]]
    suits: Callable[[Document], bool] = always


def folded(
    steps: Sequence[Step], base: Document, answers: Mapping[str, Values]
) -> tuple[Document, dict[str, dict[str, str]]]:
    """The base with all answers in it, and by step what of them can't be read, by field."""
    document, wrong = dict(base), {}
    for step in steps:
        if step.name not in answers or not step.suits(document):
            continue
        try:
            document = step.read(document, answers[step.name])
        except WrongFields as error:
            wrong[step.name] = error.fields
    return document, wrong


def text(values: Values, name: str) -> str:
    """What was typed or picked in a field of one value."""
    found = values.get(name, "")
    return found.strip() if isinstance(found, str) else ", ".join(found)


def texts(values: Values, name: str) -> list[str]:
    """What was picked in a field of several values."""
    found = values.get(name, [])
    return [found] if isinstance(found, str) and found else list(found)


def lines(values: Values, name: str) -> list[str]:
    """The lines that were typed, without empty ones."""
    return [line.strip() for line in text(values, name).splitlines() if line.strip()]


def listed(value: Any) -> list[str]:
    """A list of a document that may be written as the one entry it has."""
    return [value] if isinstance(value, str) else list(value or [])


def without_empty(block: Mapping[str, Any]) -> Document:
    """The block without the fields that are empty."""
    return {name: value for name, value in block.items() if value not in ("", None, [], {})}
