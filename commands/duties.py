"""The buttons and the form of who does a duty: the report is passed on, the delivery waits to be confirmed."""

from datetime import datetime, time
from decimal import Decimal

from sqlalchemy.orm import Session

from commands import duty_drafts, on_duty
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.gesture import Gesture
from commands.on_duty import OnDuty, of_value
from messages import duty_acts, duty_forms, duty_words, forms
from messages.mrkdwn import is_address
from messages.views import View
from sla.errors import AlreadyDone, BadDuty
from sla.permissions import Act
from storage import duty_facts, owed_duties


def do(gesture: Gesture, pressed: Pressed) -> None:
    """*Done already*, or *Delivered* where the agreement says how much: done, now."""
    with gesture.sessions.write() as session:
        on = of_value(session, gesture, pressed.value, Act.DO_DUTY)
        said = _done(session, on, units=on.told.usual)
    gesture.poke()
    gesture.tell(said)


def write(gesture: Gesture, pressed: Pressed) -> None:
    """*Write the report*, or *Delivered*: opens the form, filled in as far as the bot knows."""
    with gesture.sessions.read() as session:
        on = of_value(session, gesture, pressed.value, Act.DO_DUTY)
        if on.duty.is_settled:
            raise AlreadyDone(f"That is settled already: {duty_words.stands(on.told)}.")
        view = _form(session, on)
    gesture.open(view)


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form: the report is passed on, or the delivery waits to be confirmed."""
    with gesture.sessions.write() as session:
        on = of_value(session, gesture, answers.place, Act.DO_DUTY)
        said = _reported(session, on, answers) if on.told.goal is None else _delivered(session, on, answers)
    gesture.poke()
    return forms.done("Done", said)


def _form(session: Session, on: OnDuty) -> View:
    goal = on.told.goal
    if goal is None:
        return duty_forms.report(on.told, duty_drafts.draft(session, on))
    return duty_forms.delivery(on.told, on_duty.suggested(session, on), on_duty.progress_words(session, on))


def _reported(session: Session, on: OnDuty, answers: Answers) -> str:
    text, link = duty_drafts.written(answers.text("text")), answers.text("link")
    if not text and not link:
        raise WrongFields({"text": "Write the report, or give a link to it."})
    if link and not is_address(link):
        raise WrongFields({"link": "That is not a link; write it as https://… without spaces."})
    return _done(session, on, text=text, link=link)


def _delivered(session: Session, on: OnDuty, answers: Answers) -> str:
    units = on_duty.units(answers)
    try:
        return _done(session, on, units=units, at=_at(on, answers), text=answers.text("text"))
    except BadDuty as error:
        raise WrongFields({"day": str(error)}) from error


def _done(
    session: Session,
    on: OnDuty,
    *,
    units: Decimal | None = None,
    at: datetime | None = None,
    text: str | None = None,
    link: str | None = None,
) -> str:
    """The duty is done, and its reader, or who confirms it, is told."""
    gesture, agreement = on.gesture, on.agreement
    duty = duty_facts.do(
        session,
        agreement,
        on.duty,
        by=on.doer,
        recorded_by=gesture.user,
        now=gesture.now,
        at=at,
        text=text,
        link=link,
        units=units,
    )
    is_told = owed_duties.done(session, agreement, duty, gesture.now)
    on_duty.refresh(session, on)
    return duty_acts.done(on.now_as(duty).told, is_passed_on=is_told)


def _at(on: OnDuty, answers: Answers) -> datetime | None:
    """When it was: now, unless a day or a time is given; a day alone means its noon, and today means now."""
    day, clock = answers.day("day"), answers.clock("time")
    hours, now = on.agreement.terms.hours, on.gesture.now
    today = hours.local_date(now)
    if clock is not None:
        return hours.instant(day or today, clock)
    return None if day in (None, today) else hours.instant(day or today, time(12))


DOORS = (
    Door("action", duty_words.DO, do),
    Door("action", duty_words.WRITE, write),
    Door("form", duty_forms.DO, submit),
)
