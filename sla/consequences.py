"""What follows from goals missed, breaches and strikes: strikes, make-up plans, service credits and escalations.

What follows from goals that are met is in praise.py, what follows from missed duties in duty_outcomes.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sla.agreement import Goal, Rule, Terms
from sla.duty import is_recorded
from sla.hours import BusinessHours
from sla.pacing import Pace, kept
from sla.praise import CELEBRATE, THANK_CONTACT
from sla.standing import GoalFigures
from sla.window import Window

STRIKE, MAKE_UP, SERVICE_CREDIT, ESCALATE = "strike", "make_up", "service_credit", "escalate"

FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    "goal_met": (CELEBRATE, THANK_CONTACT),
    "goal_exceeded": (CELEBRATE, THANK_CONTACT),
    "goal_missed": (STRIKE, MAKE_UP, SERVICE_CREDIT, ESCALATE),
    "breaches": (STRIKE, SERVICE_CREDIT, ESCALATE),
    "duty_missed": (STRIKE, SERVICE_CREDIT, ESCALATE),
    "strikes": (ESCALATE,),
}
"""What can follow from what; anything else would be words that nobody acts on."""


@dataclass(frozen=True)
class GoalOutcome:
    """A rule that a goal's verdict brought into play."""

    rule: Rule
    goal: Goal
    pace: Pace


@dataclass(frozen=True)
class Breach:
    """A window that passed without an attempt: of which lead, when (its due instant), and whose it was then.

    `handed_on` is the local date on which the lead was handed off.
    """

    lead_id: int
    at: datetime
    rep: str | None
    handed_on: date | None = None


@dataclass(frozen=True)
class BreachOutcome:
    """So many breaches that a rule counts them a strike; `person` is None for a rule on the whole party.

    `breaches` are those of the window in order; the last of the first `rule.count` is the one that struck.
    """

    rule: Rule
    party: str
    person: str | None
    breaches: tuple[Breach, ...]

    @property
    def struck_at(self) -> datetime:
        """When the breach that filled the count came."""
        return self.breaches[(self.rule.count or 1) - 1].at

    @property
    def starts_at(self) -> datetime:
        """When the first of the breaches came."""
        return self.breaches[0].at


@dataclass(frozen=True)
class Escalation:
    """A party's standing strikes reached a multiple of the rule's count."""

    rule: Rule
    party: str
    strikes: int


def missed_goals(terms: Terms, goals: Iterable[GoalFigures], act: str = STRIKE) -> list[GoalOutcome]:
    """The goals whose promise a closed period did not keep, where a rule calls for this act.

    Deliveries that no duty of the terms brings are left out: nobody can say that they did not come.
    """
    missed = [each for each in goals if kept(each.pace) is False and is_recorded(terms, each.goal)]
    rules = (rule for rule in terms.consequences if rule.when == "goal_missed" and act in rule.then)
    return [GoalOutcome(rule, each.goal, each.pace) for rule in rules for each in missed]


def breach_rules(terms: Terms, act: str = STRIKE) -> list[Rule]:
    """The rules that call for this act when breaches add up; none where no leads are handed off."""
    if not terms.has_leads:
        return []
    return [rule for rule in terms.consequences if rule.when == "breaches" and act in rule.then and rule.count]


def rule_key(rule: Rule) -> str:
    """Names a rule within its terms, the same in every version that has it: `breaches:3:rep:period`."""
    return ":".join(str(part) for part in (rule.when, rule.count, rule.of, rule.within) if part is not None)


def breach_strikes(terms: Terms, rule: Rule, breaches: Sequence[Breach]) -> list[BreachOutcome]:
    """The strikes that these breaches make under a rule: one per person, or for the party, and window of the rule.

    Give the breaches of one period. A rule within a duration counts from a breach for that long (business time); its
    windows do not overlap. A breach on a lead that was nobody's is the contact's.
    """
    party = terms.receiver.name
    found = []
    for person, theirs in _by_person(rule, breaches, terms.receiver.contact.key).items():
        for window in _windows(rule, terms.hours, sorted(theirs, key=lambda breach: (breach.at, breach.lead_id))):
            found.append(BreachOutcome(rule, party, person, tuple(window)))
    return sorted(found, key=lambda outcome: (outcome.struck_at, outcome.person or ""))


def escalation_rules(terms: Terms) -> list[Rule]:
    """The rules that escalate a party's strikes to its contact."""
    return [rule for rule in terms.consequences if rule.when == "strikes" and ESCALATE in rule.then and rule.count]


def escalations(rule: Rule, standing: Mapping[str, int]) -> list[Escalation]:
    """What so many standing strikes of each party call for: once at each multiple of the rule's count, the highest."""
    count = rule.count or 1
    reached = ((party, strikes // count * count) for party, strikes in standing.items())
    return [Escalation(rule, party, strikes) for party, strikes in reached if strikes]


def has_rule(terms: Terms, rule: Rule, goal: Goal | None = None) -> bool:
    """Whether these terms hold the same rule, and the same goal with the same target."""
    return rule in terms.consequences and (goal is None or goal in terms.goals)


def window_end(hours: BusinessHours, rule: Rule, starts_at: datetime) -> datetime | None:
    """Until when a breach rule counts from its first breach on (UTC); None for a rule on the period."""
    if rule.within in (None, "period"):
        return None
    return hours.due(starts_at, Window.parse(rule.within or ""))


def _by_person(rule: Rule, breaches: Iterable[Breach], contact: str) -> dict[str | None, list[Breach]]:
    found: dict[str | None, list[Breach]] = defaultdict(list)
    for breach in breaches:
        found[breach.rep or contact if rule.of == "rep" else None].append(breach)
    return found


def _windows(rule: Rule, hours: BusinessHours, breaches: Sequence[Breach]) -> Iterator[Sequence[Breach]]:
    """Each stretch of breaches that fills the count, from the earliest on, none of them in two."""
    first = 0
    while first < len(breaches):
        ends_at = window_end(hours, rule, breaches[first].at)
        window = [breach for breach in breaches[first:] if ends_at is None or breach.at <= ends_at]
        if len(window) >= (rule.count or 1):
            yield window
            first += len(window)
        else:
            first += 1 if ends_at is not None else len(window)
