"""Customer friction: notes of what customers struggle with, grouped by theme for the report."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

OTHER: Final = "other"
SHARED: Final = 2
SHORTEST: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SAYS_NOTHING: Final = frozenset(
    _WORD.findall("""
    about again also always anybody anyone anything asked asks because been before being below between both cannot
    came cant come comes could customer customers does doesn doing done dont down during each either even ever every
    everybody everyone everything find first from gave getting give gives goes going good have having hears heard here
    into isn't just keep keeps know knows like made make makes many more most much must need needs never nobody nothing
    often once only other over people please really said same says seem seems sees several shall should since some
    somebody someone something still such take takes than that that's their them then there these they thing things
    think this those through time times told took tried tries trying under until upon used uses very want wanted wants
    wasn well went were what when where whether which while whom whose will with within without won't would year years
    your didn't doesn't don't can't couldn't wouldn't
    """)
)
"""Words of four letters or more that say nothing of what a note is about."""


@dataclass(frozen=True)
class Note:
    """What somebody heard from a customer, when (UTC), and the theme that they gave it."""

    id: int
    at: datetime
    by: str
    text: str
    theme: str | None = None


@dataclass(frozen=True)
class Theme:
    """Notes about the same thing. `is_given`: people named it; else it is the word that the notes share."""

    name: str
    notes: tuple[Note, ...]
    is_given: bool = True


def by_theme(notes: Iterable[Note]) -> list[Theme]:
    """The notes by theme, the theme with most notes first, and what has none as `other` at the end.

    A note without a theme goes to the given theme whose name is among its words. Of the rest, the word that most notes
    share (two at least) makes a theme of them; then the next word, until no two notes share one.
    """
    known = sorted(notes, key=lambda note: (note.at, note.id))
    given: dict[str, list[Note]] = {}
    for note in known:
        if note.theme:
            given.setdefault(note.theme.casefold(), []).append(note)
    left = [note for note in known if not note.theme]
    for name, theirs in given.items():
        theirs += [note for note in left if stem(name) in telling_words(note.text)]
        left = [note for note in left if note not in theirs]
    shared, rest = _shared(left)
    themes = [Theme(name, _in_order(theirs)) for name, theirs in given.items()] + shared
    themes.sort(key=lambda theme: (-len(theme.notes), theme.name))
    return themes + ([Theme(OTHER, tuple(rest), is_given=False)] if rest else [])


def telling_words(text: str) -> frozenset[str]:
    """The words of a note that may say what it is about, in their simplest form."""
    found = (word.casefold() for word in _WORD.findall(text.replace("’", "'")))
    return frozenset(stem(word) for word in found if len(word) >= SHORTEST and word not in _SAYS_NOTHING)


def stem(word: str) -> str:
    """The word without its plural: `invoices` and `invoice` are one, so are `deliveries` and `delivery`."""
    if word.endswith("ies") and len(word) > SHORTEST + 1:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > SHORTEST else word


def _shared(notes: Sequence[Note]) -> tuple[list[Theme], list[Note]]:
    """The themes that shared words make, and the notes that share none."""
    themes: list[Theme] = []
    left = list(notes)
    while True:
        counts = Counter(word for note in left for word in telling_words(note.text))
        most = max(counts.values(), default=0)
        if most < SHARED:
            return themes, left
        word = min((word for word in counts if counts[word] == most), key=lambda each: (-len(each), each))
        themes.append(Theme(word, tuple(note for note in left if word in telling_words(note.text)), is_given=False))
        left = [note for note in left if word not in telling_words(note.text)]


def _in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: (note.at, note.id)))
