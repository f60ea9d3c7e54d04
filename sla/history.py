"""What happened to a lead: every record with its person and its instant (UTC)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from sla.lead import Channel


@dataclass(frozen=True)
class Attempt:
    """One try to reach the lead; `logged_by` wrote it down, for `by`."""

    at: datetime
    by: str | None
    logged_by: str | None
    channel: Channel
    connected: bool
    automated: bool


@dataclass(frozen=True)
class Hold:
    """The lead asked to wait: its clock stood still from `at` to `ends_at`; `due_before` was the promise until then."""

    at: datetime
    ends_at: datetime | None
    reason: str
    by: str | None
    due_before: datetime | None


@dataclass(frozen=True)
class PassOn:
    """The lead went from one rep to another for the `number`th time; `automatic` when the ladder did it."""

    at: datetime
    number: int
    old_rep: str | None
    new_rep: str | None
    by: str | None
    automatic: bool


@dataclass(frozen=True)
class Return:
    """Sales gave the lead back as not a fit."""

    at: datetime
    by: str | None
    reason: str


@dataclass(frozen=True)
class Deal:
    """A closed deal, on the local date `closed_on`; without a lead, marketing did not bring it."""

    id: int
    lead_id: int | None
    closed_at: datetime
    closed_on: date
    revenue: Decimal
    tier: str | None
    by: str | None

    @property
    def at(self) -> datetime:
        """When it closed."""
        return self.closed_at


Happening: TypeAlias = Attempt | Hold | PassOn | Return | Deal
"""Anything in a lead's history."""
