"""The words that somebody typed: tokens that Slack made of them, escapes undone once, people, amounts."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from commands.errors import BadWords
from commands.gesture import Gesture
from sla.errors import BadFigure, UnknownPerson
from sla.figures import money
from storage import people
from storage.people import DirectoryPerson

_PERSON: Final = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>|(?<!\S)@[^\s@<>,]+")
_TOKEN: Final = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_ESCAPED: Final = re.compile(r"&(amp|lt|gt);")
_OPTION: Final = re.compile(r'(?<!\S)([a-z_]{1,12}):(?:"([^"]{0,200})"|“([^”]{0,200})”|(\S{1,200}))')
_CHARACTERS: Final = {"amp": "&", "lt": "<", "gt": ">"}
_CURRENCIES: Final = frozenset({"USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD", "BRL", "INR"})
LARGEST: Final = Decimal(10) ** 12


def spoken(text: str) -> str:
    """What the person typed: each token as its label, and `&amp; &lt; &gt;` undone exactly once."""
    return _ESCAPED.sub(lambda found: _CHARACTERS[found[1]], _TOKEN.sub(_label, text)).strip()


def first(words: str) -> tuple[str, str]:
    """The first word, and the rest."""
    word, _, rest = words.strip().partition(" ")
    return word, rest.strip()


def take_people(words: str) -> tuple[list[str], str]:
    """The people mentioned, as written, and the words without them."""
    return _PERSON.findall(words), " ".join(_PERSON.sub(" ", words).split())


def take_options(words: str, names: Sequence[str]) -> tuple[dict[str, str], str]:
    """The `name:value` pairs of these names (a value with spaces in quotes), and the words without them.

    Raises BadWords for a name that nothing follows.
    """
    found = {option[1]: option[2] or option[3] or option[4] for option in _OPTION.finditer(words) if option[1] in names}
    rest = _OPTION.sub(lambda option: " " if option[1] in names else option[0], words)
    bare = next((word for word in rest.split() if word.removesuffix(":") in names and word.endswith(":")), None)
    if bare:
        raise BadWords(f"Nothing follows “{bare}”; write what belongs to it without a space, or leave it out.")
    return found, " ".join(rest.split())


def nothing_more(rest: str, word: str) -> None:
    """Raises BadWords when something follows a word that takes an agreement's slug alone."""
    if rest:
        raise BadWords(f"“{spoken(rest)[:40]}” is no agreement here. Write `/sla {word}`, or a slug after it.")


def person(session: Session, gesture: Gesture, written: str) -> DirectoryPerson:
    """The active member of the workspace meant by a mention, a handle, an e-mail or an id; raises UnknownPerson."""
    found = people.find(session, gesture.workspace.id, written)
    shown = spoken(written).removeprefix("@")[:40]
    if found is None:
        raise UnknownPerson(f"Slack knows nobody by “{shown}”. Use @name, an e-mail address or a user id.")
    if found.deactivated or found.is_bot:
        raise UnknownPerson(f"“{shown}” is {'a bot' if found.is_bot else 'no longer active'}; name somebody else.")
    return found


def amount(text: str) -> Decimal:
    """The amount, from 0 up with at most four decimals, such as `5000` or `$5,000.50`; raises BadFigure."""
    exact = money(text)
    units = exact * 10_000
    if exact < 0 or units.denominator != 1 or exact >= Fraction(LARGEST):
        raise BadFigure("An amount is from 0 up, with at most four decimals; write it as 5000 or 5000.50.")
    return Decimal(units.numerator) / 10_000


def last_amount(words: str) -> tuple[str, str]:
    """The words before an amount at their end, and the amount as written: one word, or two with a currency."""
    *before, last = words.split() or [""]
    if before and last.upper() in _CURRENCIES:
        return " ".join(before[:-1]), f"{before[-1]} {last.upper()}"
    if before and before[-1].upper() in (*_CURRENCIES, "$", "€", "£"):
        return " ".join(before[:-1]), f"{before[-1].upper()} {last}"
    return " ".join(before), last


def _label(found: re.Match[str]) -> str:
    sign, what, label = found["sign"], found["what"], found["label"]
    if sign == "!":
        return label or f"@{what.partition('^')[0]}"
    if sign:
        return f"{sign}{label or what}"
    return label or what.removeprefix("mailto:")
