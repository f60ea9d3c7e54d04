"""Cursors: a list in pages, whatever the size of the page."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from sandbox.calls import Call
from sandbox.contract import positive
from sandbox.wire import SlackError

LIMIT_MAX = 1000
Entry = TypeVar("Entry")


def page(call: Call, entries: Sequence[Entry], default: int, most: int = LIMIT_MAX) -> tuple[list[Entry], str]:
    """The page that the call asks for, and the cursor of the next one, empty at the end."""
    size = positive(call.args, "limit", default, most, lambda: SlackError("invalid_limit"))
    start = _start(call.text("cursor"))
    end = start + size
    return list(entries[start:end]), _cursor(end) if end < len(entries) else ""


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
