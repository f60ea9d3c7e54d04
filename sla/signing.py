"""Who signs terms, and how long a proposal waits for it.

The contact of every party signs, and for a contact outside Slack any contact who is in it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sla.agreement import Terms
from sla.errors import NeverOpen
from sla.window import Window

LAPSE_AFTER: Final = Window(working_days=10)
WITHOUT_HOURS: Final = timedelta(days=14)


class Closed(StrEnum):
    """How a proposal stopped waiting without its terms coming into force.

    AGREED: a proposal to end the agreement that every party signed; ENDED: the agreement ended meanwhile.
    """

    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    AGREED = "agreed"
    ENDED = "ended"


@dataclass(frozen=True)
class Signature:
    """A party agreed to terms: who signed for it, and when."""

    party: str
    by: str
    at: datetime


def signs_for(terms: Terms, user: str) -> tuple[str, ...]:
    """The parties whose signature this Slack user may give: their own, and those whose contact is outside Slack."""
    if not any(terms.contact_of(user)):
        return ()
    return tuple(party.name for party in terms.parties if party.contact.user in (user, None))


def signers(terms: Terms) -> tuple[str, ...]:
    """The Slack users who may sign, each once, in the parties' order."""
    users = (party.contact.user for party in terms.parties)
    return tuple(dict.fromkeys(user for user in users if user is not None))


def lapse(terms: Terms, proposed_at: datetime) -> datetime:
    """When a proposal of these terms lapses (UTC): after the agreed business time, ten working days if none is.

    It is reckoned in the proposed terms' own hours; where those never open, it is two weeks.
    """
    try:
        due = terms.hours.due(proposed_at, terms.lapse_after or LAPSE_AFTER)
    except NeverOpen:
        due = None
    return due or proposed_at + WITHOUT_HOURS


def reminder(terms: Terms, proposed_at: datetime, lapses_at: datetime) -> datetime:
    """When those who have not signed are reminded, once (UTC): half-way to the lapse, at the next opening."""
    half = proposed_at + (lapses_at - proposed_at) / 2
    try:
        return min(terms.hours.next_opening(half), lapses_at)
    except NeverOpen:
        return half
