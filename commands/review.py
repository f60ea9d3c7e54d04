"""`/sla review`: a period's facts, its rates, and the goals of the next one that they ask for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from commands import place
from commands.door import Door
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import review as words
from messages import review_so_far
from messages.blocks import Message
from sla.agreement import Agreement, Status
from sla.errors import BadPeriod
from sla.period import Period
from sla.permissions import Act
from storage import agreements, outcomes, reviews, standing

LAST: Final = "last"
MICROSECOND: Final = timedelta(microseconds=1)


def say(gesture: Gesture, typed: str) -> None:
    """`review [SLUG] [PERIOD|last]`: without a period the one that runs, so far."""
    with gesture.sessions.read() as session:
        agreement, rest = place.one(session, gesture, typed)
        place.require(session, gesture, agreement, Act.SEE)
        period = _period(agreement, place.as_of(session, agreement, gesture.now), rest)
        message = place.marked(session, agreement, _review(session, gesture, agreement, period))
    gesture.say(message)


def _period(agreement: Agreement, now: datetime, written: str) -> Period:
    """The period that is meant; raises BadPeriod and BadWords."""
    terms = agreement.terms
    running = terms.period_of(max(terms.hours.local_date(now), terms.starts))
    if not written:
        return running
    if written.lower() == LAST:
        return _begun(agreement, running.previous())
    found = Period.named(written)
    if found.kind != terms.period:
        raise BadPeriod(f"This agreement counts by the {terms.period}; write such as {running.name}.")
    if found.first_day > running.first_day:
        raise BadWords(f"{found.name} has not begun yet; `/sla review` shows the one that runs.")
    return _begun(agreement, found)


def _begun(agreement: Agreement, period: Period) -> Period:
    if period.last_day < agreement.terms.starts:
        raise BadWords(f"{agreement.slug} begins on {agreement.terms.starts}, after {period.name}; nothing to review.")
    return period


def _review(session: Session, gesture: Gesture, agreement: Agreement, period: Period) -> Message:
    """As known now: of a period that is over under the terms that held at its end."""
    ends_at = period.ends_at(agreement.terms.timezone)
    now = gesture.now.replace(microsecond=0)
    judged = agreements.of_id(session, gesture.workspace.id, agreement.id, min(now, ends_at - MICROSECOND))
    told = standing.figures(session, judged, now, period=period)
    found = reviews.reevaluated(session, judged, period, now, agreement.terms)
    if not told.day.ended:
        return review_so_far.so_far(judged.terms, told, found)
    strikes = outcomes.of_agreement(session, gesture.workspace.id, agreement.id, period=period.name)
    message = words.review(
        judged.terms, told, strikes, next_goals=found, agreement_id=_decides(gesture, agreement, period)
    )
    return replace(message, event_type=None, payload=None)


def _decides(gesture: Gesture, agreement: Agreement, period: Period) -> int | None:
    """The agreement, where the person may decide on the period's proposal, as long as no later one has closed."""
    is_contact = any(True for _ in agreement.terms.contact_of(gesture.user))
    is_latest = gesture.now < period.next().ends_at(agreement.terms.timezone)
    return agreement.id if is_contact and is_latest and agreement.status is Status.IN_FORCE else None


DOORS = (Door("word", "review", say),)
