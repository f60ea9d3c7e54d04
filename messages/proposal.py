"""The words of terms on their way into force: proposed, signed, and in force once every party has signed."""

from collections.abc import Sequence
from typing import Final

from messages import dates, goals, mrkdwn
from messages.blocks import Message, actions, context, header, section
from messages.elements import button
from messages.text import Untrusted
from sla.agreement import Terms

SIGN: Final = "act:sign"
_LINES_SHOWN: Final = 20


def proposal(
    terms: Terms,
    terms_id: int,
    parties: Sequence[str],
    changes: Sequence[str] = (),
    *,
    by: str | None = None,
    why: Sequence[str] = (),
    checked: Sequence[str] = (),
) -> Message:
    """To a party's contact: the terms, or what changes in them, and a button to sign for each party that is theirs.

    Without `changes` the terms are an agreement's first. `why` are the reasons as a review gave them (foreign text);
    `checked` says whether the reps have the hours (mrkdwn).
    """
    title, who = mrkdwn.bold(Untrusted(terms.title)), mrkdwn.opening(by) if by else "The operator"
    what = f"new terms for {title}" if changes else f"an agreement: {title}"
    lead_in = f":memo: {who} proposes {what}."
    said = [*_reasons(why), *_listed(changes)] if changes else _told(terms)
    signs = " and ".join(Untrusted(party).mrkdwn() for party in parties)
    follows = f"They come into force once the contact of every party has signed. You sign for {signs}."
    buttons = [
        button(Untrusted(f"Sign for {party}"), SIGN if number == 0 else f"{SIGN}:{number}", f"{terms_id}.{party}")
        for number, party in enumerate(parties)
    ]
    return Message(
        text="\n".join([lead_in, *said, *checked, follows]),
        blocks=(
            header("Terms to sign"),
            section(lead_in),
            *map(section, (*_paragraphs(said), *checked)),
            section(follows),
            *([actions(*buttons)] if buttons else []),
            context("`/sla agreement` shows all of it in its channel."),
        ),
        event_type="sla_proposal",
        payload={"agreement": terms.slug, "terms": terms_id},
    )


def settled(terms: Terms, terms_id: int, how: str) -> Message:
    """The proposal once there is nothing to sign any more: `how` says why (ours)."""
    said = f":memo: {mrkdwn.bold(Untrusted(terms.title))}: {how}"
    payload = {"agreement": terms.slug, "terms": terms_id}
    return Message(said, (section(said),), "sla_proposal", payload)


def signed(terms: Terms, terms_id: int, party: str, by: str | None, missing: Sequence[str]) -> Message:
    """To the channel: who signed for which party, and who is still to sign or that the terms are in force."""
    who = mrkdwn.opening(by) if by else "The contact"
    lead_in = f":writing_hand: {who} signed for {mrkdwn.bold(Untrusted(party))}: {Untrusted(terms.title).mrkdwn()}."
    waits = ", ".join(Untrusted(name).mrkdwn() for name in missing)
    follows = f"Still to sign: {waits}." if missing else "Every party has signed: these terms are in force."
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
