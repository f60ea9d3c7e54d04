"""A strike: the mark on a party for a promise that was missed, who answers for it, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sla.errors import BadShortId
from sla.lead import number_of, short_id


class StrikeState(StrEnum):
    """Where a strike stands."""

    OPEN = "open"
    DIAGNOSED = "diagnosed"
    CONTESTED = "contested"
    UPHELD = "upheld"
    EXCUSED = "excused"
    WITHDRAWN = "withdrawn"
    DECAYED = "decayed"


class StepKind(StrEnum):
    """What somebody, or time, did about a strike; each at most once."""

    CONTEST = "contest"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"
    EXCUSE = "excuse"
    DECAY = "decay"
    MEND = "mend"
    NOT_MENDED = "not_mended"


ENDS: Final = {
    StepKind.WITHDRAW: StrikeState.WITHDRAWN,
    StepKind.EXCUSE: StrikeState.EXCUSED,
    StepKind.DECAY: StrikeState.DECAYED,
}
"""The steps after which a strike does not count any more, and how it stands then."""


class Excuse(StrEnum):
    """Why a strike is excused."""

    OUTAGE = "outage"
    LEAVE = "leave"
    WRONG_TERMS = "wrong_terms"
    OTHER = "other"


@dataclass(frozen=True)
class Step:
    """One step: who took it, when (UTC), why; `excuse` where it is an excusal."""

    kind: StepKind
    by: str
    at: datetime
    reason: str | None = None
    excuse: Excuse | None = None


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

    The cause: period (or the first breach of a window), party, rule, goal, duty or person. The rest as in Strike.
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
    instead_of: str | None = None
    decay: int | None = None


@dataclass(frozen=True)
class Strike:
    """A formal mark on a party. `people` are the keys of those who write its diagnosis; instants are UTC.

    `promise` is the sentence that says what was promised and what came, as plain text; `person` is set where the rule
    is on a rep; `leads` are the numbers of the leads whose windows passed, `since_at` the first of those instants;
    `period` is the name of the period. `instead_of` is the party whose own miss this party's failing excused; `decay`
    after how many further closed periods it stops counting.
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
    instead_of: str | None = None
    decay: int | None = None
    diagnosis: Diagnosis | None = None
    steps: tuple[Step, ...] = ()

    @property
    def short_id(self) -> str:
        return strike_id(self.id)

    @property
    def state(self) -> StrikeState:
        """How it stands, whatever is on record of it."""
        return state_of(self.diagnosis is not None, [step.kind for step in self.steps])

    @property
    def stands(self) -> bool:
        """Whether it counts: not withdrawn, excused or decayed."""
        return self.ending is None

    @property
    def ending(self) -> Step | None:
        """The step after which it does not count any more."""
        return next((step for step in self.steps if step.kind in ENDS), None)

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was withdrawn (UTC), if it was."""
        gone = self.step(StepKind.WITHDRAW)
        return None if gone is None else gone.at

    def step(self, kind: StepKind) -> Step | None:
        """The step of this kind, if it was taken."""
        return next((step for step in self.steps if step.kind is kind), None)


def state_of(is_diagnosed: bool, steps: Collection[StepKind]) -> StrikeState:
    """How a strike stands after these steps: as it ended; else contested until somebody judges; else diagnosed."""
    for kind, state in ENDS.items():
        if kind in steps:
            return state
    if StepKind.CONTEST in steps and StepKind.UPHOLD not in steps:
        return StrikeState.CONTESTED
    if is_diagnosed:
        return StrikeState.DIAGNOSED
    return StrikeState.UPHELD if StepKind.UPHOLD in steps else StrikeState.OPEN


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
