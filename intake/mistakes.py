"""What is wrong in a file: each mistake with its line, column and one sentence; all of them told at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from sla.errors import SlaError


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake, at a line and column that count from 1."""

    line: int
    column: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.sentence}"


class BadAgreementFile(SlaError):
    """The agreement file has mistakes; mend the lines named and apply it again."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        """Take all mistakes; the message names each on a line of its own, in the file's order."""
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def quoted(text: str) -> str:
    """The text as a reader finds it again, cut short."""
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def meant(word: str, known: Iterable[str]) -> str:
    """`; did you mean “window”?` when a known word is close, else a full stop."""
    close = get_close_matches(word.lower(), list(known), n=1)
    return f"; did you mean {quoted(close[0])}?" if close else "."


def listed(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
