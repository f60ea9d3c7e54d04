"""Slack's mrkdwn and plain text as safe HTML."""

import re
from collections.abc import Iterator
from itertools import groupby

from sandbox.page import emoji
from sandbox.page.markup import escaped, is_safe_place, lines, link, tag, unescaped
from sandbox.page.names import Names

FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
QUOTED = re.compile(r"^(?:&gt;|>) ?(?!(?:&gt;|>){2})")
QUOTED_REST = re.compile(r"^(?:&gt;|>){3} ?", re.MULTILINE)
TOKEN = re.compile(
    r"<(?P<reference>[^<>\n]+)>"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*(?P<strong>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<em>[^_\s](?:[^_\n]*[^_\s])?)_(?!\w)"
    r"|(?<![\w~])~(?P<s>[^~\s](?:[^~\n]*[^~\s])?)~(?![\w~])"
    r"|:(?P<emoji>[a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?"
    r"|(?P<url>\bhttps?://[^\s<>|]*[^\s<>|.,;:!?)'\"*_~])"
    r"|(?<![\w&])\#(?P<channel>[\w-]+)"
)
REFERENCE = re.compile(r"<(?P<target>[^<>|\n]+)(?:\|(?P<label>[^<>\n]*))?>")


def html(text: str, names: Names, verbatim: bool = False) -> str:
    """A mrkdwn text; `verbatim` leaves bare URLs and channel names as they are."""
    parts = FENCE.split(text)
    shown = [
        tag("pre", _code(part)) if place % 2 else _paragraphs(_trimmed(part, place, len(parts)), names, verbatim)
        for place, part in enumerate(parts)
    ]
    return "".join(shown)


def plain(text: str, has_emoji: bool = True) -> str:
    """A plain text: emoji by their names, and nothing else."""
    return emoji.SHORT_NAME.sub(lambda found: emoji.named(found[1]), lines(text)) if has_emoji else lines(text)


def of_text(text: object, names: Names) -> str:
    """A text object of either type."""
    if not isinstance(text, dict):
        return plain(str(text or ""))
    words = str(text.get("text", ""))
    if text.get("type") == "mrkdwn":
        return html(words, names, bool(text.get("verbatim")))
    return plain(words, text.get("emoji", True) is not False)


def mention(words: str, kind: str = "") -> str:
    """Somebody or some place, marked as Slack marks it."""
    return tag("span", escaped(words), class_=f"mention {kind}".strip())


def person(user_id: str, label: str, names: Names) -> str:
    """A person mentioned; the viewer's own name stands out."""
    name = names.person(user_id)
    shown = label if name == user_id and label else name
    return mention(f"@{shown}", "mine" if user_id == names.viewer.id else "")


def dated(seconds: str | float, form: str, fallback: str, names: Names, url: str = "") -> str:
    """An instant in the viewer's zone; the fallback where Slack would not know how."""
    try:
        words = names.instant(float(seconds), form)
    except (TypeError, ValueError):
        return escaped(fallback)
    return link(url, tag("time", escaped(words), class_="date", title=fallback))


def _trimmed(part: str, place: int, count: int) -> str:
    part = part.removeprefix("\n") if place else part
    return part.removesuffix("\n") if place < count - 1 else part


def _paragraphs(text: str, names: Names, verbatim: bool) -> str:
    rest = QUOTED_REST.search(text)
    if rest:
        before, after = text[: rest.start()].removesuffix("\n"), text[rest.end() :]
        return _paragraphs(before, names, verbatim) + tag("blockquote", _joined(after.split("\n"), names, verbatim))
    groups = groupby(text.split("\n"), key=lambda line: bool(QUOTED.match(line)))
    return "".join(_group(is_quote, list(group), names, verbatim) for is_quote, group in groups)


def _group(is_quote: bool, group: list[str], names: Names, verbatim: bool) -> str:
    if not is_quote:
        return _joined(group, names, verbatim)
    return tag("blockquote", _joined([QUOTED.sub("", line) for line in group], names, verbatim))


def _joined(group: list[str], names: Names, verbatim: bool) -> str:
    return "<br>".join("".join(_inline(line, names, verbatim)) for line in group)


def _inline(line: str, names: Names, verbatim: bool) -> Iterator[str]:
    done = 0
    for found in TOKEN.finditer(line):
        yield escaped(unescaped(line[done : found.start()]))
        yield _token(found, names, verbatim)
        done = found.end()
    yield escaped(unescaped(line[done:]))


def _token(found: re.Match[str], names: Names, verbatim: bool) -> str:
    kind, words = str(found.lastgroup), str(found[str(found.lastgroup)])
    if kind == "reference":
        return _reference(found[0], names)
    if kind == "code":
        return tag("code", _code(words))
    if kind == "emoji":
        return emoji.named(words) if emoji.named(words) != f":{words}:" else escaped(found[0])
    if kind in ("url", "channel"):
        return escaped(unescaped(found[0])) if verbatim else _preprocessed(kind, words, found[0], names)
    return tag(kind, "".join(_inline(words, names, verbatim)))


def _preprocessed(kind: str, words: str, whole: str, names: Names) -> str:
    if kind == "url":
        return link(unescaped(words), escaped(unescaped(words)))
    known = names.workspace.channels.named(words)
    return mention(whole) if known is not None and names.may_see(known) else escaped(whole)


def _reference(whole: str, names: Names) -> str:
    found = REFERENCE.fullmatch(whole)
    if found is None:
        return escaped(unescaped(whole))
    target, label = found["target"], unescaped(found["label"] or "")
    if target.startswith("@"):
        return person(target[1:], label.removeprefix("@"), names)
    if target.startswith("#"):
        name = names.channel(target[1:])
        return mention(f"#{label if name == target[1:] and label else name}")
    if target.startswith("!"):
        return _special(target[1:], label, names)
    url = unescaped(target)
    return link(url, escaped(label or url)) if is_safe_place(url) else escaped(label or f"<{url}>")


def _special(target: str, label: str, names: Names) -> str:
    if target.startswith("date^"):
        _, seconds, form, url = [*target.split("^"), "", "", ""][:4]
        return dated(seconds, unescaped(form), label, names, unescaped(url))
    if target in ("here", "channel", "everyone"):
        return mention(f"@{target}", "broadcast")
    if target.startswith("subteam^"):
        return mention(label or f"@{target.partition('^')[2]}", "group")
    return escaped(label or f"<!{target}>")


def _code(text: str) -> str:
    return escaped(unescaped(REFERENCE.sub(lambda found: found["label"] or found["target"], text)))
