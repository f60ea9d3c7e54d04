"""What follows from duties that were missed: strikes, service credits and escalations, one for each time and rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sla.agreement import Rule, Terms

DUTY_MISSED = "duty_missed"


@dataclass(frozen=True)
class MissedDuty:
    """One time of a duty that passed undone: who owed it to whom, and by when (UTC).

    `owner` is the key of the person who was to do it; None where the party's contact answers for it.
    """

    what: str
    giver: str
    receiver: str
    due_at: datetime
    owner: str | None = None

    @property
    def cause(self) -> tuple[str, ...]:
        """What tells this miss from any other."""
        return self.due_at.isoformat(), self.giver, DUTY_MISSED, self.what


@dataclass(frozen=True)
class DutyOutcome:
    """One thing that follows from one missed duty: `act` is strike, service_credit or escalate."""

    rule: Rule
    missed: MissedDuty
    act: str


def duty_outcomes(terms: Terms, missed: Iterable[MissedDuty]) -> list[DutyOutcome]:
    """What the terms say follows from these missed duties, in the order of the rules."""
    told = list(missed)
    return [
        DutyOutcome(rule, each, act)
        for rule in terms.consequences
        if rule.when == DUTY_MISSED
        for act in rule.then
        for each in told
    ]
