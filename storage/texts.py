"""Text as a database can keep it, and as it is looked up."""

from typing import TypeVar

Written = TypeVar("Written", str, str | None)
LONGEST_KEY = 200


def clean(text: Written) -> Written:
    """The text without what a database can't keep: zero characters, and halves of surrogate pairs (now `?`)."""
    if text and text.isascii() and "\0" not in text:
        return text.strip()
    return text and text.replace("\0", "").encode("utf-8", "replace").decode().strip()


def name_key(name: str) -> str:
    """What a name is looked up by: in one case, with single spaces."""
    return " ".join(clean(name).casefold().split())[:LONGEST_KEY]
