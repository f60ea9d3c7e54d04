"""A sale that marketing did not bring: `/sla won - AMOUNT`, or `-` in the form of a deal; for total revenue alone."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from commands import instants, place
from commands.door import WrongFields
from commands.gesture import Gesture
from messages import acts, dates, forms
from messages.views import View
from sla.agreement import Agreement
from sla.errors import BadAttempt, BadDeal, NoAgreement
from sla.permissions import Act
from storage import facts, standing

NO_LEAD: Final = "-"
NOON: Final = time(12)


def is_meant(named: str) -> bool:
    """Whether there stands `-` where a lead would be named, perhaps after an agreement's slug."""
    return named.split()[-1:] == [NO_LEAD]


def say(gesture: Gesture, named: str, amount: Decimal, on_day: str) -> None:
    """Records it and answers."""
    with gesture.sessions.write() as session:
        agreement, rest = place.one(session, gesture, named, place.hands_leads)
        if rest != NO_LEAD:
            raise NoAgreement(f"There is no agreement called “{rest.removesuffix(NO_LEAD).strip()[:80]}” here.")
        hours = agreement.terms.hours
        said = _sell(session, gesture, agreement, amount, instants.day(on_day, hours, gesture.now) if on_day else None)
    gesture.poke()
    gesture.tell(said)


def submit(gesture: Gesture, amount: Decimal, day: date | None) -> View:
    """The form of a deal with `-` in a lead's place."""
    with gesture.sessions.write() as session:
        here = [agreement for agreement in place.around(session, gesture) if place.hands_leads(agreement)]
        if len(here) != 1:
            sentence = "Type `/sla won - AMOUNT` in the channel of its agreement; you are part of several, or of none."
            raise WrongFields({forms.OTHER_LEAD: sentence})
        try:
            said = _sell(session, gesture, here[0], amount, day)
        except (BadAttempt, BadDeal) as error:
            raise WrongFields({"on": str(error)}) from error
    gesture.poke()
    return forms.done("Sold", said)


def _sell(session: Session, gesture: Gesture, agreement: Agreement, amount: Decimal, day: date | None) -> str:
    place.require(session, gesture, agreement, Act.RECORD_SALE)
    place.require_in_force(agreement)
    closed_at = _closed_at(gesture, agreement, day)
    deal = facts.close_deal(
        session, agreement, None, revenue=amount, closed_at=closed_at, by=gesture.user, now=gesture.now
    )
    period = agreement.terms.period_of(deal.closed_on)
    others = standing.standing(session, agreement, period, gesture.now).total.other_revenue
    return acts.sold(deal.revenue, dates.day(deal.closed_on), others, period)


def _closed_at(gesture: Gesture, agreement: Agreement, day: date | None) -> datetime:
    """Now for today, else noon of that day; raises BadDeal for a day before the agreement."""
    hours, starts = agreement.terms.hours, agreement.terms.starts
    if day is None or day == hours.local_date(gesture.now):
        return gesture.now
    if day < starts:
        raise BadDeal(
            f"{agreement.slug} begins on {dates.day(starts)} {starts.year}; a sale before that is not its own."
        )
    return hours.instant(day, NOON)
