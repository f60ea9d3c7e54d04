"""Points at which a test makes the program die, fail or stand still; unarmed they do nothing."""

import os
import signal
import time
from typing import Final

SETTING: Final = "SLA_BOT_FAILPOINT"
ACTIONS: Final = ("kill", "raise", "sleep")
SLEEP_SECONDS: Final = 60.0
_armed: dict[str, str] = {}


class FailpointReached(Exception):
    """An armed failpoint was reached."""


def arm(text: str | None) -> None:
    """Arms the one failpoint written as `name:kill`, `name:raise` or `name:sleep`; nothing, or "", disarms all.

    Raises ValueError for another action.
    """
    _armed.clear()
    if not text:
        return
    name, _, action = text.rpartition(":")
    if not name or action not in ACTIONS:
        raise ValueError(f"{SETTING} is “{text}”; write name:kill, name:raise or name:sleep.")
    _armed[name] = action


def is_armed(name: str) -> bool:
    """Whether something happens at this failpoint."""
    return name in _armed


def failpoint(name: str) -> None:
    """Does what the failpoint of this name is armed for."""
    action = _armed.get(name)
    if action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif action == "raise":
        raise FailpointReached(name)
    elif action == "sleep":
        time.sleep(SLEEP_SECONDS)
