"""Room for many writes at once: a larger cache, and fewer tidyings-up of SQLite's log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from storage.engine import Sessions

ROOM: Final = ("PRAGMA cache_size=-32768", "PRAGMA wal_autocheckpoint=16000")
AS_USUAL: Final = ("PRAGMA cache_size=-2000", "PRAGMA wal_autocheckpoint=1000")


@contextmanager
def elbow_room(sessions: Sessions) -> Iterator[None]:
    """Within it SQLite may use 32 MB more memory and 64 MB more disk; what is committed is as safe as ever."""
    _set(sessions, ROOM)
    try:
        yield
    finally:
        _set(sessions, AS_USUAL)


def _set(sessions: Sessions, settings: tuple[str, ...]) -> None:
    if sessions.is_sqlite:
        with sessions.writer.connect() as connection:
            for setting in settings:
                connection.exec_driver_sql(setting)
