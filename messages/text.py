"""Text that strangers wrote, made harmless: cleaned, clamped, escaped, and never joined to ours by accident."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NoReturn

from messages.limits import LIMITS

NOTHING: Final = "–"
"""What stands where a text is empty, as Slack refuses an empty one."""

FOREIGN_LIMIT: Final = 150
# Room is left below Slack's 4,000 for the line that says a message may be a repeat.
SPOKEN_LIMIT: Final = LIMITS["message"]["text_recommended_max"] - 200

_JOINER: Final = "\u2060"
_INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES: Final = frozenset({"Zs", "Zl", "Zp"})
# Emoji younger than Python's Unicode tables count as unassigned there.
_EMOJI_PLANE: Final = range(0x1F000, 0x1FB00)

# Emphasis accepts any neighbour, so only another character disarms it: these look the same and mean nothing to Slack.
_EMPHASIS: Final = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_UNDERSCORE: Final = re.compile(r"(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
# Links and emoji accept only the characters that they list, so an invisible joiner between them breaks both.
_SCHEME: Final = re.compile(r"(?<=[A-Za-z]):(?=[/A-Za-z])")
_DOMAIN: Final = re.compile(r"(?<=\w)([.@])(?=\w*[^\W\d])")
_EMOJI: Final = re.compile(r":(?=[\w+'-]+:)")
_SIGIL: Final = re.compile(r"(?<!\w)([@#])(?=\w)")
_QUOTE: Final = re.compile(r"^(?=>)", re.MULTILINE)
TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The characters that turn the direction of the text around them."""
_CUT_TOKEN: Final = re.compile(r"(<[^>]*|&[a-z]*)$")


def plain(text: str, limit: int = FOREIGN_LIMIT) -> str:
    """The text on one line: no control, bidirectional, zero-width or broken characters, at most `limit` long."""
    shown = "".join(map(_visible, text))
    return clamp(" ".join(shown.split()), limit)


def straight(text: str) -> str:
    """The text without characters that turn its direction: a name must not turn the sentence that it stands in."""
    return TURNING.sub("", text)


def clamp(text: str, limit: int) -> str:
    """The text, straight, its end replaced by an ellipsis when it is longer than `limit` characters."""
    text = straight(text)
    if len(text) <= limit:
        return text
    return text[: limit - 1].rstrip() + "…"


def clamp_mrkdwn(text: str, limit: int) -> str:
    """As `clamp`, but never cuts through a `<token>` or an `&entity;`."""
    text = straight(text)
    if len(text) <= limit:
        return text
    return _CUT_TOKEN.sub("", text[: limit - 1]).rstrip() + "…"


def say(text: str) -> str:
    """The `text` of a message (mrkdwn), short enough that Slack neither cuts it nor refuses to update it."""
    return clamp_mrkdwn(text, SPOKEN_LIMIT)


def escape(text: str) -> str:
    """The text with `&`, `<` and `>` escaped, once; nothing else needs it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(text: str) -> str:
    """The text as mrkdwn that shows it as it is: no emphasis, link, emoji, quote, mention or entity is left in it.

    Emphasis marks become look-alikes; links, addresses and emoji names get an invisible word joiner.
    """
    disarmed = _UNDERSCORE.sub("ˍ", text.translate(_EMPHASIS))
    disarmed = _EMOJI.sub(f":{_JOINER}", disarmed)
    disarmed = _SCHEME.sub(f"{_JOINER}:{_JOINER}", disarmed)
    disarmed = _DOMAIN.sub(rf"{_JOINER}\1{_JOINER}", disarmed)
    disarmed = _SIGIL.sub(rf"\1{_JOINER}", disarmed)
    return escape(_QUOTE.sub(_JOINER, disarmed))


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\t\n\r\v\f\x85" or category in _SPACES:
        return " "
    if character in _INVISIBLE or (category in _DROPPED and ord(character) not in _EMOJI_PLANE):
        return ""
    return character


@dataclass(frozen=True, slots=True, repr=False)
class Untrusted:
    """A text from a person or another system: can't be joined or formatted into a string; builders take it."""

    _text: str

    def plain(self, limit: int = FOREIGN_LIMIT) -> str:
        """For plain_text and rich_text only: cleaned and clamped, not escaped."""
        return plain(self._text, limit) or NOTHING

    def lines(self, limit: int) -> str:
        """For a field of several lines only: each of them cleaned, all of them clamped, not escaped."""
        return clamp("\n".join(plain(line, limit) for line in self._text.splitlines()), limit) or NOTHING

    def mrkdwn(self, limit: int = FOREIGN_LIMIT) -> str:
        """For mrkdwn and the `text` of a message: reads as it was written and does nothing."""
        return literal(self.plain(limit))

    def __repr__(self) -> str:
        return "Untrusted(…)"

    def _refuse(self, *_: Any) -> NoReturn:
        message = "Foreign text can't be joined to ours: give it to a builder, or call .mrkdwn() or .plain()."
        raise TypeError(message)

    __str__ = __format__ = __add__ = __radd__ = __mod__ = __rmod__ = __iter__ = _refuse


Text = str | Untrusted
"""Our own mrkdwn, or foreign text."""


def words(text: Text, limit: int = LIMITS["section"]["text_max"]) -> dict[str, Any]:
    """A text object: our own text as mrkdwn in which Slack links nothing by itself, foreign text as plain text."""
    if isinstance(text, Untrusted):
        return label(text, min(limit, FOREIGN_LIMIT))
    return {"type": "mrkdwn", "text": clamp_mrkdwn(text, limit) or NOTHING, "verbatim": True}


def label(text: Text, limit: int) -> dict[str, Any]:
    """A plain_text object; emoji names are turned into emoji only in our own text."""
    if isinstance(text, Untrusted):
        return {"type": "plain_text", "text": text.plain(limit), "emoji": False}
    return {"type": "plain_text", "text": clamp(text, limit) or NOTHING, "emoji": True}


def unmarked(text: Text, limit: int) -> str:
    """A bare string where Slack wants no text object (alt texts, first values of fields)."""
    return text.plain(limit) if isinstance(text, Untrusted) else clamp(text, limit) or NOTHING
