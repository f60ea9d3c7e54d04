"""Who signs terms: the contact of every party, and for a contact outside Slack any contact who is in it."""

from dataclasses import dataclass
from datetime import datetime

from sla.agreement import Terms


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
