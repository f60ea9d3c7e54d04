"""An agreement and its terms: who promised what to whom, and what follows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from sla.calendar import Calendar
from sla.errors import NoHandOff, UnknownParty
from sla.hours import BusinessHours
from sla.period import Period
from sla.window import Window

DEFAULT_WINDOW = Window.parse("1h")


class Kind(StrEnum):
    """Between two departments, a supplier and a customer, or more than two parties in a chain."""

    INTERNAL = "internal"
    CUSTOMER = "customer"
    MULTI_LEVEL = "multi-level"


class Metric(StrEnum):
    """What a goal counts."""

    LEADS = "leads"
    LEAD_VALUE = "lead_value"
    CUSTOMERS = "customers"
    REVENUE = "revenue"
    SPEED = "speed"
    DEPTH = "depth"
    DELIVERIES = "deliveries"

    @property
    def is_mean(self) -> bool:
        """Speed and depth are means; all other metrics add up over the period."""
        return self in (Metric.SPEED, Metric.DEPTH)


@dataclass(frozen=True)
class Person:
    """Somebody as the agreement names them; `user` is the Slack id, or None outside Slack."""

    written: str
    user: str | None = None

    @property
    def key(self) -> str:
        """What facts about this person are kept under: the Slack id, else the name as written."""
        return self.user or self.written


@dataclass(frozen=True)
class Party:
    """One side of an agreement, with the contact who answers for its goals."""

    name: str
    contact: Person
    members: tuple[Person, ...] = ()
    needs: tuple[str, ...] = ()

    def has(self, user: str) -> bool:
        """Whether this Slack user is the contact or a member."""
        return any(person.user == user for person in (self.contact, *self.members))


@dataclass(frozen=True)
class Tier:
    """A quality class of lead with its own value and window."""

    name: str
    value: Decimal | None = None
    window: Window | None = None


@dataclass(frozen=True)
class HandOffRule:
    """Who hands what to whom, and how soon the receiver must follow up."""

    giver: str
    receiver: str
    what: Literal["lead", "customer"] = "lead"
    window: Window | None = None


@dataclass(frozen=True)
class CalculatorInputs:
    """The four inputs from which a leads goal was calculated, as exact decimals (rates as 0.5)."""

    quota: Decimal
    marketing_share: Decimal
    deal_size: Decimal
    close_rate: Decimal


@dataclass(frozen=True)
class Goal:
    """A party's numeric target per period; speed is in seconds."""

    party: str
    metric: Metric
    target: Decimal
    tier: str | None = None
    line: Literal["calendar", "working_days"] = "calendar"
    unit: str | None = None
    calculate: CalculatorInputs | None = None

    @property
    def key(self) -> str:
        """Names the goal within its terms: party, metric and tier."""
        return "/".join((self.party, self.metric, self.tier or ""))


@dataclass(frozen=True)
class Rung:
    """One level of the alert ladder: at this share of the window, tell the rep or a party's contact."""

    at: Decimal
    tell: str
    reassign: bool = False

    @property
    def level(self) -> str:
        """The share as people write it: `80%`."""
        return f"{(self.at * 100).normalize():f}%"


DEFAULT_LADDER = (
    ("0.8", "rep"),
    ("1", "rep"),
    ("1.5", "contact"),
)


@dataclass(frozen=True)
class Post:
    """When a message to the channel is due: a local time, on days named as in agreement files."""

    at: time
    on: str


@dataclass(frozen=True)
class Duty:
    """A recurring report or delivery that one party owes another."""

    what: str
    giver: str
    receiver: str
    every: str
    on: str
    by: time
    owner: Person | None = None
    confirm_to: Person | None = None


@dataclass(frozen=True)
class Credit:
    """The compensation for a party that went short: an amount, or a share of a fee with a cap."""

    currency: str
    amount: Decimal | None = None
    percent_of_fee: Decimal | None = None
    fee: Decimal | None = None
    cap_percent: Decimal | None = None


@dataclass(frozen=True)
class Rule:
    """A consequence: when this happens, these things follow."""

    when: str
    then: tuple[str, ...]
    count: int | None = None
    of: Literal["rep", "party"] | None = None
    within: str | None = None
    by: Decimal | None = None
    diagnosis_within: Window | None = None
    credit: Credit | None = None


@dataclass(frozen=True)
class CancellationCondition:
    """A condition under which the agreement ends in favour of a better one."""

    when: str
    periods: int | None = None


@dataclass(frozen=True)
class Bandwidth:
    """What the reps' hours allow: minutes an attempt costs, hours a week, share for marketing's leads."""

    minutes_per_attempt: Decimal
    hours_per_rep_per_week: Decimal
    marketing_leads_share: Decimal


@dataclass(frozen=True)
class Terms:
    """One dated version of all that was agreed. Never edited: an amendment starts new terms."""

    slug: str
    title: str
    kind: Kind
    channel: str
    timezone: str
    period: Literal["week", "month", "quarter", "year"]
    starts: date
    summary: str
    calendar: Calendar
    parties: tuple[Party, ...]
    goals: tuple[Goal, ...]
    holidays: str | None = None
    tiers: tuple[Tier, ...] = ()
    hand_offs: tuple[HandOffRule, ...] = ()
    alerts: tuple[Rung, ...] = ()
    pacing: Post | None = None
    weekly_report: Post | None = None
    duties: tuple[Duty, ...] = ()
    consequences: tuple[Rule, ...] = ()
    cancellation: tuple[CancellationCondition, ...] = ()
    bandwidth: Bandwidth | None = None

    @cached_property
    def hours(self) -> BusinessHours:
        """The business clock of these terms."""
        return BusinessHours(self.calendar)

    def party(self, name: str) -> Party:
        """The party of this name; raises UnknownParty."""
        for party in self.parties:
            if party.name == name:
                return party
        raise UnknownParty(f"There is no party called {name!r} here. Parties: {', '.join(self.party_names)}.")

    @property
    def party_names(self) -> tuple[str, ...]:
        return tuple(party.name for party in self.parties)

    def parties_of(self, user: str) -> Iterator[Party]:
        """The parties that this Slack user is the contact or a member of."""
        return (party for party in self.parties if party.has(user))

    def contact_of(self, user: str) -> Iterator[Party]:
        """The parties whose contact this Slack user is."""
        return (party for party in self.parties if party.contact.user == user)

    def tier(self, name: str | None) -> Tier | None:
        """The tier of this name, or None."""
        return next((tier for tier in self.tiers if tier.name == name), None)

    @cached_property
    def lead_hand_off(self) -> HandOffRule:
        """The first hand-off of a lead: as agreed, else from the party that owes leads to the one that follows up.

        Raises NoHandOff where the agreement has none (a customer agreement, for one).
        """
        agreed = next((rule for rule in self.hand_offs if rule.what == "lead"), None)
        if agreed is not None:
            return agreed
        giver = self._party_with(Metric.LEADS, Metric.LEAD_VALUE)
        receiver = self._party_with(Metric.SPEED, Metric.DEPTH, Metric.CUSTOMERS, Metric.REVENUE, apart_from=giver)
        others = [name for name in self.party_names if name != giver]
        if giver is None or not others:
            raise NoHandOff
        return HandOffRule(giver, receiver or others[0])

    def _party_with(self, *metrics: Metric, apart_from: str | None = None) -> str | None:
        owing = (goal.party for goal in self.goals if goal.metric in metrics and goal.party != apart_from)
        return next(owing, None)

    @property
    def has_leads(self) -> bool:
        """Whether leads are handed off under this agreement."""
        try:
            return bool(self.lead_hand_off)
        except NoHandOff:
            return False

    @cached_property
    def receiver(self) -> Party:
        """The party that leads are handed to."""
        return self.party(self.lead_hand_off.receiver)

    @cached_property
    def giver(self) -> Party:
        """The party that hands leads off."""
        return self.party(self.lead_hand_off.giver)

    def window(self, tier: str | None) -> Window:
        """A lead's window: its tier's; else its hand-off's; else one hour."""
        of_tier = self.tier(tier)
        if of_tier is not None and of_tier.window is not None:
            return of_tier.window
        return self.lead_hand_off.window or DEFAULT_WINDOW

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """The alert ladder in rising order: the agreed one, else 80 % and 100 % to the rep, 150 % to the contact."""
        agreed = self.alerts or tuple(
            Rung(Decimal(at), self.receiver.name if tell == "contact" else tell) for at, tell in DEFAULT_LADDER
        )
        return tuple(sorted(agreed, key=lambda rung: rung.at))

    def period_of(self, day: date) -> Period:
        """The period that holds this local date."""
        return Period.of(self.period, day)


class Status(StrEnum):
    """Where an agreement stands."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True)
class Agreement:
    """An agreement of one workspace, with the terms now in force (or first proposed)."""

    id: int
    workspace_id: int
    slug: str
    status: Status
    channel: str | None
    terms_id: int
    terms_number: int
    terms: Terms = field(repr=False)

    @property
    def title(self) -> str:
        return self.terms.title
