"""The buttons of notices to the admin: what became of a message that the bot can't tell by itself."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from commands import place
from commands.door import Door, Pressed
from commands.gesture import Gesture
from messages.acts import line
from messages.notice import IT_IS_THERE, POST_ANYWAY, SEND_AGAIN
from sla.errors import AlreadyDone, NotAllowed
from storage import doubts, outbox

Settle = Callable[[Session, int, int, datetime], bool]

DONE: Final[dict[str, tuple[Settle, str]]] = {
    POST_ANYWAY: (doubts.post_anyway, ":outbox_tray: It is being posted now, and says that it may be a repeat."),
    IT_IS_THERE: (doubts.it_is_there, ":white_check_mark: Noted: it is there, and counts as posted."),
    SEND_AGAIN: (outbox.requeue, ":outbox_tray: It is being sent again now."),
}
SETTLED: Final = "That message was settled already; there is nothing left to say about it."
ADMINS: Final = "Only a workspace admin can say what becomes of a message."


def press(gesture: Gesture, pressed: Pressed) -> None:
    """One of the three buttons, by an admin."""
    settle, said = DONE[pressed.act]
    if not (pressed.value.isdecimal() and len(pressed.value) < 19):
        raise AlreadyDone(SETTLED)
    with gesture.sessions.write() as session:
        if not place.is_admin(session, gesture):
            raise NotAllowed(ADMINS)
        if not settle(session, gesture.workspace.id, int(pressed.value), gesture.now):
            raise AlreadyDone(SETTLED)
    gesture.poke()
    gesture.say(line(said), replace=True)


DOORS = tuple(Door("action", act, press) for act in DONE)
