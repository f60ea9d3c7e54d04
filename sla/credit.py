"""Service credits: what is due to a party that went short, capped by the period, and the balance that runs up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from sla.agreement import Credit
from sla.lead import short_id

CENT = Decimal("0.01")


@dataclass(frozen=True)
class NewCredit:
    """A credit about to be given; `cause` names what it is for, so that one miss is compensated once.

    `receiver` is None for the other side.
    """

    cause: tuple[str, ...]
    payer: str
    rule: str
    period: str
    promise: str
    on: date
    given_at: datetime
    metric: str | None = None
    tier: str | None = None
    receiver: str | None = None


@dataclass(frozen=True)
class ServiceCredit:
    """Compensation that one party owes another; `promise` says for what, as plain text. Instants are UTC.

    `settled_for` is the party that somebody settled it for, where that is not their own.
    """

    id: int
    agreement_id: int
    terms_id: int
    payer: str
    receiver: str
    rule: str
    period: str
    metric: str | None
    tier: str | None
    promise: str
    currency: str
    amount: Decimal
    on: date
    given_at: datetime
    settled_at: datetime | None = None
    settled_by: str | None = None
    settled_for: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None

    @property
    def short_id(self) -> str:
        return credit_id(self.id)

    @property
    def is_open(self) -> bool:
        """Neither settled nor withdrawn."""
        return self.settled_at is None and self.withdrawn_at is None

    def state(self, at: datetime) -> str:
        """How it stood at the instant: open, settled or withdrawn."""
        return state_at(self.settled_at, self.withdrawn_at, at)


@dataclass(frozen=True)
class Balance:
    """What one party owes another in a currency by now: the credits that are neither settled nor withdrawn.

    `first` is the number of the first of them.
    """

    payer: str
    receiver: str
    currency: str
    amount: Decimal
    number: int
    first: int


def state_at(settled_at: datetime | None, withdrawn_at: datetime | None, at: datetime) -> str:
    """How a credit with these instants stood at another: open, settled or withdrawn."""
    if withdrawn_at is not None and withdrawn_at <= at:
        return "withdrawn"
    return "settled" if settled_at is not None and settled_at <= at else "open"


def worth(credit: Credit) -> Decimal:
    """What one miss costs before any cap: the amount, or so many percent of the fee, to the cent, half up."""
    if credit.amount is not None:
        return credit.amount
    return _cents((credit.fee or Decimal(0)) * (credit.percent_of_fee or Decimal(0)) / 100)


def cap(credit: Credit) -> Decimal | None:
    """The most that one rule gives in a period: so many percent of the fee; None without a cap."""
    if credit.cap_percent is None or credit.fee is None:
        return None
    return _cents(credit.fee * credit.cap_percent / 100)


def allowed(credit: Credit, given: Decimal) -> Decimal:
    """What one more miss costs when its rule has given so much in the period already: 0 once the cap is reached."""
    most = cap(credit)
    return worth(credit) if most is None else min(worth(credit), max(Decimal(0), most - given))


def balances(told: Iterable[ServiceCredit]) -> list[Balance]:
    """What is still open of these, by who owes it to whom and in which currency."""
    owed: dict[tuple[str, str, str], list[ServiceCredit]] = {}
    for each in told:
        if each.is_open:
            owed.setdefault(same(each), []).append(each)
    return [
        Balance(*key, sum((each.amount for each in found), Decimal(0)), len(found), found[0].id)
        for key, found in owed.items()
    ]


def same(credit: ServiceCredit) -> tuple[str, str, str]:
    """What the credits of one balance have in common: who owes it, to whom, and the currency."""
    return credit.payer, credit.receiver, credit.currency


def credit_id(number: int) -> str:
    """`C-4F7K` for the credit of this number."""
    return "C-" + short_id(number).removeprefix("L-")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
