"""What contacts are told about a proposal on its way: a remark, a reminder, that it was withdrawn, that it lapsed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from messages import mrkdwn, rich
from messages.blocks import Block, Message, actions, section
from messages.elements import Element, button
from messages.proposal import DISCUSS, SIGN
from messages.remarks import Said
from messages.text import Untrusted
from sla.agreement import Terms

KIND: Final = "sla_proposal_step"
AGAIN: Final = "act:propose_again"
_QUOTED: Final = 500


def remark(terms: Terms, terms_id: int, said: Said) -> Message:
    """Somebody said something about the proposal; *Answer* opens the form."""
    who, what = mrkdwn.opening(said.by), Untrusted(said.what)
    lead_in = f":speech_balloon: {who} says about the proposal for {_title(terms)}:"
    shown = [section(lead_in), rich.rich_quote(rich.text(what, limit=_QUOTED))]
    row = actions(button("Answer", DISCUSS, str(terms_id)))
    return _message(terms, terms_id, "remark", f"{lead_in} {what.mrkdwn(_QUOTED)}", [*shown, row])


def reminder(terms: Terms, terms_id: int, parties: Sequence[str], by: str | None, lapses_at: datetime) -> Message:
    """To who has not signed: for which parties, and until when."""
    who = mrkdwn.user(by) if by else "the operator"
    signs = " and ".join(Untrusted(party).mrkdwn() for party in parties)
    said = (
        f":hourglass_flowing_sand: The proposal of {who} for {_title(terms)} still waits for your signature, "
        f"for {signs}. It lapses {mrkdwn.date(lapses_at)}. `/sla agreement` shows all of it."
    )
    buttons: list[Element] = [
        button(Untrusted(f"Sign for {party}"), f"{SIGN}:{number}", f"{terms_id}.{party}")
        for number, party in enumerate(parties)
    ]
    return _message(
        terms,
        terms_id,
        "reminder",
        said,
        [section(said), actions(*buttons, button("Discuss", DISCUSS, str(terms_id)))],
    )


def withdrawn(terms: Terms, terms_id: int, by: str | None, reason: str) -> Message:
    """The proposal was withdrawn, by whom and why."""
    why = Untrusted(reason)
    lead_in = (
        f":leftwards_arrow_with_hook: {_who(by)} withdrew the proposal for {_title(terms)}. The terms in force stay."
    )
    quoted = rich.rich_quote(rich.text(why, limit=_QUOTED))
    said = f"{lead_in} The reason: {why.mrkdwn(_QUOTED)}"
    return _message(terms, terms_id, "withdrawn", said, [section(lead_in), quoted])


def lapsed(terms: Terms, terms_id: int, missing: Sequence[str], *, is_first: bool) -> Message:
    """The proposal lapsed: who had not signed, and what can be done."""
    names = " and ".join(Untrusted(party).mrkdwn() for party in missing) or "nobody"
    stays = "The agreement is not in force." if is_first else "The terms in force stay."
    said = (
        f":hourglass: The proposal for {_title(terms)} has lapsed: still to sign were {names}. {stays} "
        "A contact can propose it again."
    )
    row = actions(button("Propose it again", AGAIN, str(terms_id)))
    return _message(terms, terms_id, "lapsed", said, [section(said), row])


def _message(terms: Terms, terms_id: int, step: str, text: str, blocks: Sequence[Block]) -> Message:
    payload = {"agreement": terms.slug, "terms": terms_id, "step": step}
    return Message(text, tuple(blocks), KIND, payload)


def _title(terms: Terms) -> str:
    return mrkdwn.bold(Untrusted(terms.title))


def _who(by: str | None) -> str:
    return mrkdwn.opening(by) if by else "The operator"


def again(terms: Terms) -> str:
    """The same terms are proposed anew."""
    return f":memo: The terms of {_title(terms)} are proposed again; every party's contact is asked to sign."


def end_proposed(terms: Terms) -> str:
    """The end of the agreement is proposed."""
    return f":memo: You proposed to end {_title(terms)}. It ends once the contact of every party has signed."
