"""Slack's rich text as safe HTML."""

import re
from collections.abc import Callable

from sandbox.page import emoji
from sandbox.page.markup import escaped, lines, link, tag
from sandbox.page.mrkdwn import dated, mention, person
from sandbox.page.names import Names
from sandbox.wire import Json

WORN = (("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"), ("code", "code"))
LIT = ("highlight", "client_highlight")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
DEEPEST = 8


def html(element: Json, names: Names) -> str:
    """A `rich_text` block, or any part of one."""
    kind = str(element.get("type", "")) if isinstance(element, dict) else type(element).__name__
    if kind in PARTS:
        return PARTS[kind](element, names)
    if kind in INLINE:
        return _worn(INLINE[kind](element, names), element.get("style"))
    return tag("span", escaped(f"A rich text element of the type {kind}"), class_="unknown")


def _children(element: Json, names: Names) -> str:
    return "".join(html(one, names) for one in _elements(element))


def _elements(element: Json) -> list[Json]:
    found = element.get("elements") if isinstance(element, dict) else None
    return found if isinstance(found, list) else []


def _block(element: Json, names: Names) -> str:
    return tag("div", _children(element, names), class_="rich")


def _section(element: Json, names: Names) -> str:
    return tag("div", _children(element, names))


def _quote(element: Json, names: Names) -> str:
    return tag("blockquote", _children(element, names))


def _preformatted(element: Json, names: Names) -> str:
    return tag("pre", _children(element, names), class_=_border(element))


def _list(element: Json, names: Names) -> str:
    indent = min(_number(element.get("indent")), DEEPEST)
    kind = f"indent-{indent} {_border(element) or ''}".strip()
    entries = "".join(tag("li", _children(one, names)) for one in _elements(element))
    if element.get("style") != "ordered":
        return tag("ul", entries, class_=kind)
    return tag("ol", entries, class_=kind, start=_number(element.get("offset")) + 1)


def _border(element: Json) -> str | None:
    return "bordered" if element.get("border") else None


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _text(element: Json, names: Names) -> str:
    return lines(str(element.get("text", "")))


def _link(element: Json, names: Names) -> str:
    url = str(element.get("url", ""))
    return link(url, lines(str(element.get("text") or url)))


def _user(element: Json, names: Names) -> str:
    return person(str(element.get("user_id", "")), "", names)


def _channel(element: Json, names: Names) -> str:
    return mention(f"#{names.channel(str(element.get('channel_id', '')))}")


def _group(element: Json, names: Names) -> str:
    return mention(f"@{element.get('usergroup_id') or element.get('team_id') or ''}", "group")


def _broadcast(element: Json, names: Names) -> str:
    return mention(f"@{element.get('range', 'channel')}", "broadcast")


def _emoji(element: Json, names: Names) -> str:
    name = str(element.get("name", ""))
    known = emoji.named(name)
    return escaped(emoji.from_code(str(element["unicode"])) or known if element.get("unicode") else known)


def _date(element: Json, names: Names) -> str:
    seconds, form = element.get("timestamp", ""), str(element.get("format", ""))
    return dated(seconds, form, str(element.get("fallback") or ""), names, str(element.get("url") or ""))


def _colour(element: Json, names: Names) -> str:
    value = str(element.get("value", ""))
    is_colour = COLOUR.fullmatch(value)
    swatch = tag("span", class_="swatch", style=f"background:{value}") if is_colour else ""
    return swatch + escaped(value)


def _worn(shown: str, style: object) -> str:
    worn = style if isinstance(style, dict) else {}
    for name, wrapper in WORN:
        shown = tag(wrapper, shown) if worn.get(name) else shown
    return tag("span", shown, class_="lit") if any(worn.get(name) for name in LIT) else shown


Maker = Callable[[Json, Names], str]
PARTS: dict[str, Maker] = {
    "rich_text": _block,
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
    "rich_text_list": _list,
}
INLINE: dict[str, Maker] = {
    "text": _text,
    "link": _link,
    "user": _user,
    "channel": _channel,
    "usergroup": _group,
    "team": _group,
    "broadcast": _broadcast,
    "emoji": _emoji,
    "date": _date,
    "color": _colour,
}
