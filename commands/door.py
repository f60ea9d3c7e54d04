"""What every door has in common: its place in the table, and sentences instead of errors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import structlog

from commands.gesture import Gesture
from messages import refusals
from sla.errors import SlaError

TRIGGER_GONE = frozenset(
    {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired", "trigger_exchanged"}
)

log = structlog.get_logger()


@dataclass(frozen=True)
class Door:
    """A row of DOORS.

    `kind` is command, shortcut, message_shortcut or event, whose functions are Bolt listeners; or word, action or
    form, whose functions the one listener of their kind calls.
    """

    kind: str
    id: str
    function: Callable[..., Any]


@dataclass(frozen=True)
class Pressed:
    """A button that was pressed, or a choice that was made: the act, its value, and the message it stood in.

    `block_id` is that of its row; `others` says that the message has more than this one lead in it; `view` is the form
    that it was pressed in.
    """

    act: str
    value: str
    block_id: str
    others: bool = False
    source: Mapping[str, Any] | None = None
    view: Mapping[str, Any] | None = None


class WrongFields(SlaError):
    """Some fields of the form can't be taken as they are."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = dict(fields)


def answered(gesture: Gesture, door: str, act: Callable[[], None]) -> None:
    """Does the act, and answers with one sentence when it is refused or fails."""
    try:
        act()
    except SlaError as error:
        gesture.say(refusals.refusal(str(error)))
    except Exception as error:  # noqa: BLE001 - a door ends here
        gesture.say(failed(gesture, door, error))


def failed(gesture: Gesture, door: str, error: Exception) -> str:
    """The sentence about an error that nobody expected; the log has its code, and ids only."""
    if _slack_code(error) in TRIGGER_GONE:
        log.warning("trigger_gone", door=door, user=gesture.user)
        return refusals.too_late()
    code = uuid4().hex[:8]
    log.error("door_failed", door=door, code=code, user=gesture.user, channel=gesture.channel, exc_info=error)
    return refusals.broken(code)


def _slack_code(error: Exception) -> str:
    answer = getattr(error, "response", None)
    try:
        return str(answer.get("error")) if answer is not None else ""
    except (AttributeError, TypeError, ValueError):
        return ""
