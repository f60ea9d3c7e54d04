"""The other side: to whom a party owes what it promised, who goes short when it does not, and who judges it."""

from sla.agreement import Party, Terms
from sla.errors import UnknownParty


def other_side(terms: Terms, party: str) -> Party | None:
    """The party that goes short when this one does not keep its promise.

    Of two parties the other one. In a chain the one that it hands leads or customers to; for the last of the chain
    the one that hands them to it. None when there is no other.
    """
    others = [each for each in terms.parties if each.name != party]
    if len(others) == 1:
        return others[0]
    next_one = (rule.receiver for rule in terms.hand_offs if rule.giver == party)
    before = (rule.giver for rule in terms.hand_offs if rule.receiver == party)
    name = next((name for names in (next_one, before) for name in names), None)
    return _named(terms, name) or next(iter(others), None)


def judges(terms: Terms, party: str, people: tuple[str, ...]) -> list[str]:
    """The Slack users who may judge a strike on this party and these people: the other parties' contacts.

    The contact of the party that goes short comes first. Nobody judges their own: whoever the strike names is not
    among them, nor anybody of the party, be they the contact of another as well.
    """
    first = other_side(terms, party)
    others = [each for each in terms.parties if each.name != party]
    ordered = sorted(others, key=lambda each: each != first)
    theirs = _named(terms, party)
    found = (each.contact.user for each in ordered)
    allowed = [user for user in found if user and user not in people and not (theirs and theirs.has(user))]
    return list(dict.fromkeys(allowed))


def _named(terms: Terms, name: str | None) -> Party | None:
    try:
        return terms.party(name) if name else None
    except UnknownParty:
        return None
