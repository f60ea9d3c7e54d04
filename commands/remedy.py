"""The buttons *It is done* and *Not yet*: what became of a strike's remedy, said by whom the strike names."""

from commands import on_strike
from commands.door import Door, Pressed
from commands.gesture import Gesture
from messages.strike_steps import MENDED, NOT_MENDED
from messages.strikes import mended
from sla.permissions import Act
from storage import due_process


def press(gesture: Gesture, pressed: Pressed) -> None:
    """One of the two buttons."""
    is_done = pressed.act == MENDED
    with gesture.sessions.write() as session:
        on = on_strike.taken(session, gesture, pressed.value, Act.DIAGNOSE)
        strike = due_process.mend(
            session, gesture.workspace.id, on.strike, is_done=is_done, by=gesture.user, now=gesture.now
        )
        on_strike.refresh(session, gesture, strike)
    gesture.poke()
    gesture.tell(mended(strike, is_done=is_done))


DOORS = (Door("action", MENDED, press), Door("action", NOT_MENDED, press))
