"""What time asks of a strike: its diagnosis, the remedy's date, its decay; and how often strikes add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sla.errors import NeverOpen
from sla.hours import BusinessHours
from sla.strike import StepKind, Strike, StrikeState


class Call(StrEnum):
    """What somebody is told about a strike when its time has come; each once."""

    DIAGNOSIS_DUE = "diagnosis_due"
    DIAGNOSIS_OVERDUE = "diagnosis_overdue"
    REMEDY_DUE = "remedy_due"


@dataclass(frozen=True)
class CallDue:
    """A call and its instant (UTC)."""

    call: Call
    at: datetime


def calls(hours: BusinessHours, strike: Strike) -> list[CallDue]:
    """All that time will ask of a strike as it stands, in order.

    The diagnosis is called to mind on the morning of its day, where that comes after the day on which the strike was
    told, and its contact hears when its instant has passed; neither while it is contested. The remedy is asked after
    on the morning of its date.
    """
    if not strike.stands or strike.state is StrikeState.CONTESTED:
        return []
    if strike.diagnosis is not None:
        is_answered = any(strike.step(kind) for kind in (StepKind.MEND, StepKind.NOT_MENDED))
        return [] if is_answered else [CallDue(Call.REMEDY_DUE, morning(hours, strike.diagnosis.by_date))]
    due_at = strike.diagnosis_due_at
    if due_at is None:
        return []
    reminder = CallDue(Call.DIAGNOSIS_DUE, morning(hours, hours.local_date(due_at)))
    overdue = CallDue(Call.DIAGNOSIS_OVERDUE, due_at)
    is_later = hours.local_date(strike.opened_at) < hours.local_date(due_at)
    return [reminder, overdue] if is_later and reminder.at < due_at else [overdue]


def next_call(hours: BusinessHours, strike: Strike, after: datetime | None = None) -> CallDue | None:
    """The first call later than `after` (UTC); of all without it."""
    return next((due for due in calls(hours, strike) if after is None or due.at > after), None)


def due_after_contest(hours: BusinessHours, strike: Strike, judged_at: datetime) -> datetime | None:
    """Until when the diagnosis of a strike that was upheld is asked for (UTC): the contest stopped its clock."""
    contested, due_at = strike.step(StepKind.CONTEST), strike.diagnosis_due_at
    if due_at is None or contested is None or contested.at >= due_at:
        return due_at
    try:
        return hours.due(judged_at, hours.elapsed(contested.at, due_at)) or due_at
    except NeverOpen:
        return due_at


def morning(hours: BusinessHours, day: date) -> datetime:
    """The first open instant of a local date, or of the next day that opens (UTC)."""
    starts_at = hours.instant(day, time())
    try:
        return hours.next_opening(starts_at)
    except NeverOpen:
        return starts_at


def has_decayed(strike: Strike, closed: Iterable[date], first_day: date) -> bool:
    """Whether so many periods have closed since the strike's own that it stops counting.

    `closed` are the first days of the agreement's closed periods, `first_day` that of the strike's period.
    """
    return strike.decay is not None and sum(day > first_day for day in closed) >= strike.decay


def times_reached(strikes: Sequence[Strike], number: int) -> int:
    """How often a party's standing strikes have risen to this number; what was withdrawn never counted."""
    changes = sorted(
        (at, change)
        for strike in strikes
        if strike.state is not StrikeState.WITHDRAWN
        for at, change in ((strike.opened_at, 1), (strike.ending.at if strike.ending else None, -1))
        if at is not None
    )
    reached = count = 0
    for _, change in changes:
        count += change
        reached += change > 0 and count == number
    return reached
