"""*Hand off again* and `/sla lead L-4F7K`: a returned lead goes to sales once more, with a clock of its own."""

from typing import Final

from sqlalchemy.orm import Session

from commands import away_rep, nurtured, on_lead, place, words
from commands.door import Door, Pressed
from commands.gesture import Gesture
from messages import acts, hand_off
from sla.errors import BadShortId
from sla.lead import Lead, number_of
from sla.permissions import Act
from storage import agains, leads, nurture, outbox, owed

FIT: Final = ("score", "activity")


def known(session: Session, gesture: Gesture, typed: str) -> str | None:
    """What became of a lead that is called by its short id: a nurtured one, or one that goes out again; else None."""
    named, without = words.take_people(typed)
    options, rest = words.take_options(without, (*FIT, away_rep.ANYWAY))
    score, activity = (nurtured.number(options.get(name), name) for name in FIT)
    written = words.spoken(rest)
    if nurture.is_short_id(written):
        return nurtured.update(session, gesture, written, score, activity)
    if not _is_short_id(written):
        return None
    rep = words.person(session, gesture, named[0]).user_id if named else None
    if rep and away_rep.ANYWAY not in options:
        away_rep.ask(session, gesture, rep, anyway=f"lead {typed}", to_next=f"lead {without}")
    return _again(session, gesture, place.lead(session, gesture, written), rep, score, activity)


def _is_short_id(written: str) -> bool:
    try:
        return written.upper().startswith("L-") and number_of(written) >= 0
    except BadShortId:
        return False


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button below the word that a lead was given back."""
    with gesture.sessions.write() as session:
        lead = leads.by_id(session, gesture.workspace.id, on_lead.parts(pressed.value)[0])
        said = _again(session, gesture, lead, None, None, None)
    gesture.poke()
    gesture.tell(said)


def _again(  # noqa: PLR0917
    session: Session, gesture: Gesture, lead: Lead, rep: str | None, score: int | None, activity: int | None
) -> str:
    agreement = place.of_lead(session, gesture, lead)
    place.require_in_force(agreement)
    place.require(session, gesture, agreement, Act.HAND_OFF)
    again = agains.hand_off_again(
        session, agreement, lead, at=gesture.now, by=gesture.user, rep=rep, score=score, activity=activity
    )
    owed.hand_off(session, agreement, again, gesture.now)
    outbox.edit(session, gesture.workspace.id, "sla_returned", owed.about(lead))
    return f"{acts.handed_off(again, agreement.terms, gesture.now, chosen=rep is None)} It was {lead.short_id} before."


DOORS = (Door("action", hand_off.AGAIN, press),)
