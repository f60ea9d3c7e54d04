"""Cursors: a list in pages, whatever the size of the page."""

import base64
import binascii
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TypeVar

from sandbox.calls import Call
from sandbox.contract import positive
from sandbox.wire import SlackError

LIMIT_MAX = 1000
REFUSING = ("conversations.list", "conversations.members", "users.conversations")  # the others cut a limit down
Entry = TypeVar("Entry")


def page(call: Call, entries: Sequence[Entry], default: int) -> tuple[list[Entry], str]:
    """The page that the call asks for, and the cursor of the next one, empty at the end."""
    start = _start(call.text("cursor"))
    return _cut(entries, start, limit(call, default), lambda end: end)


def page_by(call: Call, entries: Sequence[Entry], size: int, place: Callable[[Entry], int]) -> tuple[list[Entry], str]:
    """The same by each entry's own place, rising: what is added meanwhile moves no page."""
    places = [place(one) for one in entries]
    start = bisect_left(places, _start(call.text("cursor"))) if call.text("cursor") else 0
    return _cut(entries, start, size, lambda end: places[end])


def limit(call: Call, default: int, most: int = LIMIT_MAX) -> int:
    """How many entries a page has: what the call asks for, cut down or refused above the most."""
    if call.method in REFUSING:
        return positive(call.args, "limit", default, most, lambda: SlackError("invalid_limit"))
    size = positive(call.args, "limit", default, 1_000_000_000, lambda: SlackError("invalid_arguments"))
    return min(size, most)


def _cut(entries: Sequence[Entry], start: int, size: int, mark: Callable[[int], int]) -> tuple[list[Entry], str]:
    end = start + size
    return list(entries[start:end]), _cursor(mark(end)) if end < len(entries) else ""


def _cursor(start: int) -> str:
    return base64.b64encode(f"next:{start}".encode()).decode()


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, start = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next":
            return int(start)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        pass
    raise SlackError("invalid_cursor")
