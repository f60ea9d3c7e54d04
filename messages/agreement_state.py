"""How an agreement stands: in force or proposed, who signed it and when, and what waits for signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from messages import mrkdwn
from messages.blocks import Block, actions, section
from messages.elements import button
from messages.forms import Choice
from messages.proposal import SIGN
from messages.text import Untrusted
from sla.agreement import Agreement, Status
from sla.signing import Signature

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
    """An agreement with its signatures, or that the operator vouched.

    `checked` says whether the reps have the hours (mrkdwn); `further` are the menu's other acts: verbs, with labels.
    """

    agreement: Agreement
    signatures: Sequence[Signature]
    vouched: bool
    in_force_at: datetime | None
    waiting: Waiting | None = None
    checked: Sequence[str] = ()
    further: Sequence[Choice] = ()


def state(told: Shown) -> str:
    """Which terms these are, since when they hold, and who signed them when."""
    number, slug = told.agreement.terms_number, Untrusted(told.agreement.slug).mrkdwn()
    if told.agreement.status is Status.ENDED:
        return f":black_square_for_stop: Terms {number} of {slug}. This agreement has ended."
    if told.in_force_at is None:
        return f":memo: Terms {number} of {slug}, proposed and not in force yet."
    since = f"in force since {mrkdwn.date(told.in_force_at)}"
    if told.vouched:
        return f":white_check_mark: Terms {number} of {slug}, {since}: the operator vouched that every party agreed."
    signed = ", ".join(map(signature, told.signatures))
    return f":white_check_mark: Terms {number} of {slug}, {since}. Signed for {signed}."


def signature(given: Signature) -> str:
    """The party, who signed for it, and when."""
    return f"{Untrusted(given.party).mrkdwn()} by {mrkdwn.user(given.by)} ({mrkdwn.date(given.at)})"


def waiting(told: Waiting | None) -> list[Block]:
    """What waits, and a button for each party that the reader may sign for."""
    if told is None:
        return []
    buttons = [
        button(Untrusted(f"Sign for {party}"), f"{SIGN}:{number}", f"{told.terms_id}.{party}", style="primary")
        for number, party in enumerate(told.reader_signs)
    ]
    shown: list[Block] = [section(proposed(told))]
    return [*shown, *([actions(*buttons)] if buttons else [])]


def proposed(told: Waiting) -> str:
    """Who proposes what, and whose signatures are still missing."""
    who = mrkdwn.opening(told.by) if told.by else "The operator"
    lines = [f"• {Untrusted(change).mrkdwn(300)}" for change in told.changes[:_CHANGES]]
    more = len(told.changes) - _CHANGES
    rest = [f"and {more} more changes"] if more > 0 else []
    what = f"{who} proposes new terms:" if lines else f"{who} proposes these terms."
    given = f" Signed for {_names(told.signed)}." if told.signed else ""
    return "\n".join([f":memo: {what}", *lines, *rest, f"Still to sign: {_names(told.missing)}.{given}"])


def _names(parties: Sequence[str]) -> str:
    return " and ".join(Untrusted(party).mrkdwn() for party in parties) or "nobody"
