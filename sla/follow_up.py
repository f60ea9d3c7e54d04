"""Follow-up: how soon and how often sales reached out to the leads of a period, against what was promised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sla.figures import whole

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class LeadFacts:
    """What is known of one lead; all instants are aware, and `first_attempt_at` is the first by a person.

    `attempts` counts all of them, automated ones too, up to the instant asked about. `due_at` is None while a hold
    without an end keeps the lead from falling due.
    """

    handed_off_at: datetime
    due_at: datetime | None
    first_attempt_at: datetime | None
    attempts: int
    connected_at: datetime | None
    business_seconds_to_first: timedelta | None
    returned_at: datetime | None


@dataclass(frozen=True)
class FollowUp:
    """The follow-up of a period: whole seconds for display, and the exact means (seconds, attempts) for verdicts."""

    handed_off: int
    followed_up: int
    within_window: int
    breached: int
    open_overdue: int
    speed_seconds: int | None
    speed_wall_seconds: int | None
    unconnected: int
    depth: Fraction | None
    speed: Fraction | None
    speed_wall: Fraction | None


def follow_up(leads: Iterable[LeadFacts], at: datetime) -> FollowUp:
    """The follow-up of a period's leads as of the instant `at`; facts dated after it do not exist.

    Returned leads count as handed off, and towards depth when they never connected. A return stops sales' clock: it
    prevents a breach up to the due instant, and after it leaves the breach standing, but no longer open.
    """
    known = [lead for lead in leads if lead.handed_off_at <= at]
    followed = [lead for lead in known if _has_come(lead.first_attempt_at, at)]
    breached = [lead for lead in known if _is_breached(lead, at)]
    unconnected = [lead for lead in known if not _has_come(lead.connected_at, at)]
    speed, speed_wall = _speed(followed), _speed_wall(followed)
    return FollowUp(
        handed_off=len(known),
        followed_up=len(followed),
        within_window=sum(_is_within(lead) for lead in followed),
        breached=len(breached),
        open_overdue=sum(_is_open(lead, at) for lead in breached),
        speed_seconds=None if speed is None else whole(speed),
        speed_wall_seconds=None if speed_wall is None else whole(speed_wall),
        unconnected=len(unconnected),
        depth=_mean([lead.attempts for lead in unconnected]),
        speed=speed,
        speed_wall=speed_wall,
    )


def _has_come(instant: datetime | None, at: datetime) -> bool:
    return instant is not None and instant <= at


def _is_within(lead: LeadFacts) -> bool:
    """Of a lead that was followed up: at the due instant is in time, and what never falls due cannot be late."""
    return lead.due_at is None or _has_come(lead.first_attempt_at, lead.due_at)


def _is_breached(lead: LeadFacts, at: datetime) -> bool:
    if lead.due_at is None or at <= lead.due_at:
        return False
    return not _has_come(lead.first_attempt_at, lead.due_at) and not _has_come(lead.returned_at, lead.due_at)


def _is_open(lead: LeadFacts, at: datetime) -> bool:
    return not _has_come(lead.first_attempt_at, at) and not _has_come(lead.returned_at, at)


def _speed(followed: Sequence[LeadFacts]) -> Fraction | None:
    times = [lead.business_seconds_to_first for lead in followed]
    return _mean_seconds([time for time in times if time is not None])


def _speed_wall(followed: Sequence[LeadFacts]) -> Fraction | None:
    pairs = [(lead.first_attempt_at, lead.handed_off_at) for lead in followed]
    return _mean_seconds([first - start for first, start in pairs if first is not None])


def _mean_seconds(times: Sequence[timedelta]) -> Fraction | None:
    mean = _mean([time // _TICK for time in times])
    return None if mean is None else mean / 1_000_000


def _mean(values: Sequence[int]) -> Fraction | None:
    return Fraction(sum(values), len(values)) if values else None
