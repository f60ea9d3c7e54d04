"""`/sla won`, its form and the button *Won*: a lead becomes a customer."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from commands import instants, on_lead, place, sale, words
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.errors import BadWords
from commands.gesture import Gesture
from commands.log import my_open_leads
from commands.on_lead import OnLead
from messages import acts, dates, forms, lead_card, lead_forms
from messages.views import View
from sla.errors import AlreadyDone, BadAttempt, BadFigure
from sla.lead import Channel
from sla.zones import zone_named
from storage import facts, leads, owed

USAGE: Final = "Write `/sla won LEAD AMOUNT`, such as `/sla won L-4F7K 5000 on 2026-10-12`."
NOON: Final = 12


def say(gesture: Gesture, typed: str) -> None:
    """`won LEAD AMOUNT [on DATE]`, with `-` in a lead's place for a sale that had none; bare `won` opens the form."""
    if not typed:
        gesture.open(_form(gesture))
        return
    named, amount, on_day = _parsed(words.spoken(typed))
    if sale.is_meant(named):
        sale.say(gesture, named, amount, on_day)
        return
    with gesture.sessions.write() as session:
        on = on_lead.named(session, gesture, named)
        hours = on.agreement.terms.hours
        said = _win(session, gesture, on, amount, instants.day(on_day, hours, gesture.now) if on_day else None)
    gesture.poke()
    gesture.tell(said)


def press(gesture: Gesture, pressed: Pressed) -> None:
    """The button *Won*: asks for the amount."""
    with gesture.sessions.read() as session:
        on = on_lead.marked(session, gesture, pressed.value)
    today = on.agreement.terms.hours.local_date(gesture.now)
    gesture.open(lead_forms.won([], today, lead=on.lead, place=pressed.value))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form of a deal."""
    try:
        amount = words.amount(answers.text("amount"))
    except BadFigure as error:
        raise WrongFields({"amount": str(error)}) from error
    if not answers.place and sale.is_meant(answers.text(forms.OTHER_LEAD)):
        return sale.submit(gesture, amount, answers.day("on"))
    with gesture.sessions.write() as session:
        if answers.place:
            on = on_lead.marked(session, gesture, answers.place)
        else:
            on = on_lead.chosen(session, gesture, answers)
        try:
            said = _win(session, gesture, on, amount, answers.day("on"))
        except BadAttempt as error:
            raise WrongFields({"on": str(error)}) from error
    gesture.poke()
    return forms.done("Won", said)


def _win(session: Session, gesture: Gesture, on: OnLead, amount: Decimal, day: date | None) -> str:
    """The deal, and where nobody had tried to reach the lead, an attempt that connected, at the same instant."""
    closed_at = _closed_at(gesture, on, day)
    lead = on.lead
    if lead.returned_at is not None:
        raise AlreadyDone(f"{lead.short_id} was given back as not a fit; hand it off again before it is won.")
    by, logged_by = on.doer(gesture.user)
    deal = facts.close_deal(
        session, on.agreement, lead, revenue=amount, closed_at=closed_at, by=gesture.user, now=gesture.now
    )
    untried = lead.first_attempt_at is None
    if untried:
        facts.log_attempt(
            session, lead, at=closed_at, by=by, channel=Channel.OTHER, connected=True, logged_by=logged_by
        )
    on_lead.refresh(session, gesture, lead)
    handed_on = _hand_on(session, gesture, on)
    return acts.won(lead, deal.revenue, dates.day(deal.closed_on), also_logged=untried, customer=handed_on)


def _hand_on(session: Session, gesture: Gesture, on: OnLead) -> str:
    """Tells the rep who looks after the customer, where the terms hand it on; and what the seller reads of that."""
    customer = leads.customer_of(session, on.lead)
    if customer is None:
        return ""
    agreement = place.of_lead(session, gesture, customer)
    owed.hand_off(session, agreement, customer, gesture.now)
    return acts.handed_on(customer, agreement.terms)


def _closed_at(gesture: Gesture, on: OnLead, day: date | None) -> datetime:
    """Now for today; on another day at noon, but never before the hand-off on that day."""
    hours = on.agreement.terms.hours
    if day is None or day == hours.local_date(gesture.now):
        return gesture.now
    handed_off = on.lead.handed_off_at
    if day == hours.local_date(handed_off):
        return handed_off
    if day < hours.local_date(handed_off):
        raise BadAttempt(f"The lead was handed off on {dates.day(hours.local_date(handed_off))}; a deal comes after.")
    return hours.instant(day, datetime.min.time().replace(hour=NOON))


def _parsed(typed: str) -> tuple[str, Decimal, str]:
    """The lead, the amount, and the words of the date."""
    before, on, after = typed.rpartition(" on ")
    sold, day = (before, after.strip()) if on else (typed, "")
    lead, written = words.last_amount(sold)
    try:
        amount = words.amount(written)
    except BadFigure as error:
        raise BadFigure(f"{error} {USAGE}") from error
    if not lead:
        raise BadWords(f"Which lead? {USAGE}")
    return lead, amount, day


def _form(gesture: Gesture) -> View:
    with gesture.sessions.read() as session:
        zone, yours = my_open_leads(session, gesture)
    return lead_forms.won(yours, gesture.now.astimezone(zone_named(zone)).date())


DOORS = (
    Door("word", "won", say),
    Door("action", lead_card.WON, press),
    Door("form", lead_forms.WON, submit),
)
