"""A document to print, as a value: what stands on it, and as JSON for the process that prints it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Signed:
    """A line to sign on: the party, and who signed for it when, where that was done in Slack."""

    party: str
    contact: str
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class Paper:
    """The document: its title, how it stands, the six elements with their lines, and the signatures."""

    title: str
    state: str
    elements: tuple[tuple[str, tuple[str, ...]], ...]
    signatures: tuple[Signed, ...]
    footer: str
    made_at: datetime


def as_json(shown: Paper) -> bytes:
    """The document for the process that prints it."""
    return json.dumps({"kind": "Paper", **asdict(shown)}, default=datetime.isoformat).encode()


def from_json(told: dict[str, Any]) -> Paper:
    """The document that `as_json` wrote, once it is read as JSON."""
    return Paper(
        title=told["title"],
        state=told["state"],
        elements=tuple((title, tuple(lines)) for title, lines in told["elements"]),
        signatures=tuple(Signed(**each) for each in told["signatures"]),
        footer=told["footer"],
        made_at=datetime.fromisoformat(told["made_at"]),
    )
