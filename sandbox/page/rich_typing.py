"""Rich text as a person types it: `*bold*`, `_italic_`, lists, quotes, code; to Slack's elements and back."""

import re
from collections.abc import Iterable
from itertools import groupby

from sandbox.wire import Json

FENCE = re.compile(r"```\n?(.+?)\n?```\n?", re.DOTALL)
BULLET, NUMBER, QUOTE = re.compile(r"^[•*-] "), re.compile(r"^\d+\. "), re.compile(r"^> ?")
INLINE = re.compile(
    r"(?P<code>`[^`\n]+`)|(?P<bold>\*[^*\n]+\*)|(?P<italic>_[^_\n]+_)|(?P<strike>~[^~\n]+~)"
    r"|(?P<link>https?://[^\s<>]+)|:(?P<emoji>[a-z0-9_+-]+):"
)
MARKS = {"code": "`", "bold": "*", "italic": "_", "strike": "~"}


def elements(typed: str) -> Json | None:
    """The `rich_text` of what is typed; None when nothing is."""
    if not typed.strip():
        return None
    parts = FENCE.split(typed)
    blocks = [one for place, part in enumerate(parts) for one in (_fenced(part) if place % 2 else _flowing(part))]
    return {"type": "rich_text", "elements": blocks}


def source(rich: Json | None) -> str:
    """What would have to be typed for this rich text."""
    return "\n".join(_source(one) for one in (rich or {}).get("elements") or [])


def _fenced(code: str) -> list[Json]:
    return [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": code}]}]


def _flowing(text: str) -> Iterable[Json]:
    lines = text.removesuffix("\n").split("\n") if text else []
    for kind, group in groupby(lines, key=_kind):
        yield _block(kind, list(group))


def _kind(line: str) -> str:
    for kind, mark in (("bullet", BULLET), ("ordered", NUMBER), ("quote", QUOTE)):
        if mark.match(line):
            return kind
    return "section"


def _block(kind: str, lines: list[str]) -> Json:
    if kind in ("bullet", "ordered"):
        mark = BULLET if kind == "bullet" else NUMBER
        entries = [{"type": "rich_text_section", "elements": _inline(mark.sub("", line))} for line in lines]
        return {"type": "rich_text_list", "style": kind, "indent": 0, "elements": entries}
    bare = [QUOTE.sub("", line) for line in lines] if kind == "quote" else lines
    return {"type": f"rich_text_{kind}", "elements": _inline("\n".join(bare))}


def _inline(text: str) -> list[Json]:
    found, done = [], 0
    for match in INLINE.finditer(text):
        found += [{"type": "text", "text": text[done : match.start()]}] if match.start() > done else []
        found.append(_one(str(match.lastgroup), str(match[str(match.lastgroup)])))
        done = match.end()
    return found + ([{"type": "text", "text": text[done:]}] if done < len(text) else [])


def _one(kind: str, words: str) -> Json:
    if kind == "link":
        return {"type": "link", "url": words}
    if kind == "emoji":
        return {"type": "emoji", "name": words}
    return {"type": "text", "text": words[1:-1], "style": {kind: True}}


def _source(block: Json) -> str:
    kind, inner = block.get("type"), block.get("elements") or []
    if kind == "rich_text_list":
        is_ordered = block.get("style") == "ordered"
        return "\n".join(
            (f"{place}. " if is_ordered else "• ") + "".join(map(_words, one.get("elements") or []))
            for place, one in enumerate(inner, 1)
        )
    words = "".join(map(_words, inner))
    if kind == "rich_text_preformatted":
        return f"```\n{words}\n```"
    return "\n".join(f"> {line}" for line in words.split("\n")) if kind == "rich_text_quote" else words


def _words(element: Json) -> str:
    if element.get("type") == "emoji":
        return f":{element.get('name')}:"
    words = str(element.get("text") or element.get("url") or "")
    for style, mark in MARKS.items():
        words = f"{mark}{words}{mark}" if (element.get("style") or {}).get(style) else words
    return words
