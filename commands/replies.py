"""How a press is answered: the message that was pressed shows what stands now."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from commands import leads, on_lead
from commands.door import Pressed
from commands.gesture import Gesture
from commands.on_lead import OnLead


def to_press(session: Session, gesture: Gesture, on: OnLead, pressed: Pressed, said: str) -> Callable[[], None]:
    """The answer to a press on a lead, made of what the session reads now, and to be given once it has committed.

    A message about this lead alone is replaced by the lead as it stands; so is a list that the bot knows how to make
    again. In any other message only the person is told.
    """
    if leads.is_list(pressed.block_id):
        again = leads.again(session, gesture, pressed.block_id, said)
        return lambda: gesture.say(again, replace=True)
    if pressed.others:
        return lambda: gesture.tell(said)
    shown = on_lead.shown(session, on, gesture, said)
    return lambda: gesture.say(shown, replace=True)
