"""The switches of one sandbox; each can be changed while it runs."""

from dataclasses import dataclass, fields
from typing import Any

from sandbox.wire import Json, Refused

OFF, PER_TIER, PER_CHANNEL, BOTH = "off", "tiers", "channel", "both"
CHOICES = {
    "rate_limits": (OFF, PER_TIER, PER_CHANNEL, BOTH),
    "retry_after": ("integer", "missing", "zero", "float", "date", "day"),
}


@dataclass
class Settings:
    """Durations in seconds; `real` ones are not measured by the sandbox's clock."""

    ack_seconds: float = 3.0
    """Real: how long a person's client waits for the app."""
    file_delay_seconds: float = 0.0
    """How long an uploaded file is being worked on, by the clock."""
    history_lag_seconds: float = 0.0
    """How much later than posted a message shows in history, by the clock."""
    history_restricted: bool = False
    """One call a minute and method, and 15 messages, as for commercially distributed apps."""
    rate_limits: str = OFF
    """`off`, `tiers` (each method by its tier), `channel` (one message a second and channel), or `both`."""
    retry_after: str = "integer"
    """How a 429 says when to come again: `integer`, `missing`, `zero`, `float`, `date`, `day` (86400)."""
    client_msg_id_honoured: bool = False
    """Whether a second `chat.postMessage` with the same `client_msg_id` posts nothing."""
    quiet_seconds: float = 0.025
    """Real: silence after the last acknowledged envelope before the clock moves on."""
    patience_seconds: float = 10.0
    """Real: how long a moving clock waits for a participant."""
    rounds_max: float = 1000.0
    """How often a participant is woken at one instant before it counts as stuck."""
    connection_seconds: float = 3600.0
    """Real: the life of a Socket Mode connection."""
    debug_connection_seconds: float = 360.0
    """Real: the same with `debug_reconnects=true`."""
    connection_warning_seconds: float = 10.0
    """Real: how long ahead the warning comes."""
    sign_with_real_time: bool = False
    """HTTP mode signs with the machine's time instead of the sandbox's."""

    def change(self, changes: Json) -> None:
        """Takes new values; an unknown name or a wrong kind is refused, and then none is taken."""
        known = {one.name: getattr(self, one.name) for one in fields(self)}
        taken = {name: _fitting(name, value, known) for name, value in changes.items()}
        for name, value in taken.items():
            setattr(self, name, value)


def _fitting(name: str, value: Any, known: Json) -> Any:
    if name not in known:
        raise Refused(f"There is no setting {name}; there are {', '.join(known)}.")
    if name in CHOICES:
        if value not in CHOICES[name]:
            raise Refused(f"{name} is one of {', '.join(CHOICES[name])}.")
        return value
    if isinstance(known[name], bool):
        if not isinstance(value, bool):
            raise Refused(f"{name} is true or false.")
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise Refused(f"{name} is a number of 0 or more.")
    return float(value)
