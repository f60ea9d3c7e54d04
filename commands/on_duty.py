"""What every act on a duty has in common: which one, who may, and what the other messages about it show afterwards."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from sqlalchemy.orm import Session

from commands import place
from commands.answers import Answers
from commands.door import WrongFields
from commands.gesture import Gesture
from messages import duty_acts
from messages.duty_words import Told
from sla.agreement import Agreement, Terms
from sla.duty import Occurrence, goal_of, planned_units
from sla.duty_people import confirmer_of, doers_of, excusers_of
from sla.errors import NoSuchDuty, NotAllowed
from sla.permissions import Act, Subject, may, refusal
from storage import agreements, duties, outbox
from storage.base import is_amount
from storage.owed_duties import DONE, DUE, MISSED, about

SHOWN_BACK = timedelta(days=62)
SHOWN_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class OnDuty:
    """A duty, its agreement with the terms that hold now, and who presses."""

    gesture: Gesture
    agreement: Agreement
    duty: Occurrence

    @property
    def told(self) -> Told:
        """The duty as messages take it."""
        return Told(self.agreement.terms, self.duty, self.gesture.now)

    @property
    def doer(self) -> str:
        """Who did it: whoever says so; of a delivery the owner whom the agreement names."""
        is_delivery = goal_of(self.agreement.terms, self.duty.giver, self.duty.what) is not None
        return self.duty.owner or self.gesture.user if is_delivery else self.gesture.user

    def now_as(self, duty: Occurrence) -> "OnDuty":
        """The same with the duty as it stands after an act."""
        return OnDuty(self.gesture, self.agreement, duty)


def units(answers: Answers, *, or_none: bool = False) -> Decimal:
    """The number of units in a form: more than 0, or 0 too with `or_none`; raises WrongFields."""
    try:
        found = Decimal(answers.text("units"))
    except InvalidOperation:
        raise WrongFields({"units": "Write a number, such as 6 or 6.5."}) from None
    if not is_amount(found) or (not found and not or_none):
        bound = "0 or more" if or_none else "more than 0"
        raise WrongFields({"units": f"Write {bound}, with at most four decimals, such as 6 or 6.5."})
    return found


def of_value(session: Session, gesture: Gesture, value: str, act: Act) -> OnDuty:
    """The duty of a button or form, if the person may do this with it; raises NoSuchDuty and NotAllowed."""
    if not (value.isdecimal() and len(value) < 19):
        raise NoSuchDuty
    duty = duties.by_id(session, gesture.workspace.id, int(value))
    agreement = agreements.of_id(session, gesture.workspace.id, duty.agreement_id, gesture.now)
    place.require_in_force(agreement)
    on = OnDuty(gesture, agreement, duty)
    if not allows(session, on, act):
        raise NotAllowed(refusal(act, _subject(on, act)))
    return on


def allows(session: Session, on: OnDuty, act: Act) -> bool:
    """Whether the person may do this with the duty."""
    return may(place.actor(session, on.gesture, on.agreement), act, _subject(on, act))


def refresh(session: Session, on: OnDuty, *kinds: str) -> None:
    """What was posted about the duty shows how it stands by now."""
    for kind in kinds or (DUE, MISSED):
        outbox.edit(session, on.agreement.workspace_id, kind, about(on.duty))


def refresh_all(session: Session, on: OnDuty) -> None:
    """The same for what was passed on, too."""
    refresh(session, on, DUE, MISSED, DONE)


def shown(session: Session, agreement: Agreement, gesture: Gesture) -> list[Occurrence]:
    """The agreement's duties of the last two months and to come."""
    today = agreement.terms.hours.local_date(gesture.now)
    return duties.of_days(session, agreement.id, today - SHOWN_BACK, today + SHOWN_AHEAD)


@dataclass(frozen=True)
class Progress:
    """How far the goal of a delivery is: units confirmed, units reported besides, deliveries left with this one."""

    confirmed: Decimal
    reported: Decimal
    left: int


def progress(session: Session, on: OnDuty) -> Progress:
    """How far the goal is in the period in which the delivery is due."""
    terms = on.agreement.terms
    period = terms.period_of(on.duty.on)
    of_period = [each for each in duties.of_period(session, on.agreement, period) if _delivers(on, each)]
    confirmed = duties.deliveries(session, on.agreement, period, on.gesture.now).get(on.duty.giver, Decimal(0))
    reported = sum((each.units or Decimal(0) for each in of_period if _waits(each)), Decimal(0))
    return Progress(confirmed, reported, sum(not each.is_settled for each in of_period))


def progress_words(session: Session, on: OnDuty) -> str:
    """The same in words."""
    far, period = progress(session, on), on.agreement.terms.period_of(on.duty.on)
    return duty_acts.progress(on.told, period, confirmed=far.confirmed, reported=far.reported, left=far.left)


def suggested(session: Session, on: OnDuty) -> Decimal | None:
    """How many units the delivery brings by plan: as agreed, else an even share of what is left of the goal."""
    goal = on.told.goal
    if goal is None:
        return None
    far = progress(session, on)
    return on.told.usual or planned_units(goal, far.confirmed + far.reported, far.left) or None


def _subject(on: OnDuty, act: Act) -> Subject:
    terms, duty = on.agreement.terms, on.duty
    people = {Act.DO_DUTY: doers_of, Act.EXCUSE_DUTY: excusers_of, Act.CONFIRM_DUTY: _confirmers}[act](terms, duty)
    return Subject(terms, party=duty.giver, people=people)


def _confirmers(terms: Terms, duty: Occurrence) -> tuple[str, ...]:
    user = confirmer_of(terms, duty).user
    return (user,) if user else ()


def _delivers(on: OnDuty, each: Occurrence) -> bool:
    return each.giver == on.duty.giver and goal_of(on.agreement.terms, each.giver, each.what) is not None


def _waits(each: Occurrence) -> bool:
    return each.done_at is not None and each.confirmed_at is None
