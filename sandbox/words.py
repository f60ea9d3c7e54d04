"""What a message says."""

from dataclasses import dataclass, field

from sandbox.wire import Json


@dataclass(frozen=True)
class Words:
    """Text, blocks and the rest; `metadata` {} clears what was there."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
