"""The words of an escalation: what a party's contact is to turn round."""

from collections.abc import Sequence
from typing import Final

from messages import durations, mrkdwn
from messages.blocks import Message, section
from messages.text import Untrusted
from sla.agreement import Terms
from sla.strike import Strike

_STRIKES_SHOWN: Final = 10


def escalation(terms: Terms, party: str, strikes: Sequence[Strike], count: int) -> Message:
    """To the party's contact: so many strikes stand, which ones, and that they are now theirs to turn round."""
    standing = durations.several(count, "strike")
    lead_in = f":rotating_light: {mrkdwn.bold(Untrusted(party))} has {standing} under {_title(terms)}."
    lines = [f"• {told.short_id}: {Untrusted(told.promise).mrkdwn(300)}" for told in strikes[:_STRIKES_SHOWN]]
    more = len(strikes) - len(lines)
    rest = [f"and {more} more"] if more > 0 else []
    follows = "Look at their diagnoses with `/sla strikes`, and agree with the other parties on what changes now."
    return _message(terms, party, "strikes", [lead_in, "\n".join([*lines, *rest]), follows])


def missed(terms: Terms, party: str, rule: str, promise: str) -> Message:
    """To the party's contact: one promise was not kept, which the terms say is theirs to turn round."""
    lead_in = f":rotating_light: {mrkdwn.bold(Untrusted(party))}, under {_title(terms)}: a promise was not kept."
    follows = "The agreement asks you, as its contact, to look into it, and to agree with the others on what changes."
    return _message(terms, party, rule, [lead_in, Untrusted(promise).mrkdwn(500), follows])


def _message(terms: Terms, party: str, rule: str, said: Sequence[str]) -> Message:
    lines = [line for line in said if line]
    return Message(
        text="\n".join(lines),
        blocks=tuple(map(section, lines)),
        event_type="sla_escalation",
        payload={"agreement": terms.slug, "party": party, "rule": rule},
    )


def _title(terms: Terms) -> str:
    return Untrusted(terms.title).mrkdwn()
