"""The whole agreement as a document: its six elements, who signed, and what waits for signatures."""

from collections.abc import Iterator, Sequence
from typing import Final

from messages import agreement_menu, agreement_state
from messages.agreement_state import Shown, Waiting
from messages.blocks import ROOM, Block, Message, context, divider, header, section
from messages.six_elements import ELEMENTS
from messages.text import SPOKEN_LIMIT, Untrusted

__all__ = ["Shown", "Waiting", "agreement"]

_SECTION: Final = 2800
_MOST_PAGES: Final = 4
Part = tuple[str, Sequence[Block]]
"""Some of the document: its words, and the blocks that show them."""


def agreement(told: Shown, lead_in: str = "") -> list[Message]:
    """All of it, in as few messages as Slack's limits allow; `lead_in` says what was just done."""
    parts = [*_head(told, lead_in), *_elements(told), _foot(told)]
    return [_page(page) for page in _pages(parts)[:_MOST_PAGES]]


def _head(told: Shown, lead_in: str) -> Iterator[Part]:
    title = Untrusted(told.agreement.title)
    if lead_in:
        yield lead_in, [section(lead_in)]
    yield f"*{title.mrkdwn()}*", [header(title)]
    said = agreement_state.state(told)
    yield said, [section(said)]
    if told.waiting:
        yield agreement_state.proposed(told.waiting), agreement_state.waiting(told.waiting)


def _elements(told: Shown) -> Iterator[Part]:
    for number, (title, lines_of) in enumerate(ELEMENTS, start=1):
        lines = [*(lines_of(told.agreement.terms) or ["Nothing was agreed on this."]), *_hours(told, number)]
        for part in _parts([f"*{number}. {title}*", *lines]):
            said = "\n".join(part)
            yield said, [section(said)]


def _hours(told: Shown, number: int) -> Sequence[str]:
    """Below the goals: whether the reps have the hours for them."""
    return told.checked if number == GOALS else ()


def _foot(told: Shown) -> Part:
    follows = _next(told)
    return follows, [divider(), context(follows), agreement_menu.row(told.agreement.id, told.further)]


def _pages(parts: Sequence[Part]) -> list[list[Part]]:
    pages: list[list[Part]] = [[]]
    for said, shown in parts:
        words = sum(len(each) + 1 for each, _ in pages[-1]) + len(said)
        blocks = sum(len(each) for _, each in pages[-1]) + len(shown)
        if words > SPOKEN_LIMIT or blocks > ROOM:
            pages.append([])
        pages[-1].append((said, shown))
    return pages


def _page(parts: Sequence[Part]) -> Message:
    return Message("\n".join(said for said, _ in parts), tuple(block for _, shown in parts for block in shown))


def _parts(lines: Sequence[str]) -> list[list[str]]:
    """The lines in as few sections as Slack takes."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if sum(len(each) + 1 for each in parts[-1]) + len(line) > _SECTION:
            parts.append([])
        parts[-1].append(line)
    return parts


def _next(told: Shown) -> str:
    if told.waiting and told.waiting.reader_signs:
        return "The proposal holds once the contact of every party has signed; until then, what is above does."
    return "`/sla goal` proposes another target; *Amend*, in the menu, is there for the contacts to change the rest."


GOALS: Final = 2
"""The number of the element in which the goals stand."""
