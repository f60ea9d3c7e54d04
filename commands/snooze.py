"""The button *Snooze* and its form: the next reminder comes later, the promise stays."""

from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from commands import on_lead
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.on_lead import OnLead
from messages import acts, forms, lead_card, lead_forms
from messages.lead_forms import CUSTOM
from messages.views import View
from sla.errors import AlreadyDone, BadSnooze
from sla.zones import MIDNIGHT, ONE_DAY
from storage import facts

SPANS: Final = {"15m": timedelta(minutes=15), "1h": timedelta(hours=1)}


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button: asks until when."""
    with gesture.sessions.read() as session:
        on = on_lead.marked(session, gesture, pressed.value)
    if on.lead.next_alert_at is None:
        raise AlreadyDone(f"No reminder about {on.lead.short_id} is to come, so there is nothing to snooze.")
    terms = on.agreement.terms
    tomorrow = terms.hours.local_date(gesture.now) + ONE_DAY
    gesture.open(lead_forms.snooze(on.lead, terms.timezone, tomorrow, place=pressed.value))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: moves the next reminder."""
    with gesture.sessions.write() as session:
        said = _snooze(session, gesture, on_lead.marked(session, gesture, answers.place), answers)
    gesture.poke()
    return forms.done("Snoozed", said)


def _snooze(session: Session, gesture: Gesture, on: OnLead, answers: Answers) -> str:
    is_custom = answers.text("until") == CUSTOM
    try:
        lead = facts.snooze(session, on.lead, _until(gesture, on, answers), gesture.now)
    except BadSnooze as error:
        raise WrongFields({"day" if is_custom else "until": str(error)}) from error
    on_lead.refresh(session, gesture, lead)
    return acts.snoozed(lead)


def _until(gesture: Gesture, on: OnLead, answers: Answers) -> datetime:
    hours, choice = on.terms.hours, answers.text("until")
    if choice in SPANS:
        return gesture.now + SPANS[choice]
    if choice == "morning":
        return hours.next_opening(hours.instant(hours.local_date(gesture.now) + ONE_DAY, MIDNIGHT))
    if choice != CUSTOM:
        raise BadWords("Choose until when to snooze.")
    day, clock = answers.day("day"), answers.clock("time")
    if day is None or clock is None:
        raise WrongFields({name: "Say day and time." for name, found in (("day", day), ("time", clock)) if not found})
    return hours.instant(day, time(clock.hour, clock.minute))


DOORS = (
    Door("action", lead_card.SNOOZE, press),
    Door("form", lead_forms.SNOOZE, submit),
)
