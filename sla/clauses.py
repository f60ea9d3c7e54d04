"""What terms are made of: parties, tiers, goals, alerts, duties, consequences."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

from sla.window import Window

What: TypeAlias = Literal["lead", "customer"]
"""What is handed off along a chain: a lead, and once its deal closed, the customer."""


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
    """One side of an agreement, with the contact who answers for its goals.

    `users` are those who use what the others owe it; `reports` is who reports on it to the others, where that is not
    the contact.
    """

    name: str
    contact: Person
    members: tuple[Person, ...] = ()
    needs: tuple[str, ...] = ()
    users: tuple[Person, ...] = ()
    reports: Person | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody whom the agreement names for the party."""
        return (self.contact, *self.members, *self.users, *((self.reports,) if self.reports else ()))

    def has(self, user: str) -> bool:
        """Whether this Slack user is the contact or a member."""
        return any(person.user == user for person in (self.contact, *self.members))


@dataclass(frozen=True)
class Minimum:
    """What a lead needs before it is handed off: a score, a level of activity, or both."""

    score: int | None = None
    activity: int | None = None


@dataclass(frozen=True)
class Tier:
    """A quality class of lead with its own value and window; below its minimum a lead is nurtured by marketing."""

    name: str
    value: Decimal | None = None
    window: Window | None = None
    minimum: Minimum | None = None


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
class HandOffRule:
    """Who hands what to whom, how soon the receiver must follow up, and the ladder of a customer that waits."""

    giver: str
    receiver: str
    what: What = "lead"
    window: Window | None = None
    alerts: tuple[Rung, ...] = ()


@dataclass(frozen=True)
class CalculatorInputs:
    """The four inputs from which a leads goal was calculated, as exact decimals (rates as 0.5)."""

    quota: Decimal
    marketing_share: Decimal
    deal_size: Decimal
    close_rate: Decimal


@dataclass(frozen=True)
class Goal:
    """A party's numeric target per period; speed is in seconds.

    `due_day`: the number of the period's day by whose end the target is to be reached, None for its last; a period
    that is shorter than that (February, for the 30th) has it on its last day.
    """

    party: str
    metric: Metric
    target: Decimal
    tier: str | None = None
    line: Literal["calendar", "working_days"] = "calendar"
    unit: str | None = None
    calculate: CalculatorInputs | None = None
    due_day: int | None = None

    @property
    def key(self) -> str:
        """Names the goal within its terms: party, metric and tier."""
        return "/".join((self.party, self.metric, self.tier or ""))


@dataclass(frozen=True)
class Post:
    """When a message to the channel is due: a local time, on days named as in agreement files."""

    at: time
    on: str


@dataclass(frozen=True)
class Duty:
    """A recurring report or delivery that one party owes another.

    `units`: how many units of the giver's deliveries one time usually brings; 0 for a report, which brings none.
    `report`: what a report starts out with; None where its name says so.
    """

    what: str
    giver: str
    receiver: str
    every: str
    on: str
    by: time
    owner: Person | None = None
    confirm_to: Person | None = None
    units: Decimal | None = None
    report: Literal["pipeline", "friction"] | None = None


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
    """A consequence: when this happens, these things follow.

    `milestones`: shares of a goal that are celebrated on the way to it. `over`: the number of periods that a deficit
    is made up in, None for the next one alone. `decay`: after how many further closed periods a strike of this rule
    stops counting, None for never.
    """

    when: str
    then: tuple[str, ...]
    count: int | None = None
    of: Literal["rep", "party"] | None = None
    within: str | None = None
    by: Decimal | None = None
    diagnosis_within: Window | None = None
    credit: Credit | None = None
    milestones: tuple[Decimal, ...] = ()
    over: int | None = None
    decay: int | None = None


@dataclass(frozen=True)
class CancellationCondition:
    """A condition under which the agreement ends in favour of a better one."""

    when: str
    periods: int | None = None


@dataclass(frozen=True)
class Bandwidth:
    """What the reps' hours allow: minutes an attempt costs, hours a week, share for marketing's leads.

    `automated_share`: the share of attempts that cost nobody's time, such as e-mails that send themselves;
    `leave_days`: the working days of leave that all reps together usually take in a period.
    """

    minutes_per_attempt: Decimal
    hours_per_rep_per_week: Decimal
    marketing_leads_share: Decimal
    automated_share: Decimal | None = None
    leave_days: Decimal | None = None
