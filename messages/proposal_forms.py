"""The forms of a proposal: to say something about it, and to withdraw it; and what was done."""

from typing import Final

from messages import mrkdwn
from messages.blocks import field, section
from messages.elements import plain_text_input
from messages.text import Untrusted
from messages.views import View, modal
from sla.agreement import Terms

DISCUSS: Final = "form:discuss"
WITHDRAW: Final = "form:withdraw_terms"
_LONGEST: Final = 1000


def discuss(terms: Terms, place: str) -> View:
    """Asks what somebody has to say about a proposal."""
    about = section(f"About the proposal for {_title(terms)}. The contacts of all parties will read this.")
    line = plain_text_input(
        "said", multiline=True, max_length=_LONGEST, placeholder="120 leads is fine, if the window stays at 1 h."
    )
    asked = field("What do you want to say?", line, block_id="said")
    return modal("Discuss", [about, asked], callback_id=DISCUSS, submit="Send", private_metadata=place)


def withdraw(terms: Terms, place: str, *, ends: bool = False) -> View:
    """Asks why a proposal is withdrawn; sending it off confirms it."""
    what = "The proposal to end it" if ends else "The proposal"
    follows = f"{what} for {_title(terms)} is taken back, and nobody can sign it any more. What holds now stays."
    line = plain_text_input("reason", multiline=True, max_length=500, placeholder="We agreed on other targets today.")
    asked = field("Why?", line, block_id="reason", hint="The contacts of all parties will read this.")
    shown = [section(follows), asked]
    return modal("Withdraw", shown, callback_id=WITHDRAW, submit="Withdraw it", private_metadata=place)


def said(terms: Terms) -> str:
    """The remark is on record, and who reads it."""
    return f":speech_balloon: Your remark on {_title(terms)} is kept with the proposal; the contacts are told."


def withdrawn(terms: Terms) -> str:
    """The proposal is withdrawn."""
    return f":leftwards_arrow_with_hook: The proposal for {_title(terms)} is withdrawn; the contacts are told why."


def _title(terms: Terms) -> str:
    return mrkdwn.bold(Untrusted(terms.title))
