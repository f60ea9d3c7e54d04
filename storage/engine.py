"""Engines and transactions: one writer at a time on SQLite, and never a transaction across a network call."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
)
READ, WRITE = "BEGIN", "BEGIN IMMEDIATE"
SEEN = "seen in this look"
"""Under this word a session that only looks, for a short while, keeps what everybody in it asks for."""
POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 50}  # as many doors as may be open at once, and the sweeps


class Sessions:
    """Opens sessions on one database. The door owns the transaction: it commits when the block ends without error."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.writer = _sqlite(url, WRITE) if self.is_sqlite else _postgresql(url)
        self.reader = _sqlite(url, READ) if self.is_sqlite else self.writer

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads."""
        with Session(self.reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that writes; on SQLite it holds the write lock from its first statement."""
        with Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    def dispose(self) -> None:
        """Closes every connection."""
        self.writer.dispose()
        self.reader.dispose()


def _postgresql(url: str) -> Engine:
    return create_engine(url, pool_pre_ping=True, **POOL)


def _sqlite(url: str, begin: str) -> Engine:
    engine = create_engine(url, **POOL)

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for setting in SQLITE_SETTINGS:
            cursor.execute(setting)
        cursor.close()

    def start(connection: Any) -> None:
        connection.dbapi_connection.execute(begin)

    # Not by an event of the engine: with one, every statement of its connections takes the long way.
    engine.dialect.do_begin = start  # type: ignore[method-assign, assignment]
    return engine
