"""What a reader of figures sees of what followed: strikes, service credits, make-up plans."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction


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
