"""The row below an agreement: its history, itself as a file, and a menu of what else the reader may do."""

from collections.abc import Sequence
from typing import Final

from messages.blocks import Block, actions
from messages.elements import button, option, overflow
from messages.export import EXPORT, PDF, YAML
from messages.forms import Choice

HISTORY: Final = "act:history"
FURTHER: Final = "act:agreement_further"


def row(agreement_id: int, further: Sequence[Choice] = ()) -> Block:
    """The row for one agreement; `further` are the menu's acts, each a verb of `commands/agreement_further.py`."""
    shown = [
        button("History", HISTORY, str(agreement_id)),
        button("PDF", f"{EXPORT}:0", f"{PDF}.{agreement_id}"),
        button("YAML", f"{EXPORT}:1", f"{YAML}.{agreement_id}"),
    ]
    choices = [option(choice.shown, f"{choice.value}.{agreement_id}") for choice in further]
    return actions(*shown, *([overflow(FURTHER, choices)] if choices else []))
