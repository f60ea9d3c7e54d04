"""A strike: the mark on a party for a promise that was missed, the people who answer for it, and their diagnosis."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sla.errors import BadShortId
from sla.lead import number_of, short_id


class StrikeState(StrEnum):
    """Where a strike stands."""

    OPEN = "open"
    DIAGNOSED = "diagnosed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Diagnosis:
    """What was written on a strike: what got in the way, what mends it, by when, by whom."""

    cause: str
    remedy: str
    by_date: date
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class NewStrike:
    """A strike about to be opened; `cause` names what it is for, so that one miss strikes once.

    The cause: period (or the first breach of a window), party, rule, goal or person. The rest as in Strike.
    """

    cause: tuple[str, ...]
    party: str
    rule: str
    period: str
    people: tuple[str, ...]
    promise: str
    on: date
    opened_at: datetime
    metric: str | None = None
    tier: str | None = None
    person: str | None = None
    leads: tuple[int, ...] = ()
    since_at: datetime | None = None
    diagnosis_due_at: datetime | None = None


@dataclass(frozen=True)
class Strike:
    """A formal mark on a party. `people` are the keys of those who write its diagnosis; instants are UTC.

    `promise` is the sentence that says what was promised and what came, as plain text; `person` is set where the rule
    is on a rep; `leads` are the numbers of the leads whose windows passed, `since_at` the first of those instants;
    `period` is the name of the period.
    """

    id: int
    agreement_id: int
    terms_id: int
    party: str
    rule: str
    period: str
    metric: str | None
    tier: str | None
    person: str | None
    people: tuple[str, ...]
    promise: str
    leads: tuple[int, ...]
    on: date
    opened_at: datetime
    since_at: datetime | None = None
    diagnosis_due_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None
    diagnosis: Diagnosis | None = None

    @property
    def short_id(self) -> str:
        return strike_id(self.id)

    @property
    def state(self) -> StrikeState:
        """Withdrawn, diagnosed, or else open."""
        if self.withdrawn_at:
            return StrikeState.WITHDRAWN
        return StrikeState.DIAGNOSED if self.diagnosis else StrikeState.OPEN


def strike_id(number: int) -> str:
    """`S-4F7K` for the strike of this number."""
    return "S-" + short_id(number).removeprefix("L-")


def strike_number(text: str) -> int:
    """The strike's number behind `S-4F7K` (any case); raises BadShortId."""
    letters = text.strip().upper().removeprefix("S-")
    try:
        return number_of(letters)
    except BadShortId:
        raise BadShortId(
            f"“{text[:40]}” is not the id of a strike. Ids look like S-4F7K; `/sla strikes` lists them."
        ) from None
