"""The forms of due process: to contest a strike, to uphold, withdraw or excuse it; and what was done."""

from collections.abc import Sequence
from typing import Final

from messages import mrkdwn, rich
from messages.blocks import Block, context, field, section
from messages.elements import plain_text_input, static_select
from messages.forms import Choice, options
from messages.strike import EXCUSES
from messages.text import Untrusted
from messages.views import View, modal
from sla.strike import Excuse, StepKind, Strike

CONTEST: Final = "form:contest"
UPHOLD: Final = "form:uphold"
WITHDRAW: Final = "form:withdraw"
EXCUSE: Final = "form:excuse"
_KINDS: Final = tuple(Choice(kind, f"{EXCUSES[kind][:1].upper()}{EXCUSES[kind][1:]}") for kind in Excuse)


def contest(told: Strike) -> View:
    """Asks whom a strike names why it is not right."""
    follows = "The other party's contact reads this and decides. Until then the diagnosis is not asked for."
    why = _reason("Why is it not right?", "The leads were tried by phone; the log was down that morning.")
    return _form("Contest", told, [section(follows), why], CONTEST, "Contest it")


def uphold(told: Strike) -> View:
    """Asks the judge why a contested strike stands."""
    why = _reason("Why does it stand?", "The log was back at ten, and three leads waited until the next day.")
    return _form("Uphold", told, [*_contest(told), why], UPHOLD, "Uphold it")


def withdraw(told: Strike) -> View:
    """Asks the judge why a contested strike is taken back."""
    why = _reason("Why is it withdrawn?", "The call list shows all three attempts within the hour.")
    return _form("Withdraw", told, [*_contest(told), why], WITHDRAW, "Withdraw it")


def excuse(told: Strike) -> View:
    """Asks the judge what excuses a strike."""
    kind = field("What was it?", static_select("why", options(_KINDS), placeholder="Choose one"), block_id="why")
    why = _reason("In a sentence", "The phone system was down from the 5th to the 7th.")
    follows = "An excused strike does not count. The reason goes on record."
    return _form("Excuse", told, [*_contest(told), kind, why, context(follows)], EXCUSE, "Excuse it")


def contested(told: Strike, *, is_told: bool) -> str:
    """The strike is contested, and who decides."""
    if is_told:
        return f":scales: You contest {told.short_id}. The other party's contact is asked to decide; you will be told."
    nobody = "No other party has a contact in Slack who could decide, as nobody judges their own"
    return f":scales: You contest {told.short_id}, on record. {nobody}: it waits until the terms name one."


def judged(told: Strike, how: str) -> str:
    """How the strike was judged; those whom it names are told."""
    return f":scales: {told.short_id} is {how}. Those whom it names are told, with your reason."


def _form(verb: str, told: Strike, blocks: Sequence[Block], callback_id: str, submit: str) -> View:
    about = section(Untrusted(told.promise).mrkdwn(500))
    shown = [about, *blocks]
    return modal(
        f"{verb} {told.short_id}", shown, callback_id=callback_id, submit=submit, private_metadata=str(told.id)
    )


def _contest(told: Strike) -> list[Block]:
    """What whoever contests the strike says."""
    step = told.step(StepKind.CONTEST)
    if step is None:
        return []
    quoted = rich.rich_quote(rich.text(Untrusted(step.reason or ""), limit=500))
    return [section(f"{mrkdwn.user(step.by)} contests it:"), quoted]


def _reason(label: str, placeholder: str) -> Block:
    line = plain_text_input("reason", multiline=True, max_length=500, placeholder=placeholder)
    return field(label, line, block_id="reason")
