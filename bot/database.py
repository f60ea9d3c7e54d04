"""The database of a running bot: patient for the sweeps, quick to give up for the doors, and held by one process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import event, make_url, text
from sqlalchemy.exc import DatabaseError

import storage
from bot.errors import NoDatabase, SecondProcess
from storage.engine import Sessions

HURRY_MS = 1200
VERSIONS = Path(storage.__file__).parent / "migrations" / "versions"
HURRY = {"sqlite": f"PRAGMA busy_timeout={HURRY_MS}", "postgresql": f"SET lock_timeout = {HURRY_MS}"}


def hurried(url: str) -> Sessions:
    """Sessions for a door: a locked database is told within the three seconds that Slack waits for an answer."""
    sessions = Sessions(url)

    @event.listens_for(sessions.writer, "connect")
    def hurry(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(HURRY[sessions.url.get_backend_name()])
        cursor.close()

    return sessions


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for another kind."""
    parts = make_url(url)
    return Path(parts.database) if parts.get_backend_name() == "sqlite" and parts.database else None


def exists(url: str) -> bool:
    """Whether there is anything to open; a SQLite file that is missing would be made by looking into it."""
    path = file_of(url)
    return path is None or path.exists()


def is_current(sessions: Sessions) -> bool:
    """Whether the database is at the newest migration: read without the tools of migration, which load slowly."""
    try:
        with sessions.read() as session:
            found = session.scalars(text("SELECT version_num FROM alembic_version")).all()
    except DatabaseError:
        return False
    return found == [max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))]


@contextmanager
def usable() -> Iterator[None]:
    """Raises NoDatabase, with what the database says, where it can't be opened or is none."""
    try:
        yield
    except DatabaseError as error:
        said = " ".join(str(error.orig).split())
        raise NoDatabase(f"The database can't be used ({said}). Check DATABASE_URL.") from error


@contextmanager
def held(url: str) -> Iterator[None]:
    """Holds a SQLite database for this process; raises SecondProcess when another one runs on it, and NoDatabase."""
    path = file_of(url)
    if path is None:
        yield
        return
    with _lock_file(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SecondProcess(f"Another sla-bot already runs on {path}; stop it, or give this one its own.") from None
        yield


def _lock_file(path: Path) -> IO[str]:
    try:
        return path.with_suffix(".lock").open("a")
    except OSError as error:
        raise NoDatabase(f"{path} can't be used ({error.strerror}). Make its folder, or check DATABASE_URL.") from None
