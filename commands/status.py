"""`/sla status`: where both sides stand against their goals, now."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commands import on_duty, place
from commands.door import Door
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.on_duty import OnDuty
from commands.words import spoken
from messages import status as words
from messages.blocks import Message
from messages.duties import Listed
from sla.agreement import Agreement, Status
from sla.duty import to_show
from sla.permissions import Act
from storage import agreements
from storage.standing import figures

ALOUD = "here"
ACTS = (Act.DO_DUTY, Act.CONFIRM_DUTY, Act.EXCUSE_DUTY)


def say(gesture: Gesture, typed: str) -> None:
    """`status [SLUG]` to whoever asks; `status [SLUG] here` to everyone in the channel."""
    with gesture.sessions.read() as session:
        agreement, rest = place.one(session, gesture, typed)
        if rest.lower() not in ("", ALOUD):
            raise BadWords(f"“{spoken(rest)[:40]}” is no agreement here. Write `/sla status`, a slug, or add here.")
        place.require(session, gesture, agreement, Act.SEE)
        is_aloud = rest.lower() == ALOUD
        message = _status(session, gesture, agreement, with_buttons=not is_aloud)
        message = place.marked(session, agreement, message)
    gesture.say(message, aloud=is_aloud)


def _status(session: Session, gesture: Gesture, agreement: Agreement, *, with_buttons: bool) -> Message:
    proposed = agreement.status is Status.PROPOSED
    missing = _missing(session, agreement) if proposed else ()
    owed = _owed(session, gesture, agreement, with_buttons)
    return words.status(
        agreement, figures(session, agreement, place.as_of(session, agreement, gesture.now)), missing=missing, owed=owed
    )


def _missing(session: Session, agreement: Agreement) -> Sequence[str] | None:
    """Whose signature the first terms wait for; None where they were withdrawn or lapsed."""
    waiting = agreements.proposed(session, agreement.id)
    return agreements.signing(session, waiting.id).missing if waiting else None


def _owed(session: Session, gesture: Gesture, agreement: Agreement, with_buttons: bool) -> list[Listed]:
    """The duties that somebody has to act on; what all may read has no buttons."""
    if agreement.status is not Status.IN_FORCE:
        return []
    found = to_show(on_duty.shown(session, agreement, gesture), agreement.terms, gesture.now)
    on = [OnDuty(gesture, agreement, duty) for duty in found]
    if not with_buttons:
        return [Listed(each.told) for each in on]
    return [Listed(each.told, *(on_duty.allows(session, each, act) for act in ACTS)) for each in on]


DOORS = (Door("word", "status", say),)
