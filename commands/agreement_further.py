"""What else can be done with an agreement: the menu below it, one row of a table for each act."""

from typing import Final

from sqlalchemy.orm import Session

from commands import life, place, set_up
from commands.door import Door, Pressed
from commands.further import Further
from commands.gesture import Gesture
from commands.presses import GONE
from messages.agreement_menu import FURTHER
from messages.forms import Choice
from sla.agreement import Agreement
from sla.errors import NoAgreement
from sla.permissions import Act
from storage import agreements

TABLE: Final[tuple[Further, ...]] = (
    Further("amend", "Amend", set_up.may_amend, set_up.amend),
    *life.TABLE,
)
"""At most five suit one person, as the menu holds no more."""


def choices(session: Session, gesture: Gesture, agreement: Agreement) -> list[Choice]:
    """What the person is offered."""
    return [Choice(row.verb, row.label) for row in TABLE if row.suits(session, gesture, agreement)]


def press(gesture: Gesture, pressed: Pressed) -> None:
    """Does the act that was chosen; whoever may see the agreement may ask, and the act judges the rest."""
    verb, _, number = pressed.value.partition(".")
    row = next((row for row in TABLE if row.verb == verb), None)
    if row is None:
        raise NoAgreement(GONE)
    row.act(gesture, chosen(gesture, number))


def chosen(gesture: Gesture, number: str) -> Agreement:
    """The agreement of a button's value, which the person may see."""
    if not (number.isdecimal() and len(number) < 19):
        raise NoAgreement("That agreement does not exist here.")
    with gesture.sessions.read() as session:
        agreement = agreements.of_id(session, gesture.workspace.id, int(number), gesture.now)
        place.require(session, gesture, agreement, Act.SEE)
    return agreement


DOORS = (Door("action", FURTHER, press),)
