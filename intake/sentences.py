"""What pydantic found wrong, as sentences with line and column."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from intake.agreement_model import AgreementModel
from intake.locate import Tree
from intake.mistakes import Mistake, listed, meant, quoted

WRONG_SHAPE = {
    "list_type": "A list belongs here; write it as [a, b], or as lines that begin with “- ”.",
    "dict_type": "A block of fields belongs here; write “name: value” on lines of their own, indented.",
    "model_type": "A block of fields belongs here; write “name: value” on lines of their own, indented.",
    "model_attributes_type": "A block of fields belongs here; write “name: value” on lines of their own, indented.",
    "too_short": "This list is empty; give it at least one entry.",
}


def mistakes(error: ValidationError, tree: Tree) -> list[Mistake]:
    """Each error as a mistake, once: not what is missing because it is empty, nor what stands under an unknown name."""
    found = [each for each in error.errors() if tuple(each["loc"]) not in tree.empty]
    unknown = {tree.path(each["loc"]) for each in found if _is_about_key(each)}
    return [_mistake(each, tree) for each in found if _is_about_key(each) or tree.path(each["loc"]) not in unknown]


def _is_about_key(found: ErrorDetails) -> bool:
    loc = found["loc"]
    return found["type"] == "value_error" and ("[key]" in loc or found["input"] == loc[-1])


def _mistake(found: ErrorDetails, tree: Tree) -> Mistake:
    loc, kind = found["loc"], found["type"]
    if kind == "missing":
        return tree.mistake(loc[:-1], f"{quoted(str(loc[-1]))} is missing here; add it.")
    if kind == "extra_forbidden":
        word = str(loc[-1])
        known = _fields_at(loc[:-1])
        choice = meant(word, known)
        hint = choice if choice != "." else f"; known are {listed(known)}."
        return tree.mistake(loc, f"{quoted(word)} is not known here{hint}", at_key=True)
    return tree.mistake(loc, _sentence(found), at_key=_is_about_key(found))


def _sentence(found: ErrorDetails) -> str:
    kind, context = found["type"], found.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return _choice(found["input"], re.findall(r"'([^']*)'", context["expected"]))
    return WRONG_SHAPE.get(kind, f"{found['msg']}.")


def _choice(written: object, known: list[str]) -> str:
    if not isinstance(written, str):
        return f"One of {listed(known)} belongs here."
    return f"{quoted(written)} is not one of {listed(known)}{meant(written, known)}"


def _fields_at(loc: tuple[str | int, ...]) -> list[str]:
    """The names of the fields of the block that these steps lead to."""
    block: type[BaseModel] = AgreementModel
    for step in loc:
        named = {field.alias or name: field for name, field in block.model_fields.items()}
        if step in named:
            block = next(_blocks(named[str(step)].annotation), block)
    return [field.alias or name for name, field in block.model_fields.items()]


def _blocks(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _blocks(part)
