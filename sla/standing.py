"""Where an agreement stands: sums of facts, and the figures that are made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from operator import add, attrgetter, sub
from typing import Self
from zoneinfo import ZoneInfo

from sla.agreement import Goal
from sla.duty import Occurrence
from sla.figures import whole
from sla.follow_up import FollowUp
from sla.pacing import Day, Pace
from sla.period import Period

_SECOND = 1_000_000


@dataclass(frozen=True)
class Sums:
    """What adds up over leads and deals. Times are whole microseconds; `value` counts leads that were not returned.

    `overdue` counts breached leads that still have no attempt by a person and are not returned; `revenue` is that of
    leads, `other_revenue` that of deals without one.
    """

    handed_off: int = 0
    returned: int = 0
    value: Decimal = Decimal(0)
    followed_up: int = 0
    within_window: int = 0
    breached: int = 0
    overdue: int = 0
    speed_us: int = 0
    wall_us: int = 0
    unconnected: int = 0
    unconnected_attempts: int = 0
    customers: int = 0
    revenue: Decimal = Decimal(0)
    other_revenue: Decimal = Decimal(0)

    @property
    def leads(self) -> int:
        """The leads handed off and not returned."""
        return self.handed_off - self.returned

    @property
    def speed(self) -> Fraction | None:
        """The mean business time to the first attempt by a person, in seconds; None over nothing."""
        return Fraction(self.speed_us, self.followed_up * _SECOND) if self.followed_up else None

    @property
    def speed_wall(self) -> Fraction | None:
        """The same by the wall clock."""
        return Fraction(self.wall_us, self.followed_up * _SECOND) if self.followed_up else None

    @property
    def depth(self) -> Fraction | None:
        """The mean number of attempts on leads that never connected; None over nothing."""
        return Fraction(self.unconnected_attempts, self.unconnected) if self.unconnected else None

    def follow_up(self) -> FollowUp:
        """The follow-up that these sums add up to."""
        return FollowUp(
            handed_off=self.handed_off,
            followed_up=self.followed_up,
            within_window=self.within_window,
            breached=self.breached,
            open_overdue=self.overdue,
            speed_seconds=None if self.speed is None else whole(self.speed),
            speed_wall_seconds=None if self.speed_wall is None else whole(self.speed_wall),
            unconnected=self.unconnected,
            depth=self.depth,
            speed=self.speed,
            speed_wall=self.speed_wall,
        )

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*map(add, _each(self), _each(other)))

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(*map(sub, _each(self), _each(other)))


SUMS = tuple(each.name for each in fields(Sums))
"""The names of the sums, in order."""
_each = attrgetter(*SUMS)


@dataclass(frozen=True)
class Standing:
    """The sums of one period as of an instant: by tier (None for leads without one), and in all.

    `deliveries` are the units confirmed, by the party that delivered them.
    """

    period: Period
    at: datetime
    tiers: Mapping[str | None, Sums]
    total: Sums
    deliveries: Mapping[str, Decimal] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        period: Period,
        at: datetime,
        tiers: Mapping[str | None, Sums],
        deliveries: Mapping[str, Decimal] | None = None,
    ) -> Self:
        """The standing whose total is that of its tiers."""
        return cls(period, at, tiers, sum(tiers.values(), Sums()), deliveries or {})

    def of_tier(self, tier: str | None) -> Sums:
        """The sums of the tier of this name; of everything for None."""
        return self.total if tier is None else self.tiers.get(tier, Sums())

    @property
    def follow_up(self) -> FollowUp:
        """The follow-up of the period's leads."""
        return self.total.follow_up()


@dataclass(frozen=True)
class DayFigures:
    """The sums of one local date: of leads by the date of their hand-off, of deals by that of their closing.

    Breaches are not counted by the day: `breached` and `overdue` belong to a standing.
    """

    on: date
    total: Sums
    tiers: Mapping[str | None, Sums] = field(repr=False)
    deliveries: Mapping[str, Decimal] = field(default_factory=dict)

    def of_tier(self, tier: str | None) -> Sums:
        """The sums of the tier of this name; of everything for None."""
        return self.total if tier is None else self.tiers.get(tier, Sums())


@dataclass(frozen=True)
class GoalFigures:
    """A goal and how it stands; `due_on` is the local date it is due by where that is not the period's last."""

    goal: Goal
    pace: Pace
    due_on: date | None = None


@dataclass(frozen=True)
class StrikeFigures:
    """A strike as a reader of figures sees it; `state` is that of StrikeState at the instant."""

    id: str
    party: str
    person: str | None
    on: date
    state: str
    rule: str | None = None
    metric: str | None = None
    tier: str | None = None
    diagnosis_due_at: datetime | None = None
    instead_of: str | None = None


@dataclass(frozen=True)
class CreditFigures:
    """A service credit as a reader of figures sees it; `state` is open, settled or withdrawn."""

    id: str
    payer: str
    receiver: str
    rule: str
    metric: str | None
    tier: str | None
    period: str
    on: date
    amount: Decimal
    currency: str
    state: str


@dataclass(frozen=True)
class MakeUpFigures:
    """A make-up plan as a reader of a period's figures sees it: what it is for, what is left, what falls to the period.

    `left` is what earlier periods have left to make up; `due` the period's portion; `line` the goal's line with all
    that the goal is to make up in the period; `state` is open or made_up.
    """

    id: str
    party: str
    metric: str
    tier: str | None
    period: str
    deficit: Fraction
    left: Fraction
    due: Fraction
    made_up: Fraction
    line: Fraction | None
    state: str


@dataclass(frozen=True)
class Tally:
    """How the goals and the follow-up of an agreement's period stand at an instant.

    The goals are counted to the end of `finished` when it is given, else to the instant; `follow_up` always to the
    instant. `day` belongs to the goals.
    """

    agreement: str
    at: datetime
    zone: ZoneInfo
    period: Period
    day: Day
    goals: tuple[GoalFigures, ...]
    follow_up: FollowUp
    standing: Standing = field(repr=False)
    finished: date | None = None

    def goal(self, key: str) -> GoalFigures | None:
        """The goal of this key and how it stands, or None."""
        return next((each for each in self.goals if each.goal.key == key), None)


@dataclass(frozen=True)
class Figures(Tally):
    """Everything that is said of an agreement's period at an instant.

    `duties` are those that are due in the period, as known at the instant.
    """

    strikes: tuple[StrikeFigures, ...] = ()
    credits: tuple[CreditFigures, ...] = ()
    make_up: tuple[MakeUpFigures, ...] = ()
    duties: tuple[Occurrence, ...] = ()

    def to_make_up(self, goal: Goal) -> tuple[MakeUpFigures, ...]:
        """What this goal is to make up for earlier periods, oldest first."""
        named = goal.party, goal.metric.value, goal.tier
        return tuple(each for each in self.make_up if (each.party, each.metric, each.tier) == named)
