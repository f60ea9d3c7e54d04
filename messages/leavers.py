"""That a party's contact has left Slack, and what to do about it."""

from collections.abc import Sequence

from messages import mrkdwn
from messages.blocks import Message, section
from messages.text import Untrusted
from sla.agreement import Terms


def contact_left(terms: Terms, user: str, party: str) -> Message:
    """To the other contacts and the admin."""
    title, whose = mrkdwn.bold(Untrusted(terms.title)), Untrusted(party).mrkdwn()
    said = (
        f":door: {mrkdwn.opening(user)}, the contact of {whose} in {title}, is not in Slack any more. Nobody can sign "
        f"or decide for {whose} until new terms name another contact: *Amend* in `/sla agreement`, or `sla-bot apply`."
    )
    return Message(said, (section(said),), "sla_contact_left", {"agreement": terms.slug, "party": party})


def line(parties: Sequence[str]) -> str:
    """Below a proposal: whose signature can't come."""
    names = " and ".join(Untrusted(party).mrkdwn() for party in parties)
    return f":door: The contact of {names} is not in Slack any more: new terms must name another, with `sla-bot apply`."
