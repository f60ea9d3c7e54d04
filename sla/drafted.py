"""A draft of an agreement that was checked: the terms that it means, or what speaks against it, and where."""

from dataclasses import dataclass

from sla.agreement import Terms

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong, in one sentence, at the place in the document that these steps lead to."""

    path: Path
    sentence: str


@dataclass(frozen=True)
class Drafted:
    """A checked draft: its terms and the id of their channel when it is sound, else its faults; `text` is its file."""

    terms: Terms | None
    faults: tuple[Fault, ...]
    text: str
    channel: str | None = None
