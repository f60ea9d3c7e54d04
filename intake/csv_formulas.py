"""Cells that a spreadsheet would run as a formula: made harmless on the way out, and themselves again on the way in."""

import re

FORMULA = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")


def defused(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text that `defused` made harmless."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
