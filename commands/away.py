"""`/sla away`, its form and its buttons: one's own leave and hours, or those of one's party's people."""

import re
from datetime import time
from typing import Final

from sqlalchemy.orm import Session

from commands import leave_days, place, words
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.leave_days import Days
from messages import away, away_form, forms
from messages import away_answers as told
from messages.blocks import Message
from messages.views import View
from sla.agreement import Agreement
from sla.errors import BadHours, NoAgreement, NotAllowed, SlaError
from sla.hours import BusinessHours
from sla.leave import Leave, days_only, written_hours
from sla.permissions import Act, Subject, may, refusal
from sla.zones import ONE_DAY
from storage import leaves, offers, people

ALIKE: Final = ("agreement", "off", "none")
HOURS: Final = re.compile(r"hours\b", re.IGNORECASE)
USAGE: Final = (
    "Write `/sla away until friday`, `/sla away 2026-12-24..2026-12-31`, `/sla away today` or `/sla away off`."
)


def say(gesture: Gesture, typed: str) -> None:
    """`away` opens the form; days are entered at once; `off` ends leave, `list` shows it, `hours` sets own hours."""
    named, rest = words.take_people(typed)
    rest = words.spoken(rest)
    if not typed:
        _open(gesture)
        return
    with gesture.sessions.write() as session:
        person = _person(session, gesture, named)
        said = _act(session, gesture, person, rest)
    gesture.poke()
    gesture.say(said if isinstance(said, Message) else told.said(said))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: enters the days that were given, and the hours where they changed."""
    with gesture.sessions.write() as session:
        person = answers.text("person") or gesture.user
        _allowed(session, gesture, person)
        lines = [*_new_hours(session, gesture, person, answers), *_new_leave(session, gesture, person, answers)]
    if not lines:
        raise WrongFields({"first": "Say from when, or change your hours below."})
    gesture.poke()
    return forms.done("Noted", *lines)


def cancel(gesture: Gesture, pressed: Pressed) -> None:
    """The button *Cancel* of a leave."""
    with gesture.sessions.write() as session:
        if not (pressed.value.isdecimal() and len(pressed.value) < 19):
            raise BadWords("That button leads nowhere any more; `/sla away list` shows your leave.")
        leave = leaves.by_id(session, gesture.workspace.id, int(pressed.value))
        _call_off(session, gesture, leave)
        shown = _listing(session, gesture, leave.person, lead_in=told.called_off(leave, gesture.user))
    gesture.poke()
    gesture.say(shown, replace=True)


def _act(session: Session, gesture: Gesture, person: str, rest: str) -> str | Message:
    word = rest.lower()
    if word == "off":
        return _back(session, gesture, person)
    if word == "list" or not rest:
        return _listing(session, gesture, person)
    clock = _clock(session, gesture, person)
    if HOURS.match(rest):
        return _set_hours(session, gesture, person, HOURS.sub("", rest, count=1).strip(), clock)
    return _enter(session, gesture, person, leave_days.read(rest, clock, gesture.now, USAGE), clock)


def _enter(session: Session, gesture: Gesture, person: str, days: Days, clock: BusinessHours) -> str:
    place_id, now = gesture.workspace.id, gesture.now
    about = {"zone": clock.zone.key, "by": gesture.user, "now": now, "reason": days.reason}
    leave = leaves.enter(session, place_id, person, max(days.starts_at, now), days.ends_at, **about)  # type: ignore[arg-type]
    agreement = _allowed(session, gesture, person)
    if person != gesture.user:
        offers.tell(session, agreement, leave, "entered", now)
    return told.entered(leave, gesture.user, len(offers.open_of(session, place_id, person)), now)


def _back(session: Session, gesture: Gesture, person: str) -> str:
    found = leaves.of_person(session, gesture.workspace.id, person, gesture.now)
    running = [leave for leave in found if leave.covers(gesture.now)]
    if not running:
        return told.not_away(person, gesture.user, found)
    for leave in running:
        _call_off(session, gesture, leave)
    return told.back(person, gesture.user)


def _call_off(session: Session, gesture: Gesture, leave: Leave) -> None:
    agreement = _allowed(session, gesture, leave.person)
    ended = leaves.call_off(session, gesture.workspace.id, leave.id, by=gesture.user, now=gesture.now)
    if leave.person != gesture.user and not leave.covers(gesture.now):
        offers.tell(session, agreement, ended, "called_off", gesture.now)


def _set_hours(session: Session, gesture: Gesture, person: str, written: str, clock: BusinessHours) -> str:
    week = None if written.lower() in ALIKE else written
    if not written:
        raise BadHours("Which hours? Write `/sla away hours mon-thu 09:00-13:00, fri 10:00-12:00`, or `… agreement`.")
    zone = clock.zone.key
    leaves.set_hours(session, gesture.workspace.id, person, week, zone=zone, by=gesture.user, now=gesture.now)
    return told.hours_set(person, gesture.user, _hours(session, gesture, person), zone)


def _listing(session: Session, gesture: Gesture, person: str, lead_in: str = "") -> Message:
    found = leaves.of_person(session, gesture.workspace.id, person, gesture.now)
    own = leaves.hours_of(session, gesture.workspace.id, [person]).get(person)
    hours = None if own is None else f"{written_hours(own)} ({own.zone.key})"
    return told.listing(person, gesture.user, found, hours, now=gesture.now, lead_in=lead_in)


def _open(gesture: Gesture) -> None:
    with gesture.sessions.read() as session:
        agreement = _allowed(session, gesture, gesture.user)
        found = leaves.of_person(session, gesture.workspace.id, gesture.user, gesture.now)
        today = _clock(session, gesture, gesture.user).local_date(gesture.now)
        is_contact = any(True for _ in agreement.terms.contact_of(gesture.user))
        shown = away_form.form(found, _hours(session, gesture, gesture.user), today, gesture.now, for_others=is_contact)
        listing = _listing(session, gesture, gesture.user) if found else None
    gesture.open(shown)
    if listing is not None and gesture.respond is not None:
        gesture.say(listing)


def _new_hours(session: Session, gesture: Gesture, person: str, answers: Answers) -> list[str]:
    """The hours, where the field says others than there are; an empty field is the agreement's.

    A contact's form has the contact's own in it: left as they are, they are nobody else's.
    """
    written = " ".join(answers.text("hours").split())
    if written in {_hours(session, gesture, each) or "" for each in (person, gesture.user)}:
        return []
    try:
        return [_set_hours(session, gesture, person, written or ALIKE[0], _clock(session, gesture, person))]
    except SlaError as error:
        raise WrongFields({"hours": str(error)}) from error


def _new_leave(session: Session, gesture: Gesture, person: str, answers: Answers) -> list[str]:
    first, last = answers.day("first"), answers.day("last")
    if first is None:
        return []
    clock, last = _clock(session, gesture, person), last or first
    if last < first or last < clock.local_date(gesture.now):
        raise WrongFields({"last": "The last day comes after the first, and is not past."})
    midnight = time(0)
    days = Days(clock.instant(first, midnight), clock.instant(last + ONE_DAY, midnight), answers.text("reason"))
    try:
        return [_enter(session, gesture, person, days, clock)]
    except SlaError as error:
        raise WrongFields({"first": str(error)}) from error


def _person(session: Session, gesture: Gesture, named: list[str]) -> str:
    if len(named) > 1:
        raise BadWords("Enter leave for one person at a time.")
    person = words.person(session, gesture, named[0]).user_id if named else gesture.user
    _allowed(session, gesture, person)
    return person


def _allowed(session: Session, gesture: Gesture, person: str) -> Agreement:
    """The agreement by which the person's leave is this one's to enter; raises NotAllowed and NoAgreement."""
    found = place.mine(session, gesture)
    if not found:
        raise NoAgreement("You are part of no agreement, so nobody hands you leads: there is nothing to be away from.")
    allowed = [each for each in found if may(gesture.actor(None), Act.ENTER_LEAVE, Subject(each.terms, rep=person))]
    if not allowed:
        raise NotAllowed(refusal(Act.ENTER_LEAVE, Subject(found[0].terms, rep=person)))
    return allowed[0]


def _hours(session: Session, gesture: Gesture, person: str) -> str | None:
    own = leaves.hours_of(session, gesture.workspace.id, [person]).get(person)
    return None if own is None else written_hours(own)


def _clock(session: Session, gesture: Gesture, person: str) -> BusinessHours:
    """The clock of the person's own zone, as Slack has it; else of the agreement's."""
    found = people.by_id(session, gesture.workspace.id, person)
    try:
        return days_only(found.timezone if found and found.timezone else "")
    except SlaError:
        return days_only(_allowed(session, gesture, person).terms.timezone)


DOORS = (
    Door("word", "away", say),
    Door("form", away_form.FORM, submit),
    Door("action", away.CANCEL, cancel),
)
