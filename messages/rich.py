"""Rich text: the only block in which foreign text may stand beside ours, as it has no markup at all."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from messages import mrkdwn
from messages.mrkdwn import DATE_FORMAT, is_address, is_person, utc_words
from messages.text import FOREIGN_LIMIT, NOTHING, Text, Untrusted, clamp, literal, plain

Element = dict[str, Any]
_RUN_LIMIT = 3000


def text(
    words: Text, *, bold: bool = False, italic: bool = False, code: bool = False, limit: int = FOREIGN_LIMIT
) -> Element:
    """A run of text, shown exactly as it is; foreign text is cut at `limit` characters."""
    shown = words.plain(limit) if isinstance(words, Untrusted) else clamp(words, _RUN_LIMIT) or NOTHING
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic), ("code", code)) if wanted}
    return {"type": "text", "text": shown} | ({"style": style} if style else {})


def bold(words: Text) -> Element:
    """A run of text in bold."""
    return text(words, bold=True)


def user(person: str) -> Element:
    """A mention of a Slack user id; anybody else as plain text, which notifies nobody."""
    return {"type": "user", "user_id": person} if is_person(person) else text(Untrusted(person))


def date(instant: datetime, fallback: str | None = None) -> Element:
    """The instant as each reader's Slack shows it in their own zone."""
    shown = plain(fallback or utc_words(instant))
    return {"type": "date", "timestamp": int(instant.timestamp()), "format": DATE_FORMAT, "fallback": shown}


def emoji(name: str) -> Element:
    """An emoji by its Slack name, without colons."""
    return {"type": "emoji", "name": name}


def link(address: str, words: Text) -> Element:
    """A link to an address of our own; only the text when it is not a web address."""
    shown = text(words)
    return {"type": "link", "url": address, "text": shown["text"]} if is_address(address) else shown


def rich_text(*elements: Element, block_id: str | None = None) -> Element:
    """A block of one paragraph."""
    return _block([_section(elements)], block_id)


def rich_list(*lines: Iterable[Element], block_id: str | None = None) -> Element:
    """A block with a bullet for each line."""
    bullets = [_section(line) for line in lines]
    return _block([{"type": "rich_text_list", "style": "bullet", "elements": bullets}], block_id)


def rich_quote(*elements: Element, block_id: str | None = None) -> Element:
    """A block that quotes what somebody wrote."""
    return _block([{"type": "rich_text_quote", "elements": list(elements)}], block_id)


def spoken(*elements: Element) -> str:
    """The same elements as mrkdwn for the `text` of a message, so that text and blocks never disagree."""
    return "".join(map(_spoken, elements))


def _section(elements: Iterable[Element]) -> Element:
    return {"type": "rich_text_section", "elements": list(elements)}


def _block(elements: list[Element], block_id: str | None) -> Element:
    return {"type": "rich_text", "elements": elements} | ({"block_id": block_id} if block_id else {})


def _spoken(element: Element) -> str:
    match element:
        case {"type": "user", "user_id": person}:
            return mrkdwn.user(person)
        case {"type": "date", "timestamp": seconds, "fallback": fallback}:
            return f"<!date^{seconds}^{DATE_FORMAT}|{mrkdwn.in_token(fallback)}>"
        case {"type": "link", "url": address, "text": shown}:
            return mrkdwn.link(address, shown)
        case {"type": "emoji", "name": name}:
            return f":{name}:"
        case _:
            return literal(element["text"])
