"""The whole agreement in one message: its six elements, who signed, and what waits for signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from messages import mrkdwn
from messages.blocks import Block, Message, actions, context, divider, header, section
from messages.elements import button
from messages.proposal import SIGN
from messages.six_elements import ELEMENTS
from messages.text import Untrusted
from sla.agreement import Agreement, Status

_SECTION: Final = 2800
_CHANGES: Final = 15


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits for signatures: what would change, who proposed it, and for whom the reader may sign."""

    terms_id: int
    changes: Sequence[str]
    by: str | None
    signed: Sequence[str]
    missing: Sequence[str]
    reader_signs: Sequence[str]


@dataclass(frozen=True)
class Shown:
    """An agreement with its signatures: by party who signed, or that the operator vouched."""

    agreement: Agreement
    signed_by: Mapping[str, str]
    vouched: bool
    in_force_at: datetime | None
    waiting: Waiting | None = None


def agreement(told: Shown, lead_in: str = "") -> Message:
    """All of it; `lead_in` says what was just done."""
    terms = told.agreement.terms
    blocks: list[Block] = [*([section(lead_in)] if lead_in else []), header(Untrusted(terms.title))]
    said = [lead_in, f"*{Untrusted(terms.title).mrkdwn()}*"]
    for number, (title, lines_of) in enumerate(ELEMENTS, start=1):
        lines = lines_of(terms) or ["Nothing was agreed on this."]
        heading = f"*{number}. {title}*"
        blocks += [section("\n".join(part)) for part in _parts([heading, *lines])]
        said += [heading, *lines]
    state, follows = _state(told), _next(told)
    blocks += [divider(), section(state), *_waiting(told.waiting), context(follows)]
    waits = [_proposed(told.waiting)] if told.waiting else []
    return Message("\n".join(filter(None, (said[0], said[1], state, *waits, *said[2:], follows))), tuple(blocks))


def _parts(lines: Sequence[str]) -> list[list[str]]:
    """The lines in as few sections as Slack takes."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if sum(len(each) + 1 for each in parts[-1]) + len(line) > _SECTION:
            parts.append([])
        parts[-1].append(line)
    return parts[:6]


def _state(told: Shown) -> str:
    number, slug = told.agreement.terms_number, Untrusted(told.agreement.slug).mrkdwn()
    if told.agreement.status is Status.ENDED:
        return f":black_square_for_stop: Terms {number} of {slug}. This agreement has ended."
    if told.in_force_at is None:
        return f":memo: Terms {number} of {slug}, proposed and not in force yet."
    since = f"in force since {mrkdwn.date(told.in_force_at)}"
    if told.vouched:
        return f":white_check_mark: Terms {number} of {slug}, {since}: the operator vouched that every party agreed."
    signed = ", ".join(f"{Untrusted(party).mrkdwn()} by {mrkdwn.user(user)}" for party, user in told.signed_by.items())
    return f":white_check_mark: Terms {number} of {slug}, {since}. Signed for {signed}."


def _waiting(waiting: Waiting | None) -> list[Block]:
    if waiting is None:
        return []
    buttons = [
        button(Untrusted(f"Sign for {party}"), f"{SIGN}:{number}", f"{waiting.terms_id}.{party}", style="primary")
        for number, party in enumerate(waiting.reader_signs)
    ]
    shown: list[Block] = [section(_proposed(waiting))]
    return [*shown, *([actions(*buttons)] if buttons else [])]


def _proposed(waiting: Waiting) -> str:
    who = mrkdwn.opening(waiting.by) if waiting.by else "The operator"
    lines = [f"• {Untrusted(change).mrkdwn(300)}" for change in waiting.changes[:_CHANGES]]
    more = len(waiting.changes) - _CHANGES
    rest = [f"and {more} more changes"] if more > 0 else []
    what = f"{who} proposes new terms:" if lines else f"{who} proposes these terms."
    given = f" Signed for {_names(waiting.signed)}." if waiting.signed else ""
    return "\n".join([f":memo: {what}", *lines, *rest, f"Still to sign: {_names(waiting.missing)}.{given}"])


def _names(parties: Sequence[str]) -> str:
    return " and ".join(Untrusted(party).mrkdwn() for party in parties) or "nobody"


def _next(told: Shown) -> str:
    if told.waiting and told.waiting.reader_signs:
        return "The proposal holds once the contact of every party has signed; until then, what is above does."
    return "`/sla goal` proposes another target; an operator amends the rest with `sla-bot apply FILE.yaml`."
