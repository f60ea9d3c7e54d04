"""Where an agreement stands: sums of facts, and the figures that are made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from operator import add, attrgetter, sub
from typing import Self
from zoneinfo import ZoneInfo

from sla.agreement import Goal, What
from sla.duty import Occurrence
from sla.figures import whole
from sla.follow_up import FollowUp
from sla.outcome_figures import CreditFigures, MakeUpFigures, StrikeFigures
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

    `deliveries` are the units confirmed, by the party that delivered them; `customers` the sums of the customers who
    were handed off, by tier, apart from those of leads.
    """

    period: Period
    at: datetime
    tiers: Mapping[str | None, Sums]
    total: Sums
    deliveries: Mapping[str, Decimal] = field(default_factory=dict)
    customers: Mapping[str | None, Sums] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        period: Period,
        at: datetime,
        tiers: Mapping[str | None, Sums],
        deliveries: Mapping[str, Decimal] | None = None,
        customers: Mapping[str | None, Sums] | None = None,
    ) -> Self:
        """The standing whose total is that of its tiers."""
        return cls(period, at, tiers, sum(tiers.values(), Sums()), deliveries or {}, customers or {})

    def of_tier(self, tier: str | None) -> Sums:
        """The sums of the tier of this name; of everything for None."""
        return self.total if tier is None else self.tiers.get(tier, Sums())

    def of_link(self, what: What, tier: str | None = None) -> Sums:
        """The sums of what is handed off by this link of the chain, of one tier or all."""
        return self.of_tier(tier) if what == "lead" else _of_customers(self.customers, tier)

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
    customers: Mapping[str | None, Sums] = field(default_factory=dict)

    def of_tier(self, tier: str | None) -> Sums:
        """The sums of the tier of this name; of everything for None."""
        return self.total if tier is None else self.tiers.get(tier, Sums())

    def of_link(self, what: What, tier: str | None = None) -> Sums:
        """The sums of what was handed off by this link of the chain on that day, of one tier or all."""
        return self.of_tier(tier) if what == "lead" else _of_customers(self.customers, tier)


def _of_customers(customers: Mapping[str | None, Sums], tier: str | None) -> Sums:
    return sum(customers.values(), Sums()) if tier is None else customers.get(tier, Sums())


@dataclass(frozen=True)
class GoalFigures:
    """A goal and how it stands; `due_on` is the local date it is due by where that is not the period's last.

    `link` is the hand-off whose follow-up a goal for speed or depth is about.
    """

    goal: Goal
    pace: Pace
    due_on: date | None = None
    link: What = "lead"


@dataclass(frozen=True)
class HandOffFigures:
    """One link of the chain: who hands what to whom, and the follow-up of the period."""

    giver: str
    receiver: str
    what: What
    follow_up: FollowUp


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
    hand_offs: tuple[HandOffFigures, ...] = field(default=(), kw_only=True)

    @property
    def followed(self) -> tuple[HandOffFigures, ...]:
        """The follow-up of each link of the chain, of the leads first."""
        return self.hand_offs or (HandOffFigures("", "", "lead", self.follow_up),)

    def goal(self, key: str) -> GoalFigures | None:
        """The goal of this key and how it stands, or None."""
        return next((each for each in self.goals if each.goal.key == key), None)


@dataclass(frozen=True)
class Figures(Tally):
    """Everything that is said of an agreement's period at an instant.

    `duties` are those that are due in the period, as known at the instant; `nurtured` counts the leads that stay with
    marketing until they are fit, None where no tier asks for anything.
    """

    strikes: tuple[StrikeFigures, ...] = ()
    credits: tuple[CreditFigures, ...] = ()
    make_up: tuple[MakeUpFigures, ...] = ()
    duties: tuple[Occurrence, ...] = ()
    nurtured: int | None = None

    def to_make_up(self, goal: Goal) -> tuple[MakeUpFigures, ...]:
        """What this goal is to make up for earlier periods, oldest first."""
        named = goal.party, goal.metric.value, goal.tier
        return tuple(each for each in self.make_up if (each.party, each.metric, each.tier) == named)
