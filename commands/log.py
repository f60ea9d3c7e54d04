"""`/sla log`, its form, and the buttons *Called*, *E-mailed*, *Connected*: an attempt to reach a lead."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from commands import on_lead, place, replies, words
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.on_lead import OnLead
from messages import acts, deeds, forms, lead_card, lead_forms
from messages.views import View
from sla.errors import AlreadyDone, BadAttempt
from sla.history import Attempt
from sla.lead import Channel, Lead
from storage import facts, leads
from storage.sentences import when, who

TWICE: Final = timedelta(seconds=10)
"""Two presses of the same button within this time are one attempt."""

PRESSES: Final = {
    lead_card.CALLED: (Channel.CALL, False),
    lead_card.EMAILED: (Channel.EMAIL, False),
    lead_card.CONNECTED: (Channel.OTHER, True),
}
SPELT: Final = {
    "call": Channel.CALL,
    "called": Channel.CALL,
    "phone": Channel.CALL,
    "email": Channel.EMAIL,
    "e-mail": Channel.EMAIL,
    "mail": Channel.EMAIL,
    "meeting": Channel.MEETING,
    "met": Channel.MEETING,
    "other": Channel.OTHER,
}
USAGE: Final = "Write `/sla log LEAD call`, or email, meeting, other; add connected if you reached the lead."


def say(gesture: Gesture, typed: str) -> None:
    """`log LEAD call|email|meeting|other [connected]`; bare `log` opens the form."""
    if not typed:
        gesture.open(_form(gesture))
        return
    named, channel, connected = _parsed(words.spoken(typed))
    with gesture.sessions.write() as session:
        on = on_lead.named(session, gesture, named)
        said = _log(session, gesture, on, channel, connected, gesture.now)[1]
    gesture.poke()
    gesture.tell(said)


def press(gesture: Gesture, pressed: Pressed) -> None:
    """One of the three buttons: an attempt by whoever pressed it, now."""
    channel, connected = PRESSES[pressed.act]
    with gesture.sessions.write() as session:
        on = on_lead.marked(session, gesture, pressed.value)
        _refuse_twice(session, gesture, on, channel, connected)
        on, said = _log(session, gesture, on, channel, connected, gesture.now)
        reply = replies.to_press(session, gesture, on, pressed, said)
    gesture.poke()
    reply()


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form of an attempt."""
    channel, connected = Channel(answers.text("channel")), answers.is_ticked("connected")
    with gesture.sessions.write() as session:
        on = on_lead.chosen(session, gesture, answers)
        try:
            said = _log(session, gesture, on, channel, connected, _at(gesture, on, answers))[1]
        except BadAttempt as error:
            raise WrongFields({"day": str(error)}) from error
    gesture.poke()
    return forms.done("Logged", said)


def _log(  # noqa: PLR0917
    session: Session, gesture: Gesture, on: OnLead, channel: Channel, connected: bool, at: datetime
) -> tuple[OnLead, str]:
    if on.lead.returned_at is not None:
        raise AlreadyDone(f"{on.lead.short_id} was given back as not a fit; hand it off again before you try it again.")
    by, logged_by = on.doer(gesture.user)
    found = facts.log_attempt(
        session, on.lead, at=at, by=by, channel=channel, connected=connected, logged_by=logged_by, now=gesture.now
    )
    on_lead.refresh(session, gesture, found.lead)
    kept = found.lead.breached_at is None and (found.lead.due_at is None or at <= found.lead.due_at)
    said = acts.logged(found.lead, channel, connected=connected, behalf=on.behalf, was_first=found.was_first, kept=kept)
    return on_lead.after(on, found.lead), said


def _refuse_twice(session: Session, gesture: Gesture, on: OnLead, channel: Channel, connected: bool) -> None:
    """Raises AlreadyDone when the same was pressed just now, by whomever, or the lead is connected already."""
    tried = [each for each in leads.history(session, on.lead) if isinstance(each, Attempt)]
    same = [each for each in tried if each.connected] if connected else _just_now(tried, channel, gesture.now)
    if not same:
        return
    doer, at = who(same[-1].logged_by or same[-1].by), when(same[-1].at, on.terms.hours.zone)
    thing = deeds.noun(same[-1].channel, connected and same[-1].channel is not Channel.OTHER)
    did = f"connected with {on.lead.short_id}" if connected else f"logged {thing} on {on.lead.short_id}"
    raise AlreadyDone(f"{doer} {did} at {at}; nothing was added.")


def _just_now(tried: Sequence[Attempt], channel: Channel, now: datetime) -> list[Attempt]:
    return [each for each in tried if each.channel is channel and not each.connected and now - each.at <= TWICE]


def _parsed(typed: str) -> tuple[str, Channel, bool]:
    """The lead, the channel and whether it connected."""
    said = typed.split()
    connected = said[-1].lower() == "connected"
    said = said[:-1] if connected else said
    channel = SPELT.get(said[-1].lower()) if said else None
    if channel is None and connected:
        raise BadWords(f"How did you connect? {USAGE}")
    if channel is None and len(said) < 2:
        raise BadWords(f"How did you try to reach {said[0][:40]}? {USAGE}")
    if channel is None:
        raise BadWords(f"“{said[-1][:40]}” is no way to reach a lead. {USAGE}")
    if len(said) < 2:
        raise BadWords(f"Which lead? {USAGE}")
    return " ".join(said[:-1]), channel, connected


def _at(gesture: Gesture, on: OnLead, answers: Answers) -> datetime:
    """When it was: now, unless a day or a time is given."""
    day, clock = answers.day("day"), answers.clock("time")
    hours = on.agreement.terms.hours
    if clock is not None:
        return hours.instant(day or hours.local_date(gesture.now), clock)
    if day is not None and day != hours.local_date(gesture.now):
        raise WrongFields({"time": "Say at what time it was on that day."})
    return gesture.now


def _form(gesture: Gesture) -> View:
    with gesture.sessions.read() as session:
        here, yours = my_open_leads(session, gesture)
    return lead_forms.log(yours, here)


def my_open_leads(session: Session, gesture: Gesture) -> tuple[str, list[Lead]]:
    """The zone of one's agreements here, and one's own open leads under all that one is part of."""
    known = {each.id: each for each in (*place.around(session, gesture), *place.mine(session, gesture))}
    found = leads.open_leads(session, gesture.workspace.id, sorted(known), gesture.user, limit=forms.MOST_OPTIONS)
    zones = [each.terms.timezone for each in known.values()]
    return (zones[0] if zones else "UTC"), found


DOORS = (
    Door("word", "log", say),
    Door("form", lead_forms.LOG, submit),
    Door("action", lead_card.CALLED, press),
    Door("action", lead_card.EMAILED, press),
    Door("action", lead_card.CONNECTED, press),
)
