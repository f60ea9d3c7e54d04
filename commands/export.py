"""*PDF* and *YAML*: the agreement as a file, sent to the person who asked by direct message."""

from commands import agreement_further
from commands.door import Door, Pressed
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.presses import GONE
from messages import export as words
from storage import owed


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The file is on its way; whoever may see the agreement may have it."""
    form, _, number = pressed.value.partition(".")
    if form not in words.FORMS:
        raise BadWords(GONE)
    agreement = agreement_further.chosen(gesture, number)
    with gesture.sessions.write() as session:
        owed.export(session, agreement, gesture.user, form, gesture.now)
    gesture.poke()
    gesture.tell(words.coming(agreement, form))


DOORS = (Door("action", words.EXPORT, press),)
