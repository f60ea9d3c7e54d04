"""What goes to the app and what comes back: an envelope, and its acknowledgement."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sandbox.wire import Json

EVENTS = "events_api"
COMMANDS = "slash_commands"
INTERACTIVE = "interactive"


@dataclass(frozen=True)
class Envelope:
    """One delivery to the app."""

    kind: str
    payload: Json
    accepts_answer: bool = False
    attempt: int = 0
    reason: str = ""

    def again(self, reason: str) -> "Envelope":
        """The same once more, as the next attempt."""
        return replace(self, attempt=self.attempt + 1, reason=reason)


@dataclass(frozen=True)
class Ack:
    """How the app took it; `failure` is empty when it acknowledged in time."""

    failure: str = ""
    answer: Any = None
    wants_no_retry: bool = False
    details: Json = field(default_factory=dict)

    @property
    def shown_error(self) -> str | None:
        """What the person's client says about it."""
        if not self.failure:
            return None
        return "operation_timeout" if self.failure in ("timeout", "http_timeout") else "dispatch_failed"


class Carrier(Protocol):
    """A way to the app: Socket Mode or HTTP."""

    async def carry(self, envelope: Envelope) -> Ack:
        """Takes an envelope to the app and waits for the acknowledgement."""
        ...
