"""What the command line prints: our lines, whatever names stand in them, and JSON that is still exact."""

import json
import re
from typing import Any

import click

from messages.text import TURNING, straight

# What moves the cursor or colours the terminal; lines and tabs stay.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HIDDEN = re.compile(f"{_CONTROLS.pattern}|{TURNING.pattern}")


def show(text: str, *, err: bool = False) -> None:
    """Prints the text without characters that would act on the terminal or turn the direction of what follows."""
    click.echo(_CONTROLS.sub("", straight(text)), err=err)


def show_json(value: dict[str, Any], indent: int = 1) -> None:
    """Prints one JSON object; such characters are written as escapes in it."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    click.echo(_HIDDEN.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", written))
