"""Buy-in withdrawn and given again, in words."""

from typing import Final

from messages import mrkdwn, rich
from messages.blocks import Block, Message, context, field, section
from messages.elements import plain_text_input
from messages.text import Untrusted
from messages.views import View, modal
from sla.agreement import Terms

WITHDRAW_FORM: Final = "form:withdraw_buy_in"
KIND: Final = "sla_buy_in"


def form(terms: Terms, place: str, *, cancels: bool) -> View:
    """Asks why a contact withdraws their signature; `cancels`: the terms make that a condition of cancellation."""
    title = mrkdwn.bold(Untrusted(terms.title))
    follows = _follows(cancels)
    line = plain_text_input("reason", multiline=True, max_length=500, placeholder="We lost half of the team.")
    asked = field("Why?", line, block_id="reason", hint="The contacts of all parties will read this.")
    shown = [section(f"You withdraw your signature from the terms of {title}. {follows}"), asked]
    return modal("Withdraw buy-in", shown, callback_id=WITHDRAW_FORM, submit="Withdraw it", private_metadata=place)


def withdrawn(terms: Terms, party: str, by: str, reason: str, *, cancels: bool) -> Message:
    """To the contacts: a party's buy-in is withdrawn, and what follows."""
    who, title = mrkdwn.opening(by), Untrusted(terms.title).mrkdwn()
    lead_in = f":broken_heart: {who} withdrew the buy-in of {mrkdwn.bold(Untrusted(party))} in {title}."
    why, follows = Untrusted(reason), _follows(cancels)
    shown = [section(lead_in), rich.rich_quote(rich.text(why, limit=500)), context(follows)]
    return _message(terms, party, f"{lead_in} The reason: {why.mrkdwn(500)}\n{follows}", shown)


def given(terms: Terms, party: str, by: str) -> Message:
    """To the contacts: the buy-in is back."""
    who, title = mrkdwn.opening(by), Untrusted(terms.title).mrkdwn()
    said = f":handshake: {who} gave the buy-in of {mrkdwn.bold(Untrusted(party))} in {title} again."
    return _message(terms, party, said, [section(said)])


def done(party: str, *, cancels: bool) -> str:
    """To whoever withdrew it."""
    return f":broken_heart: The buy-in of {mrkdwn.bold(Untrusted(party))} is withdrawn, on record. {_follows(cancels)}"


def _follows(cancels: bool) -> str:
    if cancels:
        return "By its terms that is a reason to cancel: the contacts get a review, and decide how to go on."
    return "The agreement goes on: its terms name no consequence of this."


def _message(terms: Terms, party: str, text: str, blocks: list[Block]) -> Message:
    return Message(text, tuple(blocks), KIND, {"agreement": terms.slug, "party": party})
