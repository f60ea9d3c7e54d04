"""Duties: one time that a recurring report or delivery is owed, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from sla.agreement import Duty, Goal, Metric, Terms
from sla.errors import BadShortId
from sla.lead import number_of, short_id


class DutyState(StrEnum):
    """How one time of a duty stands."""

    OPEN = "open"
    DONE = "done"
    CONFIRMED = "confirmed"
    LATE = "late"
    MISSED = "missed"
    EXCUSED = "excused"


@dataclass(frozen=True)
class Occurrence:
    """One time of a duty, with all that became of it; instants are UTC, people are keys.

    `done_at` is when it was done, `recorded_at` when that was said. `units` is what the doer says was delivered,
    `confirmed_units` what came, by whoever confirmed it (`on_behalf_of` somebody outside Slack). `text` and `link` are
    the report.
    """

    id: int
    agreement_id: int
    terms_id: int
    what: str
    giver: str
    receiver: str
    owner: str | None
    cycle: str
    on: date
    due_at: datetime
    done_at: datetime | None = None
    done_by: str | None = None
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    text: str | None = None
    link: str | None = None
    units: Decimal | None = None
    confirmed_at: datetime | None = None
    confirmed_by: str | None = None
    confirmed_units: Decimal | None = None
    on_behalf_of: str | None = None
    missed_at: datetime | None = None
    excused_at: datetime | None = None
    excused_by: str | None = None
    excuse: str | None = None

    @property
    def short_id(self) -> str:
        return duty_id(self.id)

    @property
    def is_kept(self) -> bool:
        """Whether it was done in time; what was only said afterwards counts once somebody else confirmed it."""
        if self.done_at is None or self.recorded_at is None or self.done_at > self.due_at:
            return False
        return self.recorded_at <= self.due_at or self.confirmed_at is not None

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do it any more."""
        return self.done_at is not None or self.excused_at is not None

    def as_of(self, at: datetime) -> "Occurrence":
        """The same as it was known at the instant: what came later did not happen."""
        found = self
        if found.excused_at is not None and found.excused_at > at:
            found = replace(found, excused_at=None, excused_by=None, excuse=None)
        if found.confirmed_at is not None and found.confirmed_at > at:
            found = replace(found, confirmed_at=None, confirmed_by=None, confirmed_units=None, on_behalf_of=None)
        if found.done_at is not None and found.done_at > at:
            found = replace(found, done_at=None, done_by=None, recorded_at=None, recorded_by=None, text=None, link=None)
            found = replace(found, units=None)
        return found

    def is_missed(self, at: datetime) -> bool:
        """Whether its deadline has passed at the instant, it was not kept, and nobody excused it; late counts too."""
        return self.due_at < at and self.excused_at is None and not self.is_kept

    def state(self, at: datetime) -> DutyState:
        """How it stands at the instant, by what is known of it."""
        known = self.as_of(at)
        if known.excused_at is not None:
            return DutyState.EXCUSED
        if known.done_at is None:
            return DutyState.MISSED if self.due_at < at else DutyState.OPEN
        if not known.is_kept:
            return DutyState.LATE
        return DutyState.DONE if known.confirmed_at is None else DutyState.CONFIRMED


def duty_id(number: int) -> str:
    """`D-4F7K` for the occurrence of this number."""
    return "D-" + short_id(number).removeprefix("L-")


def duty_number(text: str) -> int:
    """The number behind `D-4F7K` (any case); raises BadShortId."""
    try:
        return number_of(text.strip().upper().removeprefix("D-"))
    except BadShortId:
        raise BadShortId(f"“{text[:40]}” is not the id of a duty. Ids look like D-4F7K.") from None


def goal_of(terms: Terms, giver: str, what: str) -> Goal | None:
    """The goal that this duty's units count towards; None for a report, which delivers none."""
    duty = named(terms, giver, what)
    if duty is None or duty.units == 0:
        return None
    return next((goal for goal in terms.goals if goal.metric is Metric.DELIVERIES and goal.party == giver), None)


def is_recorded(terms: Terms, goal: Goal) -> bool:
    """Whether anything is recorded that the goal counts: deliveries need a duty that delivers them."""
    if goal.metric is not Metric.DELIVERIES:
        return True
    return any(duty.giver == goal.party and duty.units != 0 for duty in terms.duties)


def planned_units(goal: Goal, delivered: Decimal, left: int) -> Decimal:
    """How much each of the `left` deliveries has to bring for the goal to be met, in whole units; never below 0."""
    short = max(goal.target - delivered, Decimal(0))
    return (short / max(left, 1)).to_integral_value(ROUND_CEILING)


def to_show(duties: Iterable[Occurrence], terms: Terms, now: datetime) -> list[Occurrence]:
    """What somebody has to act on: missed and not done, delivered and not confirmed, and the next time of each duty."""
    shown: list[Occurrence] = []
    ahead: set[tuple[str, str]] = set()
    for duty in sorted(duties, key=lambda each: (each.due_at, each.id)):
        state, name = duty.state(now), (duty.giver, duty.what)
        waits = duty.done_at is not None and duty.confirmed_at is None and duty.excused_at is None
        is_unconfirmed = waits and goal_of(terms, *name) is not None
        if state is DutyState.MISSED or is_unconfirmed or (state is DutyState.OPEN and name not in ahead):
            shown.append(duty)
        if state is DutyState.OPEN:
            ahead.add(name)
    return shown


def named(terms: Terms, giver: str, what: str) -> Duty | None:
    """The duty of this name, if the terms hold it."""
    return next((duty for duty in terms.duties if (duty.giver, duty.what) == (giver, what)), None)


def report_of(duty: Duty) -> str | None:
    """What a report starts out with: `pipeline` or `friction`, as agreed, else by its name; None for others."""
    if duty.report is not None:
        return duty.report
    said = duty.what.casefold()
    return next((kind for kind in ("pipeline", "friction") if kind in said), None)
