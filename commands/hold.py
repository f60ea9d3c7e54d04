"""`/sla hold`: a lead asked to wait, so its clock stands still until then."""

import re
from typing import Final

from commands import instants, on_lead, words
from commands.door import Door
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import acts
from storage import facts

USAGE: Final = "Write `/sla hold LEAD until INSTANT REASON`, such as `/sla hold L-4F7K until friday 9:00 on holiday`."
LONGEST_REASON: Final = 500
UNTIL: Final = re.compile(r"\s+until\s+", re.IGNORECASE)


def say(gesture: Gesture, typed: str) -> None:
    """`hold LEAD until INSTANT REASON`."""
    named, *rest = UNTIL.split(words.spoken(typed), maxsplit=1)
    if not named or not rest:
        raise BadWords(f"A hold needs a lead, until when, and why. {USAGE}")
    with gesture.sessions.write() as session:
        on = on_lead.named(session, gesture, named)
        until = instants.read(rest[0], on.agreement.terms.hours, gesture.now)
        if not until.rest:
            raise BadWords(f"Why does the lead want to wait? {USAGE}")
        reason = until.rest[:LONGEST_REASON]
        lead = facts.hold(session, on.lead, until=until.at, reason=reason, by=gesture.user, now=gesture.now)
        on_lead.refresh(session, gesture, lead)
        said = acts.held(lead, until.at, reason)
    gesture.poke()
    gesture.tell(said)


DOORS = (Door("word", "hold", say),)
