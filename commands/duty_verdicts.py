"""The buttons and forms of who a duty is owed to: it came, so much of it came, it is excused."""

from decimal import Decimal

from sqlalchemy.orm import Session

from commands import on_duty
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.gesture import Gesture
from commands.on_duty import OnDuty, of_value
from messages import duty_acts, duty_forms, duty_words, forms
from messages.views import View
from sla.errors import AlreadyDone
from sla.permissions import Act
from storage import duty_facts, owed_duties


def confirm(gesture: Gesture, pressed: Pressed) -> None:
    """*Yes, it came*: as much as was reported."""
    with gesture.sessions.write() as session:
        on = of_value(session, gesture, pressed.value, Act.CONFIRM_DUTY)
        said = _confirmed(session, on, on.duty.units)
    gesture.poke()
    gesture.tell(said)


def came(gesture: Gesture, pressed: Pressed) -> None:
    """*Another number, or nothing*: asks how much came."""
    with gesture.sessions.read() as session:
        on = of_value(session, gesture, pressed.value, Act.CONFIRM_DUTY)
        if on.duty.done_at is None or on.duty.confirmed_at is not None:
            raise AlreadyDone(f"That is settled already: {duty_words.stands(on.told)}.")
    gesture.open(duty_forms.came(on.told))


def submit_came(gesture: Gesture, answers: Answers) -> View:
    """The form: so much came, and counts; of nothing, the duty is owed as before."""
    units = on_duty.units(answers, or_none=True)
    with gesture.sessions.write() as session:
        on = of_value(session, gesture, answers.place, Act.CONFIRM_DUTY)
        said = _confirmed(session, on, units) if units else _not_received(session, on)
    gesture.poke()
    return forms.done("Confirmed" if units else "Not received", said)


def excuse(gesture: Gesture, pressed: Pressed) -> None:
    """*Excuse it*: asks why."""
    with gesture.sessions.read() as session:
        on = of_value(session, gesture, pressed.value, Act.EXCUSE_DUTY)
    gesture.open(duty_forms.excuse(on.told))


def submit_excuse(gesture: Gesture, answers: Answers) -> View:
    """The form: the duty is excused, and whoever owes it is told."""
    reason = answers.text("reason")
    if not reason:
        raise WrongFields({"reason": "Say why in a few words."})
    with gesture.sessions.write() as session:
        on = of_value(session, gesture, answers.place, Act.EXCUSE_DUTY)
        duty = duty_facts.excuse(session, on.agreement, on.duty, reason=reason, by=gesture.user, now=gesture.now)
        if duty.missed_at is None:  # else what they were told of the miss says so now
            owed_duties.excused(session, on.agreement, duty, gesture.now)
        on_duty.refresh(session, on)
        said = duty_acts.excused(on.now_as(duty).told)
    gesture.poke()
    return forms.done("Excused", said)


def _confirmed(session: Session, on: OnDuty, units: Decimal | None) -> str:
    gesture = on.gesture
    duty = duty_facts.confirm(
        session,
        on.agreement,
        on.duty,
        units=units,
        by=gesture.user,
        now=gesture.now,
        on_behalf_of=on.told.confirmer.on_behalf_of,
    )
    on_duty.refresh_all(session, on)
    after = on.now_as(duty)
    return duty_acts.confirmed(after.told, on_duty.progress_words(session, after))


def _not_received(session: Session, on: OnDuty) -> str:
    gesture, behalf = on.gesture, on.told.confirmer.on_behalf_of
    duty = duty_facts.not_received(
        session, on.agreement, on.duty, by=gesture.user, now=gesture.now, on_behalf_of=behalf
    )
    owed_duties.not_received(session, on.agreement, duty, gesture.user, gesture.now)
    on_duty.refresh(session, on, owed_duties.DONE)
    return duty_acts.not_received(on.now_as(duty).told)


DOORS = (
    Door("action", duty_words.CONFIRM, confirm),
    Door("action", duty_words.CAME, came),
    Door("action", duty_words.EXCUSE, excuse),
    Door("form", duty_forms.CAME, submit_came),
    Door("form", duty_forms.EXCUSE, submit_excuse),
)
