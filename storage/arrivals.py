"""What a file brings in: leads, attempts and deals on their way into the memory, and what became of a batch of them."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sla.lead import Channel, NewLead


class ArrivingLead(NamedTuple):
    """A lead from line `line` of a file. Its texts are clean; `key` is what it is handed off once under."""

    line: int
    new: NewLead
    at: datetime
    key: str


class ArrivingAttempt(NamedTuple):
    """An attempt on the lead that the file calls `lead`. `key` holds it apart from others on that lead."""

    line: int
    lead: str
    at: datetime
    by: str | None
    channel: Channel
    connected: bool
    automated: bool
    key: str


class ArrivingDeal(NamedTuple):
    """A deal with the lead that the file calls `lead`; without one it is a sale that marketing did not bring."""

    line: int
    lead: str | None
    closed_at: datetime
    revenue: Decimal
    key: str


class Taken(NamedTuple):
    """How many of a batch were taken, how many were there already, and which lines were refused, each with why."""

    taken: int
    known: int
    refused: tuple[tuple[int, str], ...] = ()
