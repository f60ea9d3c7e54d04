"""Names and notes as an enemy would write them, and a look at what a payload does rather than shows."""

import re
from collections.abc import Iterator
from typing import Any

HOSTILE = (
    "<!channel>",
    "<!here|now>",
    "&lt;!everyone&gt;",
    "&amp;lt;!channel&amp;gt;",
    "<@U012ABCDEF>",
    "<#C012ABCDE>",
    "<!subteam^S012345>",
    "<https://evil.example|Ada Lovelace>",
    "http://evil.example/login",
    "evil.example",
    "mailto:ada@evil.example",
    "ada@evil.example",
    "javascript:alert(1)",
    "@here @channel @ada #general",
    "<!date^1392734382^{date}^https://evil.example|x>",
    "*x*",
    "_x_",
    "~x~",
    "`x`",
    "```x```",
    "> quoted",
    "&gt; quoted",
    ":tada: :rotating_light:",
    "* _~`<>&|",
    "x" * 10_000,
    "<" * 10_000,
    "&" * 10_000,
    "\u202egnp.exe\u202c \u2066x\u2069",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\x00\x01\x07\x1b[31mred",
    "one\ntwo\r\nthree\u2028four",
    "\ud800 lone \udfff",
    r"$\frac{",
    "a$b_$c",
    "שלום עולם",
    "مرحبا",
    "日本の会社",
    "👩‍👩‍👧 🎉",
    "=HYPERLINK(1)",
    "{0} {name} %s %(x)s",
    "",
    "   ",
    '"}],"blocks":[{"type":"divider"}]',
)

_TOKEN = re.compile(r"<[^>]*>")
_EMPHASIS = re.compile(r"(?<![0-9A-Za-z])([*_~`])(?=\S).*?(?<=\S)\1(?![0-9A-Za-z])")
_AUTOMATIC = re.compile(r"[a-z]+://|mailto:|\w@\w|\w\.[a-z]{2,}|:[a-z0-9_+'-]+:", re.IGNORECASE)
_ALIVE = ("user", "usergroup", "broadcast", "channel", "link")


def markup(mrkdwn: str) -> list[str]:
    """What this mrkdwn does: tokens, emphasis, quotes, links that Slack would make by itself, emoji."""
    found = _TOKEN.findall(mrkdwn)
    outside = _TOKEN.sub(" ", mrkdwn)
    found += [match.group() for match in _EMPHASIS.finditer(outside)]
    found += [match.group() for match in _AUTOMATIC.finditer(outside)]
    return found + [line for line in outside.split("\n") if line.startswith(("&gt;", ">"))]


def alive(payload: Any) -> list[str]:
    """All that blocks or a view do rather than show: tokens, mentions and links anywhere in them."""
    return [found for part in _dictionaries(payload) for found in _alive_part(part)]


def _alive_part(part: dict[str, Any]) -> list[str]:
    if part.get("type") == "mrkdwn":
        return markup(part["text"])
    if part.get("type") == "plain_text" and part.get("emoji"):
        return re.findall(r":[a-z0-9_+'-]+:", part["text"])
    return [str(part)] if part.get("type") in _ALIVE or "url" in part else []


def _dictionaries(payload: Any) -> Iterator[dict[str, Any]]:
    if isinstance(payload, dict):
        yield payload
        payload = list(payload.values())
    if isinstance(payload, list | tuple):
        for part in payload:
            yield from _dictionaries(part)
