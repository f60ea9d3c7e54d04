"""One block of each shape that the bot sends, in messages and in forms, by a name that says the shape."""

import json
from functools import cache
from typing import Any

from tests.messages.answered import answered, asked
from tests.messages.pushed import pushed

Json = dict[str, Any]
NAME = "Ada Rossi"


@cache
def in_messages() -> dict[str, Json]:
    """The blocks of messages."""
    messages = (*pushed(NAME).values(), *answered(NAME).values())
    return _one_of_each(block for message in messages for block in message.blocks)


@cache
def in_forms() -> dict[str, Json]:
    """The blocks of forms."""
    return _one_of_each(block for view in asked(NAME).values() for block in view["blocks"])


def _one_of_each(blocks: Any) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for block in blocks:
        shape = json.loads(json.dumps(block))
        if shape["type"] != "image":  # its picture is drawn elsewhere, and shown by an id that only a real upload has
            found.setdefault(_name(shape), shape)
    return found


def _name(block: Json) -> str:
    """Its type with those of its elements, a button's style and question, whether it has several fields."""
    inside = [*block.get("elements", []), *filter(None, (block.get("accessory"), block.get("element")))]
    kinds = dict.fromkeys(_kind(one) for one in inside)
    marks = ["fields"] if block.get("fields") else []
    return "-".join([block["type"], *marks, *sorted(kinds)])


def _kind(element: Json) -> str:
    marks = [element["type"], element.get("style"), element.get("confirm") and "confirm"]
    if element["type"] == "plain_text_input":
        marks.append("lines" if element.get("multiline") else None)
    return "+".join(str(mark) for mark in marks if mark and not isinstance(mark, dict))
