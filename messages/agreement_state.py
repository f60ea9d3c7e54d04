"""How an agreement stands: in force or proposed, who signed it and when, and what waits for signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from messages import leavers, mrkdwn, remarks
from messages.blocks import Block, actions, section
from messages.forms import Choice
from messages.proposal import buttons
from messages.remarks import Said
from messages.text import Untrusted
from sla.agreement import Agreement, Status
from sla.signing import Signature

_CHANGES: Final = 15


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits for signatures: what would change, who proposed it, and for whom the reader may sign.

    `ending`: why the agreement is to end (foreign text), where that is proposed; `is_readers`: the reader is of a
    party, and so may discuss it.
    """

    terms_id: int
    changes: Sequence[str]
    by: str | None
    signed: Sequence[str]
    missing: Sequence[str]
    reader_signs: Sequence[str]
    remarks: Sequence[Said] = ()
    may_withdraw: bool = False
    lapses_at: datetime | None = None
    ending: str | None = None
    is_readers: bool = True
    left: Sequence[str] = ()


@dataclass(frozen=True)
class Shown:
    """An agreement with its signatures, or that the operator vouched.

    `checked` says whether the reps have the hours (mrkdwn); `further` are the menu's other acts: verbs, with labels.
    `closed` says what became of terms that never came into force (ours).
    """

    agreement: Agreement
    signatures: Sequence[Signature]
    vouched: bool
    in_force_at: datetime | None
    waiting: Waiting | None = None
    checked: Sequence[str] = ()
    further: Sequence[Choice] = ()
    closed: str = ""


def state(told: Shown) -> str:
    """Which terms these are, since when they hold, and who signed them when."""
    number, slug = told.agreement.terms_number, Untrusted(told.agreement.slug).mrkdwn()
    if told.agreement.status is Status.ENDED:
        return f":black_square_for_stop: Terms {number} of {slug}. This agreement has ended."
    if told.closed:
        return f":memo: Terms {number} of {slug}, not in force: {told.closed}"
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
    said_of_it = remarks.lines(told.remarks)
    row = buttons(told.terms_id, told.reader_signs, may_withdraw=told.may_withdraw) if told.is_readers else []
    return [
        section(proposed(told, with_remarks=False)),
        *map(section, said_of_it),
        *([actions(*row)] if row else []),
    ]


def proposed(told: Waiting, *, with_remarks: bool = True) -> str:
    """Who proposes what, what was said about it, and whose signatures are still missing."""
    who = mrkdwn.opening(told.by) if told.by else "The operator"
    lines = [f"• {Untrusted(change).mrkdwn(300)}" for change in told.changes[:_CHANGES]]
    more = len(told.changes) - _CHANGES
    rest = [f"and {more} more changes"] if more > 0 else []
    what = f"{who} proposes new terms:" if lines else f"{who} proposes these terms."
    if told.ending is not None:
        what = f"{who} proposes to end this agreement: {Untrusted(told.ending).mrkdwn(500)}"
    given = f" Signed for {_names(told.signed)}." if told.signed else ""
    until = f" It lapses {mrkdwn.date(told.lapses_at)}." if told.lapses_at else ""
    said = [*([leavers.line(told.left)] if told.left else []), *(remarks.lines(told.remarks) if with_remarks else [])]
    return "\n".join([f":memo: {what}", *lines, *rest, f"Still to sign: {_names(told.missing)}.{given}{until}", *said])


def _names(parties: Sequence[str]) -> str:
    return " and ".join(Untrusted(party).mrkdwn() for party in parties) or "nobody"
