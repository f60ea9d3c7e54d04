"""`/sla why`: the receipt of a lead's clock."""

from typing import Final

from commands import place, words
from commands.door import Door
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import legs, why
from sla.permissions import Act
from storage import agreements, leads, ways

USAGE: Final = "Which lead? Write `/sla why LEAD`, such as `/sla why L-4F7K`."


def say(gesture: Gesture, typed: str) -> None:
    """`why LEAD`: every interval that its clock counted, every pause and closed day, and the promise."""
    if not typed:
        raise BadWords(USAGE)
    with gesture.sessions.read() as session:
        lead = place.lead(session, gesture, words.spoken(typed))
        agreement = place.of_lead(session, gesture, lead)
        place.require(session, gesture, agreement, Act.SEE)
        version = agreements.version(session, gesture.workspace.id, lead.terms_id)
        way = ways.told(session, gesture.workspace.id, lead, gesture.now)
        told = why.Receipt.of(
            lead,
            version.terms.of(lead.what),
            number=version.number,
            pauses=leads.pauses(session, lead.id),
            happened=leads.history(session, lead),
            now=gesture.now,
            held=legs.lines(version.terms.of(lead.what).receiver.name, way.legs, way.charge),
        )
        message = place.marked(session, agreement, why.receipt(told, gesture.now))
    gesture.say(message)


DOORS = (Door("word", "why", say),)
