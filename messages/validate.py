"""What Slack would refuse, found before it is sent: every message and view goes through here."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from messages.blocks import Block, Message
from messages.grammar import BLOCKS, VIEW_FIELDS, quiet
from messages.limits import LIMITS
from messages.shapes import many, shape, string, typed, wrong

Surface = Literal["message", "modal", "home"]

_VIEW: Final = LIMITS["view"]
_MOST: Final = {"message": LIMITS["message"]["blocks_max"], "modal": _VIEW["blocks_max"], "home": _VIEW["blocks_max"]}
# Slack publishes no limit for metadata; the marker needs room, too.
_METADATA_BYTES: Final = 2000


class InvalidBlocks(ValueError):
    """Slack would refuse this message or view; every problem names the place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("Slack would refuse this: " + "; ".join(problems))
        self.problems = tuple(problems)


def problems(blocks: Iterable[Block], surface: Surface = "message") -> list[str]:
    """All that Slack would refuse in these blocks on this surface, each with its JSON pointer; empty when nothing."""
    shown = list(blocks)
    found = list(many(typed(BLOCKS), _MOST[surface], 0)(shown, "/blocks"))
    return found or [*_repeated_ids(shown)]


def view_problems(view: Mapping[str, Any]) -> list[str]:
    """All that Slack would refuse in a form or home tab; empty when nothing."""
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    around = {name: value for name, value in view.items() if name != "blocks"}
    found = [*shape(*VIEW_FIELDS[surface])(around, ""), *problems(view.get("blocks", []), surface)]
    return [*found, *_view_rules(view)]


def message_problems(message: Message) -> list[str]:
    """All that Slack would refuse in a message, its text and its metadata; empty when nothing."""
    found = [
        *string(LIMITS["message"]["text_recommended_max"] - 1)(message.text, "/text"),
        *quiet(message.text, "/text"),
    ]
    if message.chart is not None and len(message.blocks) >= _MOST["message"]:
        found.append(wrong("must leave room for the chart", "/blocks"))
    return [*found, *problems(message.blocks), *_metadata_problems(message)]


def check(message: Message) -> None:
    """Raises InvalidBlocks when Slack would refuse the message."""
    if found := message_problems(message):
        raise InvalidBlocks(found)


def check_view(view: Mapping[str, Any]) -> None:
    """Raises InvalidBlocks when Slack would refuse the form or home tab."""
    if found := view_problems(view):
        raise InvalidBlocks(found)


def _repeated_ids(blocks: list[Block]) -> Iterator[str]:
    """Slack wants block ids unique among the blocks, and action ids unique within their block."""
    yield from _repeats([(block.get("block_id"), f"/blocks/{number}/block_id") for number, block in enumerate(blocks)])
    for number, block in enumerate(blocks):
        if block["type"] == "actions":
            ids = [element["action_id"] for element in block["elements"]]
            yield from _repeats([(id_, f"/blocks/{number}/elements/{at}/action_id") for at, id_ in enumerate(ids)])


def _repeats(ids: list[tuple[str | None, str]]) -> Iterator[str]:
    seen: set[str] = set()
    for name, at in ids:
        if name in seen:
            yield wrong(f"repeats the id {name[:40]!r}", at)
        seen |= {name} if name else set()


def _view_rules(view: Mapping[str, Any]) -> Iterator[str]:
    asks = any(isinstance(block, dict) and block.get("type") == "input" for block in view.get("blocks", []))
    if asks and view.get("type") == "modal" and "submit" not in view:
        yield wrong("must have submit, as the form has fields", "/submit")
    if len(json.dumps(dict(view))) > _VIEW["size_max_kb"] * 1000:
        yield wrong(f"must stay below {_VIEW['size_max_kb']} kB", "")


def _metadata_problems(message: Message) -> Iterator[str]:
    metadata = message.metadata("0" * 64)
    if metadata is None:
        return
    yield from string(255)(metadata["event_type"], "/metadata/event_type")
    for name, value in metadata["event_payload"].items():
        if not _is_plain(value, depth=2):
            yield wrong("must be a scalar, an object of scalars or a list of those", f"/metadata/event_payload/{name}")
    if len(json.dumps(metadata, default=str)) > _METADATA_BYTES:
        yield wrong(f"must stay below {_METADATA_BYTES} bytes", "/metadata")


def _is_plain(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_is_plain(held, 0) for held in value.values())
    if isinstance(value, list):
        return depth > 1 and all(_is_plain(held, 1) for held in value)
    return isinstance(value, str | int | float | bool)
