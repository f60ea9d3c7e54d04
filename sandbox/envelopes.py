"""What goes to the app and what comes back: an envelope, and its acknowledgement."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sandbox.wire import Json

EVENTS = "events_api"
COMMANDS = "slash_commands"
INTERACTIVE = "interactive"
NOBODY = "nobody_connected"


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

    def names(self) -> set[str]:
        """What it may be called when a fault is ordered: its kind, and the event, command or interaction in it."""
        event, payload = self.payload.get("event", {}), self.payload
        found = (event.get("type"), payload.get("type"), payload.get("command"), payload.get("callback_id"))
        return {self.kind, *(str(one) for one in found if one)}

    def places(self) -> set[str]:
        """The channel that it is about, if any."""
        event, channel = self.payload.get("event", {}), self.payload.get("channel")
        found = (event.get("channel"), self.payload.get("channel_id"), (channel or {}).get("id"))
        return {one for one in found if isinstance(one, str)}

    def people(self) -> set[str]:
        """The person that it is about, if any."""
        event, user = self.payload.get("event", {}), self.payload.get("user")
        found = (event.get("user"), self.payload.get("user_id"), (user or {}).get("id"))
        return {one for one in found if isinstance(one, str)}


@dataclass(frozen=True)
class Ack:
    """How the app took it; `failure` is empty when it acknowledged in time."""

    failure: str = ""
    answer: Any = None
    wants_no_retry: bool = False
    details: Json = field(default_factory=dict)
    entry: Json = field(default_factory=dict)

    @property
    def shown_error(self) -> str | None:
        """What the person's client says about it."""
        if not self.failure:
            return None
        return "operation_timeout" if self.failure in ("timeout", "http_timeout") else "dispatch_failed"

    @property
    def retry_reason(self) -> str:
        """The failure by the name that Slack gives the app with the next attempt."""
        return "connection_failed" if self.failure == NOBODY else self.failure


class Carrier(Protocol):
    """A way to the app: Socket Mode or HTTP."""

    async def carry(self, envelope: Envelope) -> Ack:
        """Takes an envelope to the app and waits for the acknowledgement."""
        ...
