"""Who the people in a file are: their Slack ids where Slack knows them, and whom it doesn't."""

from collections.abc import Iterator
from functools import lru_cache

from sla.agreement import Agreement
from storage import people
from storage.engine import Sessions

MANY = 4096
SHOWN = 10
REMEMBERED = 1000


class FilePeople:
    """Looks people up as a file writes them, and remembers the strangers once the directory was read."""

    def __init__(self, sessions: Sessions, agreement: Agreement) -> None:
        self._sessions = sessions
        self._workspace_id = agreement.workspace_id
        self._agreed = {_plain(key) for key in _names(agreement)}
        self._strangers: dict[str, None] = {}
        with sessions.read() as session:
            self._has_directory = people.has_directory(session, agreement.workspace_id)
        self.key = lru_cache(MANY)(self._key)

    def _key(self, written: str) -> str:
        """Their Slack id, or what is written when Slack knows nobody by it."""
        with self._sessions.read() as session:
            found = people.find(session, self._workspace_id, written)
        if found is None and self._is_strange(written):
            self._strangers[written] = None
        return found.user_id if found else written

    def _is_strange(self, written: str) -> bool:
        is_known = not self._has_directory or _plain(written) in self._agreed
        return not is_known and len(self._strangers) < REMEMBERED

    def warning(self) -> str | None:
        """One sentence about those whom neither Slack nor the agreement knows; None when there are none."""
        if not self._strangers:
            return None
        shown = [written[:40] for written in list(self._strangers)[:SHOWN]]
        more = len(self._strangers) - len(shown)
        names = ", ".join(shown) + (f" and {more} more" if more else "")
        return f"Slack does not know {names}: kept as written, and alerts about them go to the party's contact."


def _names(agreement: Agreement) -> Iterator[str]:
    for party in agreement.terms.parties:
        for person in (party.contact, *party.members):
            yield person.key
            yield person.written


def _plain(written: str) -> str:
    return written.removeprefix("@").casefold()
