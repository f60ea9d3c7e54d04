"""`/sla status`: where both sides stand against their goals, now."""

from sqlalchemy.orm import Session

from commands import place
from commands.door import Door
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.words import spoken
from messages import status as words
from messages.blocks import Message
from sla.agreement import Agreement, Status
from sla.permissions import Act
from storage import agreements
from storage.standing import figures

ALOUD = "here"


def say(gesture: Gesture, typed: str) -> None:
    """`status [SLUG]` to whoever asks; `status [SLUG] here` to everyone in the channel."""
    with gesture.sessions.read() as session:
        agreement, rest = place.one(session, gesture, typed)
        if rest.lower() not in ("", ALOUD):
            raise BadWords(f"“{spoken(rest)[:40]}” is no agreement here. Write `/sla status`, a slug, or add here.")
        place.require(session, gesture, agreement, Act.SEE)
        message = _status(session, gesture, agreement)
    gesture.say(message, aloud=rest.lower() == ALOUD)


def _status(session: Session, gesture: Gesture, agreement: Agreement) -> Message:
    proposed = agreement.status is Status.PROPOSED
    missing = agreements.signing(session, agreement.terms_id).missing if proposed else ()
    return words.status(agreement, figures(session, agreement, gesture.now), missing=missing)


DOORS = (Door("word", "status", say),)
