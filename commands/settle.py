"""The buttons *Settled* and *Settle …*: service credits that were paid or set off."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commands import place
from commands.door import Door, Pressed
from commands.gesture import Gesture
from messages.credit import SETTLE, SETTLE_ALL, settled
from sla.credit import ServiceCredit, same
from sla.errors import AlreadyDone, NoSuchCredit, NotAllowed
from sla.permissions import Act, Subject, may, refusal, settles_for
from storage import agreements, outbox, owed_outcomes, service_credits

KIND = "sla_service_credit"


def press(gesture: Gesture, pressed: Pressed) -> None:
    """*Settled*: one credit."""
    with gesture.sessions.write() as session:
        said = _settle(session, gesture, [_credit(session, gesture, pressed)])
    gesture.poke()
    gesture.tell(said)


def press_all(gesture: Gesture, pressed: Pressed) -> None:
    """*Settle …*: all that one party owes another in a currency, as the credit of the button does."""
    with gesture.sessions.write() as session:
        first = _credit(session, gesture, pressed)
        found = service_credits.unsettled(session, gesture.workspace.id, first.agreement_id)
        named = [each for each in found if same(each) == same(first)]
        if not named:
            raise AlreadyDone("There is nothing open any more; somebody settled it.")
        said = _settle(session, gesture, named)
    gesture.poke()
    gesture.tell(said)


def _credit(session: Session, gesture: Gesture, pressed: Pressed) -> ServiceCredit:
    if not (pressed.value.isdecimal() and len(pressed.value) < 19):
        raise NoSuchCredit
    return service_credits.by_id(session, gesture.workspace.id, int(pressed.value))


def _settle(session: Session, gesture: Gesture, named: Sequence[ServiceCredit]) -> str:
    """Settles what the person may settle, on record, and says so; raises NotAllowed and AlreadyDone."""
    first, place_id = named[0], gesture.workspace.id
    agreement = agreements.of_id(session, place_id, first.agreement_id, gesture.now)
    subject = Subject(agreement.terms, party=first.receiver, payer=first.payer)
    if not may(place.actor(session, gesture, agreement), Act.SETTLE, subject):
        raise NotAllowed(refusal(Act.SETTLE, subject))
    behalf = settles_for(gesture.user, subject)
    done = [
        service_credits.settle(session, place_id, each, by=gesture.user, settled_for=behalf, now=gesture.now)
        for each in named
    ]
    for each in done:
        outbox.edit(session, place_id, KIND, owed_outcomes.about_credit(each))
    return settled(done, behalf)


DOORS = (Door("action", SETTLE, press), Door("action", SETTLE_ALL, press_all))
