"""A lead on its way: handed off, tried, connected, closed, held or given back; and its short name."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from sla.clauses import What
from sla.errors import BadShortId

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILOU", "110V")
_SPREAD = 0x9E3779B1 | 1


class LeadState(StrEnum):
    """Where a lead is on its way."""

    WAITING = "waiting"
    ON_HOLD = "on_hold"
    FOLLOWED_UP = "followed_up"
    CONNECTED = "connected"
    CUSTOMER = "customer"
    RETURNED = "returned"


class Channel(StrEnum):
    """How an attempt was made."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    OTHER = "other"


@dataclass(frozen=True)
class NewLead:
    """A lead about to be handed off. `rep` is a Slack id, or a name as written when Slack knows nobody by it."""

    name: str
    company: str | None = None
    email: str | None = None
    tier: str | None = None
    value: Decimal | None = None
    source: str | None = None
    external_id: str | None = None
    rep: str | None = None
    score: int | None = None
    activity: int | None = None


@dataclass(frozen=True)
class Lead:
    """A handed-off lead, as it stands now. `due_at` is the promise; None while held without an end.

    `came_of` is the number of the lead that a customer was, when it is the customer who was handed off; its `value` is
    then the deal's. `again_of` is that of the returned lead which this one was before.
    """

    id: int
    agreement_id: int
    terms_id: int
    name: str
    company: str | None
    email: str | None
    tier: str | None
    value: Decimal | None
    external_id: str | None
    rep: str | None
    passes: int
    handed_off_at: datetime
    handed_off_by: str | None
    due_at: datetime | None
    alert_due_at: datetime | None
    next_alert_at: datetime | None
    first_attempt_at: datetime | None
    first_attempt_by: str | None
    attempts: int
    connected_at: datetime | None
    closed_at: datetime | None
    returned_at: datetime | None
    held_until: datetime | None
    breached_at: datetime | None
    breach_rep: str | None = None
    came_of: int | None = None
    again_of: int | None = None
    score: int | None = None
    activity: int | None = None

    def as_of(self, now: datetime) -> Self:
        """The lead as it stood at `now`: what is on record of a later instant has not happened yet."""
        facts = "first_attempt_at", "connected_at", "closed_at", "returned_at", "breached_at"
        later: dict[str, Any] = {name: None for name in facts if (at := getattr(self, name)) is not None and at > now}
        return replace(self, **later) if later else self

    @property
    def short_id(self) -> str:
        return short_id(self.id)

    @property
    def what(self) -> What:
        """What was handed off: the lead, or the customer that it became."""
        return "lead" if self.came_of is None else "customer"

    @property
    def state(self) -> LeadState:
        """The furthest state that the lead has reached."""
        if self.returned_at:
            return LeadState.RETURNED
        if self.closed_at:
            return LeadState.CUSTOMER
        if self.connected_at:
            return LeadState.CONNECTED
        if self.first_attempt_at:
            return LeadState.FOLLOWED_UP
        return LeadState.ON_HOLD if self.held_until or self.due_at is None else LeadState.WAITING

    def state_at(self, now: datetime) -> LeadState:
        """The furthest state that the lead has reached; a hold that has ended by `now` no longer counts."""
        if self.state is LeadState.ON_HOLD and not self.is_held(now):
            return LeadState.WAITING
        return self.state

    def is_held(self, now: datetime) -> bool:
        """Whether its clock stands still at `now` because it asked to wait."""
        return self.due_at is None or (self.held_until is not None and now < self.held_until)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it still waits although its window has passed."""
        return self.waits and self.due_at is not None and self.due_at < now

    @property
    def is_open(self) -> bool:
        """Neither closed nor returned."""
        return self.closed_at is None and self.returned_at is None

    @property
    def waits(self) -> bool:
        """Open, and nobody has tried to reach it yet."""
        return self.is_open and self.first_attempt_at is None


def short_id(number: int) -> str:
    """`L-4F7K` for the lead of this number: four characters below 2^20, one more for each 2^5 times as many."""
    size, first = _size_of(number)
    spread = (number - first) * _SPREAD % 32**size
    return "L-" + "".join(_ALPHABET[spread >> 5 * place & 31] for place in reversed(range(size)))


def number_of(text: str) -> int:
    """The lead's number behind `L-4F7K` (any case, O for 0, I or L for 1); raises BadShortId."""
    letters = text.strip().upper().removeprefix("L-").translate(_MISREAD)
    if len(letters) < 4 or not set(letters) <= set(_ALPHABET):
        raise BadShortId(f"“{text[:40]}” is not the id of a lead. Ids look like L-4F7K.")
    spread = 0
    for letter in letters:
        spread = spread * 32 + _ALPHABET.index(letter)
    ids, first = 32**4, 0
    for _more in letters[4:]:
        ids, first = ids * 32, first + ids
    return spread * pow(_SPREAD, -1, ids) % ids + first


def _size_of(number: int) -> tuple[int, int]:
    size, first = 4, 0
    while number >= first + 32**size:
        first += 32**size
        size += 1
    return size, first
