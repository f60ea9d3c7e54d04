"""Ids of the shape that Slack gives: a letter, then capitals and digits."""

import hashlib
import itertools

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10


class Ids:
    """Gives ids: the same name always the same one, or a fresh one that no one had before."""

    def __init__(self) -> None:
        self._counter = itertools.count(1)

    def named(self, letter: str, name: str) -> str:
        """The id of a named thing; a restart gives the same one again."""
        digest = hashlib.sha256(f"{letter}:{name}".encode()).digest()
        return f"{letter}0" + "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[: LENGTH - 1])

    def fresh(self, letter: str) -> str:
        """An id that this sandbox never gave."""
        return self.named(letter, f"fresh {next(self._counter)}")

    def word(self, length: int = 5) -> str:
        """A short mark, as Slack puts into a `block_id` that the app left out."""
        digest = hashlib.sha256(f"word {next(self._counter)}".encode()).digest()
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:length])
