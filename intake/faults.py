"""What may be wrong with an agreement file: a sentence, and where it belongs."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from intake.mistakes import listed, meant, quoted

Steps = tuple[str | int, ...]


class Fault(NamedTuple):
    """What is wrong at the value, or the key, that these steps lead to."""

    steps: Steps
    sentence: str
    at_key: bool = False


def two_parties(steps: Steps, giver: str, receiver: str, names: tuple[str, ...]) -> Iterator[Fault]:
    """What is wrong with a party that owes something to another one."""
    yield from known((*steps, "from"), giver, names, "party")
    yield from known((*steps, "to"), receiver, names, "party")
    if giver == receiver:
        yield Fault((*steps, "to"), f"{quoted(giver)} can't owe this to itself; name the other party.")


def known(steps: Steps, word: str, names: Iterable[str], what: str) -> Iterator[Fault]:
    """What is wrong with a word that is none of these names."""
    choices = list(names)
    if word not in choices:
        choice = meant(word, choices)
        hint = choice if choice != "." or not choices else f"; write {listed(choices)}."
        yield Fault(steps, f"There is no {what} called {quoted(word)} here{hint}")
