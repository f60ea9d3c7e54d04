"""What a check-up finds: in order, worth knowing, or wrong; and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How a finding is."""

    FINE = "ok"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """One line of the check-up. `do` is what mends it."""

    grade: Grade
    about: str
    said: str
    do: str = ""

    def __str__(self) -> str:
        line = f"{self.grade:>5}  {self.about}: {self.said}"
        return f"{line}\n       → {self.do}" if self.do else line


def fine(about: str, said: str) -> Finding:
    """Nothing to do."""
    return Finding(Grade.FINE, about, said)


def note(about: str, said: str, do: str = "") -> Finding:
    """It works; better to know."""
    return Finding(Grade.NOTE, about, said, do)


def wrong(about: str, said: str, do: str) -> Finding:
    """It does not work until this is done."""
    return Finding(Grade.WRONG, about, said, do)
