"""`/sla hold`, the button *Hold* and its form: a lead or customer asked to wait, so its clock stands still."""

import re
from datetime import time
from typing import Final

from commands import instants, on_lead, words
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import acts, forms, lead_card, lead_forms
from messages.views import View
from sla.errors import BadHold, HoldTooLong
from sla.zones import ONE_DAY
from storage import facts

USAGE: Final = "Write `/sla hold LEAD until INSTANT REASON`, such as `/sla hold L-4F7K until friday 9:00 on holiday`."
LONGEST_REASON: Final = 500
MORNING: Final = time(9)
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


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button: asks until when, and why."""
    with gesture.sessions.read() as session:
        on = on_lead.marked(session, gesture, pressed.value)
    tomorrow = on.agreement.terms.hours.local_date(gesture.now) + ONE_DAY
    gesture.open(lead_forms.hold(on.lead, on.terms.timezone, tomorrow, place=pressed.value))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: the clock stands still until then."""
    reason, day = answers.text("reason"), answers.day("day")
    if not reason or day is None:
        raise WrongFields({"day": "Until which day?"} if day is None else {"reason": "Say why it waits."})
    with gesture.sessions.write() as session:
        on = on_lead.marked(session, gesture, answers.place)
        until = on.agreement.terms.hours.instant(day, answers.clock("time") or MORNING)
        try:
            lead = facts.hold(session, on.lead, until=until, reason=reason, by=gesture.user, now=gesture.now)
        except (BadHold, HoldTooLong) as error:
            raise WrongFields({"day": str(error)}) from error
        on_lead.refresh(session, gesture, lead)
        said = acts.held(lead, until, reason)
    gesture.poke()
    return forms.done("On hold", said)


DOORS = (
    Door("word", "hold", say),
    Door("action", lead_card.HOLD, press),
    Door("form", lead_forms.HOLD, submit),
)
