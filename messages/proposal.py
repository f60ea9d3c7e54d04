"""The words of terms on their way into force: proposed, signed, and in force once every party has signed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from messages import dates, goals, mrkdwn, remarks
from messages.blocks import Message, actions, context, header, section
from messages.elements import Element, button
from messages.remarks import Said
from messages.text import Untrusted
from sla.agreement import Terms

SIGN: Final = "act:sign"
DISCUSS: Final = "act:discuss"
WITHDRAW: Final = "act:withdraw_terms"
_LINES_SHOWN: Final = 20
_SIGNED: Final = "You have signed."


def buttons(terms_id: int, parties: Sequence[str], *, may_withdraw: bool) -> list[Element]:
    """What a reader may do with a proposal: sign for these parties, discuss it, and perhaps withdraw it."""
    signs = [
        button(
            Untrusted(f"Sign for {party}"),
            SIGN if number == 0 else f"{SIGN}:{number}",
            f"{terms_id}.{party}",
            style="primary",
        )
        for number, party in enumerate(parties)
    ]
    withdraws = [button("Withdraw", WITHDRAW, str(terms_id))] if may_withdraw else []
    return [*signs, button("Discuss", DISCUSS, str(terms_id)), *withdraws]


def proposal(
    terms: Terms,
    terms_id: int,
    parties: Sequence[str],
    changes: Sequence[str] = (),
    *,
    by: str | None = None,
    why: Sequence[str] = (),
    checked: Sequence[str] = (),
    said_of_it: Sequence[Said] = (),
    may_withdraw: bool = False,
    lapses_at: datetime | None = None,
    ending: str | None = None,
) -> Message:
    """To a party's contact: the terms, or what changes in them, and a button to sign for each party that is theirs.

    Without `changes` the terms are an agreement's first. `why` are the reasons as a review gave them (foreign text);
    `checked` says whether the reps have the hours (mrkdwn); `ending` is why the agreement is to end (foreign text).
    """
    title, who = mrkdwn.bold(Untrusted(terms.title)), mrkdwn.opening(by) if by else "The operator"
    what = f"new terms for {title}" if changes else f"an agreement: {title}"
    lead_in = f":memo: {who} proposes {f'to end {title}' if ending is not None else what}."
    said = [*_reasons(why), *_listed(changes)] if changes else _told(terms)
    said = said if ending is None else [f"The reason: {Untrusted(ending).mrkdwn(500)}"]
    remarked = remarks.lines(said_of_it)
    follows = _follows(parties, lapses_at, ends=ending is not None)
    row = actions(*buttons(terms_id, parties, may_withdraw=may_withdraw))
    return Message(
        text="\n".join([lead_in, *said, *checked, *remarked, follows]),
        blocks=(
            header("Terms to sign" if ending is None else "To end an agreement"),
            section(lead_in),
            *map(section, (*_paragraphs(said), *checked, *_paragraphs(remarked, 2))),
            section(follows),
            row,
            context("`/sla agreement` shows all of it in its channel."),
        ),
        event_type="sla_proposal",
        payload={"agreement": terms.slug, "terms": terms_id},
    )


def _follows(parties: Sequence[str], lapses_at: datetime | None, *, ends: bool) -> str:
    what = "The agreement ends" if ends else "They come into force"
    signs = " and ".join(Untrusted(party).mrkdwn() for party in parties)
    yours = f"You sign for {signs}." if signs else _SIGNED
    until = f" The proposal lapses {mrkdwn.date(lapses_at)}." if lapses_at else ""
    return f"{what} once the contact of every party has signed. {yours}{until}"


def taken_in(by: str | None, changes: Sequence[str]) -> str:
    """To who proposes on top of an open proposal: whose it is, and what it changes."""
    lead_in = (
        f"This takes the place of the proposal of {mrkdwn.user(by or 'the operator')}, which waited for signatures"
    )
    return "\n".join([f"{lead_in}, and keeps what it changes:", *_listed(changes)] if changes else [f"{lead_in}."])


def settled(terms: Terms, terms_id: int, how: str) -> Message:
    """The proposal once there is nothing to sign any more: `how` says why (ours)."""
    said = f":memo: {mrkdwn.bold(Untrusted(terms.title))}: {how}"
    payload = {"agreement": terms.slug, "terms": terms_id}
    return Message(said, (section(said),), "sla_proposal", payload)


def signed(
    terms: Terms, terms_id: int, party: str, by: str | None, missing: Sequence[str], *, ends: bool = False
) -> Message:
    """To the channel: who signed for which party, and who is still to sign or that the terms are in force."""
    who = mrkdwn.opening(by) if by else "The contact"
    what = f"{'the end of ' if ends else ''}{Untrusted(terms.title).mrkdwn()}"
    lead_in = f":writing_hand: {who} signed for {mrkdwn.bold(Untrusted(party))}: {what}."
    waits = ", ".join(Untrusted(name).mrkdwn() for name in missing)
    agreed = "it is agreed that the agreement ends." if ends else "these terms are in force."
    follows = f"Still to sign: {waits}." if missing else f"Every party has signed: {agreed}"
    payload = {"agreement": terms.slug, "terms": terms_id}
    return Message(f"{lead_in} {follows}", (section(f"{lead_in}\n{follows}"),), "sla_signed", payload)


def _told(terms: Terms) -> list[str]:
    """The first terms in a few lines: what it is for, who owes what, from when."""
    summary = [Untrusted(terms.summary).mrkdwn(600)] if terms.summary.strip() else []
    owed = [
        f"• {Untrusted(goal.party).mrkdwn()} promises {goals.promise(goal)}{goals.due(goal, terms.period)}"
        for goal in terms.goals
    ]
    every = f"Every {terms.period}, from {dates.day(terms.starts)} {terms.starts.year} on:"
    return [*summary, every, *_first(owed, "goals")]


def _reasons(why: Sequence[str]) -> list[str]:
    return [":bulb: " + "\n".join(f"{Untrusted(line).mrkdwn(300)}" for line in why)] if why else []


def _listed(changes: Sequence[str]) -> list[str]:
    return _first([f"• {Untrusted(change).mrkdwn(300)}" for change in changes], "changes")


def _first(lines: Sequence[str], what: str) -> list[str]:
    more = len(lines) - _LINES_SHOWN
    return [*lines[:_LINES_SHOWN], *([f"and {more} more {what}"] if more > 0 else [])]


def _paragraphs(lines: Sequence[str], size: int = 8) -> list[str]:
    return ["\n".join(lines[start : start + size]) for start in range(0, len(lines), size)]
