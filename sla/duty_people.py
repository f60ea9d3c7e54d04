"""Who is who in a duty: who does it, who gets and confirms it, who may excuse it."""

from dataclasses import dataclass

from sla.agreement import Party, Person, Terms
from sla.duty import Occurrence, named
from sla.errors import UnknownParty


@dataclass(frozen=True)
class Confirmer:
    """Who says what came: a Slack user, and the name of whoever outside Slack they say it for; None where nobody can.

    The one that the agreement names, else the receiver's contact; for somebody outside Slack, the giver's contact.
    """

    user: str | None
    on_behalf_of: str | None = None


def owner_of(terms: Terms, duty: Occurrence) -> Person | None:
    """Who does it: the owner that the agreement names, else the giving party's contact; None for a party that left."""
    agreed = named(terms, duty.giver, duty.what)
    if agreed is not None and agreed.owner is not None:
        return agreed.owner
    giver = party_of(terms, duty.giver)
    return giver.contact if giver else None


def reader_of(terms: Terms, duty: Occurrence) -> Person | None:
    """Who a report is passed on to: whom the agreement names, else the receiving party's contact."""
    agreed = named(terms, duty.giver, duty.what)
    if agreed is not None and agreed.confirm_to is not None:
        return agreed.confirm_to
    receiver = party_of(terms, duty.receiver)
    return receiver.contact if receiver else None


def confirmer_of(terms: Terms, duty: Occurrence) -> Confirmer:
    """Who confirms a delivery."""
    giver, receiver = party_of(terms, duty.giver), party_of(terms, duty.receiver)
    wanted = reader_of(terms, duty)
    if wanted is None or giver is None:
        return Confirmer(None)
    if wanted.user is None:
        return Confirmer(giver.contact.user, wanted.written)
    speaks_for_giver = giver.has(wanted.user) and receiver is not None and not receiver.has(wanted.user)
    return Confirmer(wanted.user, receiver.contact.written if speaks_for_giver and receiver else None)


def doers_of(terms: Terms, duty: Occurrence) -> tuple[str, ...]:
    """The Slack users who may say that it is done: its owner and the giving party's contact.

    Without a named owner, everybody of the giving party.
    """
    agreed, giver = named(terms, duty.giver, duty.what), party_of(terms, duty.giver)
    if giver is None:
        return ()
    others = giver.members if agreed is None or agreed.owner is None else (agreed.owner,)
    return _users(giver.contact, *others)


def excusers_of(terms: Terms, duty: Occurrence) -> tuple[str, ...]:
    """The Slack users who may excuse it: the receiving party's contact; where they are outside Slack, other contacts.

    Never anybody of the giving party: nobody forgives their own.
    """
    giver, receiver = party_of(terms, duty.giver), party_of(terms, duty.receiver)
    found = _users(receiver.contact) if receiver else ()
    found = found or _users(*(party.contact for party in terms.parties if party.name != duty.giver))
    return tuple(user for user in found if giver is None or not giver.has(user))


def party_of(terms: Terms, name: str) -> Party | None:
    """The party of this name, if the terms still have it."""
    try:
        return terms.party(name)
    except UnknownParty:
        return None


def _users(*people: Person) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.user for person in people if person.user))
