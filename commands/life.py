"""The acts of an agreement's life in the menu below it: to propose withdrawn or lapsed terms again."""

from typing import Final

from sqlalchemy.orm import Session

from commands import place, proposals
from commands.door import Pressed
from commands.further import Further
from commands.gesture import Gesture
from sla.agreement import Agreement, Status
from sla.permissions import Act, Subject, may
from storage import agreements


def _can_propose_again(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    is_waiting = agreements.proposed(session, agreement.id) is not None
    asks, about = place.actor(session, gesture, agreement), Subject(agreement.terms)
    return agreement.status is Status.PROPOSED and not is_waiting and may(asks, Act.PROPOSE, about)


def _propose_again(gesture: Gesture, agreement: Agreement) -> None:
    proposals.press_again(gesture, Pressed("", str(agreement.terms_id), ""))


TABLE: Final = (Further("again", "Propose it again", _can_propose_again, _propose_again),)
"""What this adds to the menu."""
