"""The history of an agreement: every version of its terms, who signed it, when it held, what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from messages import mrkdwn
from messages.agreement_state import signature
from messages.blocks import ROOM, Block, Message, context, divider, header, section
from messages.text import SPOKEN_LIMIT, Untrusted
from sla.signing import Closed, Signature

_CHANGES: Final = 12
_MOST_PAGES: Final = 4
FIRST: Final = "The first terms of this agreement."
CLOSED: Final = {
    Closed.SUPERSEDED: "superseded before every party had signed.",
    Closed.WITHDRAWN: "withdrawn before every party had signed.",
    Closed.LAPSED: "lapsed, as not every party had signed in time.",
    Closed.AGREED: "every party agreed that the agreement ends.",
    Closed.ENDED: "the agreement ended before every party had signed.",
}
"""What became of proposals that never came into force."""


@dataclass(frozen=True)
class Past:
    """One version of the terms.

    `holds_from` and `holds_until` say when it held; `ended` (ours) what became of one that never came into force, or
    that a newer one overtook before its start. `changes` are those from the version in force when it was proposed.
    """

    number: int
    proposed_by: str | None
    proposed_at: datetime
    signatures: Sequence[Signature]
    vouched: bool
    in_force_at: datetime | None
    holds_from: datetime | None
    holds_until: datetime | None
    ended: str
    changes: Sequence[str]


def history(title: str, versions: Sequence[Past]) -> list[Message]:
    """The versions, the newest first, in as few messages as Slack's limits allow."""
    named = Untrusted(title)
    pages: list[list[str]] = [[]]
    for version in sorted(versions, key=lambda each: each.number, reverse=True):
        said = "\n".join(_lines(version))
        if len(pages[-1]) * 2 > ROOM - 4 or sum(map(len, pages[-1])) + len(said) > SPOKEN_LIMIT - 200:
            pages.append([])
        pages[-1].append(said)
    shown = [_page(named, page, number) for number, page in enumerate(pages[:_MOST_PAGES])]
    return [*shown[:-1], _with_rest(shown[-1], sum(map(len, pages[_MOST_PAGES:])))]


def _page(title: Untrusted, page: Sequence[str], number: int) -> Message:
    lead_in = f"*The history of {title.mrkdwn()}*" if number == 0 else ""
    blocks: list[Block] = [header("History of the terms"), section(lead_in)] if lead_in else []
    for said in page:
        blocks += [divider(), section(said)]
    return Message("\n\n".join(filter(None, (lead_in, *page))), tuple(blocks))


def _with_rest(last: Message, more: int) -> Message:
    if not more:
        return last
    said = f"and {more} earlier versions; `sla-bot export` writes the whole record."
    return Message(f"{last.text}\n{said}", (*last.blocks, context(said)))


def _lines(version: Past) -> list[str]:
    who = mrkdwn.user(version.proposed_by) if version.proposed_by else "the operator"
    lines = [
        f"*Terms {version.number}*: {_held(version)}",
        f"Proposed by {who}, {mrkdwn.date(version.proposed_at)}. {_signed(version)}",
    ]
    changes = [f"• {Untrusted(change).mrkdwn(200)}" for change in version.changes[:_CHANGES]]
    more = len(version.changes) - _CHANGES
    return [*lines, *(changes or [FIRST]), *([f"and {more} more changes"] if more > 0 else [])]


def _held(version: Past) -> str:
    if version.holds_from is None:
        return version.ended
    since = f"in force from {mrkdwn.date(version.holds_from)}"
    return f"{since} until {mrkdwn.date(version.holds_until)}." if version.holds_until else f"{since}."


def _signed(version: Past) -> str:
    if version.vouched:
        return "The operator vouched that every party agreed."
    if not version.signatures:
        return "Nobody has signed."
    return f"Signed for {', '.join(map(signature, version.signatures))}."
