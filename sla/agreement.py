"""An agreement and its terms: who promised what to whom, and what follows."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from sla.calendar import Calendar
from sla.clauses import (
    DEFAULT_LADDER,
    Bandwidth,
    CalculatorInputs,
    CancellationCondition,
    Credit,
    Duty,
    Goal,
    HandOffRule,
    Metric,
    Party,
    Person,
    Post,
    Rule,
    Rung,
    Tier,
    What,
)
from sla.errors import NoHandOff, UnknownParty
from sla.hours import BusinessHours
from sla.period import Period
from sla.window import Window

__all__ = [
    "DEFAULT_LADDER", "DEFAULT_WINDOW", "Agreement", "Bandwidth", "CalculatorInputs", "CancellationCondition",
    "Credit", "Duty", "Goal", "HandOffRule", "Kind", "Metric", "Party", "Person", "Post", "Rule", "Rung",
    "Status", "Terms", "Tier", "What",
]  # fmt: skip

DEFAULT_WINDOW = Window.parse("1h")


class Kind(StrEnum):
    """Between two departments, a supplier and a customer, or more than two parties in a chain."""

    INTERNAL = "internal"
    CUSTOMER = "customer"
    MULTI_LEVEL = "multi-level"


@dataclass(frozen=True)
class Terms:
    """One dated version of all that was agreed. Never edited: an amendment starts new terms.

    `link` is the hand-off of the chain that the terms are read for: `of_customers` reads them for the second one.
    """

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
    lapse_after: Window | None = None
    """How long a proposal waits for its signatures; ten working days where nothing is agreed."""
    link: What = field(default="lead", repr=False)

    @cached_property
    def hours(self) -> BusinessHours:
        """The business clock of these terms."""
        return BusinessHours(self.calendar)

    def party(self, name: str) -> Party:
        """The party of this name; raises UnknownParty."""
        found = next((party for party in self.parties if party.name == name), None)
        if found is not None:
            return found
        raise UnknownParty(f"There is no party called “{name[:40]}” here. Parties: {', '.join(self.party_names)}.")

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
        """The hand-off of this link: as agreed, else of a lead by the party that owes leads to who follows up.

        Raises NoHandOff where the agreement has none (a customer agreement, for one).
        """
        agreed = next((rule for rule in self.hand_offs if rule.what == self.link), None)
        if agreed is not None:
            return agreed
        if self.link != "lead":
            raise NoHandOff
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

    @property
    def hands_customers(self) -> bool:
        """Whether a customer is handed off under this agreement, once a lead is won."""
        return any(rule.what == "customer" for rule in self.hand_offs)

    @cached_property
    def of_customers(self) -> "Terms":
        """The same terms as a customer sees them: giver, receiver, window and ladder are those of its hand-off."""
        seen = replace(self, link="customer")
        seen.__dict__["hours"] = self.hours
        return seen

    def of(self, what: What) -> "Terms":
        """The terms as read for this link of the chain."""
        return self if what == self.link else self.of_customers if what == "customer" else replace(self, link=what)

    @property
    def links(self) -> tuple["Terms", ...]:
        """The terms as read for each hand-off that there is, in the order of the chain."""
        leads = (self.of("lead"),) if self.of("lead").has_leads else ()
        return (*leads, self.of_customers) if self.hands_customers else leads

    def link_to(self, party: str) -> "Terms | None":
        """The terms as read for the hand-off to this party; None where nothing is handed to it."""
        return next((each for each in self.links if each.lead_hand_off.receiver == party), None)

    @cached_property
    def receiver(self) -> Party:
        """The party that leads are handed to."""
        return self.party(self.lead_hand_off.receiver)

    @cached_property
    def giver(self) -> Party:
        """The party that hands leads off."""
        return self.party(self.lead_hand_off.giver)

    def window(self, tier: str | None) -> Window:
        """A lead's window: its tier's; else its hand-off's; else one hour. A customer's is its hand-off's."""
        of_tier = self.tier(tier) if self.link == "lead" else None
        if of_tier is not None and of_tier.window is not None:
            return of_tier.window
        return self.lead_hand_off.window or DEFAULT_WINDOW

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """The alert ladder in rising order: the agreed one, else 80 % and 100 % to the rep, 150 % to the contact.

        A customer's is that of its hand-off, else that of leads, told to the next party in the place of the one before.
        """
        agreed = (
            self.lead_hand_off.alerts
            or self._alerts()
            or tuple(
                Rung(Decimal(at), self.receiver.name if tell == "contact" else tell) for at, tell in DEFAULT_LADDER
            )
        )
        return tuple(sorted(agreed, key=lambda rung: rung.at))

    def _alerts(self) -> tuple[Rung, ...]:
        if self.link == "lead":
            return self.alerts
        before, after = self.giver.name, self.receiver.name
        return tuple(replace(rung, tell=after) if rung.tell == before else rung for rung in self.alerts)

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

    def of(self, what: What) -> "Agreement":
        """The agreement with its terms as read for this link of the chain."""
        return self if what == self.terms.link else replace(self, terms=self.terms.of(what))

    @property
    def links(self) -> tuple["Agreement", ...]:
        """The agreement as read for each hand-off that there is, in the order of the chain."""
        return tuple(self.of(terms.link) for terms in self.terms.links)
