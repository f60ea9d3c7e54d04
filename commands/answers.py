"""What somebody filled into a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

STATES = ("value", "selected_date", "selected_time", "selected_user")


@dataclass(frozen=True)
class Answers:
    """The answers by field; `place` is what the form was given to keep, `first` the first field there is."""

    fields: Mapping[str, Mapping[str, Any]]
    place: str
    first: str | None

    @classmethod
    def of(cls, view: Mapping[str, Any]) -> "Answers":
        """The answers of a submitted view; each field holds one element."""
        state = (view.get("state") or {}).get("values") or {}
        inputs = [str(block["block_id"]) for block in view.get("blocks") or [] if block.get("type") == "input"]
        found: dict[str, Mapping[str, Any]] = {
            block: next(iter(elements.values()), {}) for block, elements in state.items()
        }
        return cls(found, str(view.get("private_metadata") or ""), inputs[0] if inputs else None)

    def text(self, name: str) -> str:
        """What was typed or picked there, without spaces around it; empty when nothing was."""
        state = self.fields.get(name, {})
        chosen = (state.get("selected_option") or {}).get("value")
        found = chosen or next((state[key] for key in STATES if state.get(key)), "")
        return str(found).strip()

    def maybe(self, name: str) -> str | None:
        """The same, or None when nothing was."""
        return self.text(name) or None

    def is_ticked(self, name: str) -> bool:
        """Whether a box was ticked there."""
        return bool(self.fields.get(name, {}).get("selected_options"))

    def day(self, name: str) -> date | None:
        """The day that was picked."""
        return date.fromisoformat(self.text(name)) if self.text(name) else None

    def clock(self, name: str) -> time | None:
        """The time that was picked."""
        return time.fromisoformat(self.text(name)) if self.text(name) else None
