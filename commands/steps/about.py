"""The first step: what the agreement is, where it lives, from when on."""

import re
from typing import Final

from commands.steps.step import Document, Path, Step, text, without_empty
from messages.set_up import about as words
from messages.set_up.fields import Values

FIELDS: Final = ("kind", "title", "agreement", "channel", "timezone", "period", "starts", "summary")


def _written(document: Document) -> Values:
    return {name: str(document[name]) for name in FIELDS if name in document}


def _read(document: Document, values: Values) -> Document:
    said: Document = {name: text(values, name) for name in FIELDS if name in values}
    said["agreement"] = said.get("agreement") or document.get("agreement") or slug(said.get("title", ""))
    return without_empty({**document, **said})


def slug(title: str) -> str:
    """A short name made of the title: its letters, digits and hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:60].strip("-")


def _field_of(_document: Document, path: Path) -> str:
    return str(path[0])


STEP: Final = Step("about", "What it is", FIELDS, _written, _read, _field_of, words.blocks)
