"""What makes two requests of Slack the same one; and which need no record, because they only read."""

from dataclasses import dataclass
from typing import Any

READING_WORDS = frozenset({"", "status", "leads", "why", "calc", "report", "strikes", "agreement", "help", "health"})
ALOUD = "here"


@dataclass(frozen=True)
class Receipt:
    """The key under which a request is recorded, once."""

    source: str
    key: str


def receipt_of(body: dict[str, Any]) -> Receipt | None:
    """The receipt of a request; None when a repeat of it would change nothing."""
    kind = body.get("type")
    if kind == "event_callback":
        return _receipt("event", body.get("event_id"))
    if "command" in body:
        return None if _only_reads(str(body.get("text") or "")) else _receipt("command", body.get("trigger_id"))
    if kind == "view_submission":
        view = body.get("view") or {}
        return _receipt("view", f"{view.get('id')}:{view.get('hash')}")
    if kind == "block_actions":
        return _receipt("action", body.get("trigger_id"))
    if kind in ("shortcut", "message_action"):
        return _receipt("shortcut", body.get("trigger_id"))
    return None


def _receipt(source: str, key: object) -> Receipt | None:
    return Receipt(source, str(key)[:200]) if key else None


def _only_reads(text: str) -> bool:
    words = text.lower().split()
    return (words[0] if words else "") in READING_WORDS and ALOUD not in words
