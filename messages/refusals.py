"""What a person reads when something can't be done: why, and what to do instead."""

import re
from collections.abc import Sequence
from typing import Final

from messages.blocks import Message, actions, context, section
from messages.elements import button
from messages.text import Untrusted, clamp, escape, literal, plain

CHOOSE: Final = "act:choose"
_LONGEST: Final = 600
_WORDS_KEPT: Final = 1500
# A sentence quotes what somebody typed; only people's ids and our own commands in it keep their meaning.
_OURS: Final = re.compile(r"<@[UW][A-Z0-9]{2,}>|`/?sla[^`<>&\n]{0,80}`")


def refusal(sentence: str) -> Message:
    """The sentence of a refusal."""
    said = spoken(sentence)
    return Message(said, (section(said),))


def spoken(sentence: str) -> str:
    """A refusal's sentence as mrkdwn, whatever it quotes."""
    short = plain(sentence, _LONGEST)
    parts, end = [], 0
    for ours in _OURS.finditer(short):
        parts += [literal(short[end : ours.start()]), ours[0]]
        end = ours.end()
    return "".join([*parts, literal(short[end:])])


def broken(code: str) -> str:
    """What is said when the bot itself failed; the code finds it in the log."""
    return f"Something went wrong on our side; nothing was changed. Try again, or tell your admin: {code}."


def too_late() -> str:
    """What is said when Slack no longer lets a form open."""
    return "Slack waited too long to open the form, and nothing was changed. Do that once more."


def which(agreements: Sequence[tuple[str, str]], word: str, rest: str) -> Message:
    """A question with a button for each agreement (slug and title) that `/sla WORD …` may be about."""
    rest = rest.encode("utf-8", "replace").decode()
    lead_in = f"`/sla {escape(word)}` fits several agreements here. Which one do you mean?"
    slugs = " or ".join(f"`/sla {escape(word)} {escape(slug)}`" for slug, _ in agreements)
    said = f"{lead_in} Next time put its name first: {slugs}."
    if len(rest) > _WORDS_KEPT:
        return Message(said, (section(said),))
    buttons = [
        button(Untrusted(f"{title} ({slug})"), f"{CHOOSE}:{number}", f"{word} {slug} {rest}".strip())
        for number, (slug, title) in enumerate(agreements[:25])
    ]
    follows = context(f"Next time put its name first: {slugs}.")
    return Message(said, (section(lead_in), actions(*buttons), follows))


def field_error(sentence: str) -> str:
    """A sentence as it stands under a field: plain, short."""
    return clamp(plain(sentence, 300), 300)
