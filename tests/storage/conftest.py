"""One transaction a test, rolled back at its end: such tests share a database of each kind, and are quick."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import URL, NullPool, create_engine, text
from sqlalchemy.orm import Session

from storage import schema
from storage.engine import Sessions


@pytest.fixture(scope="session")
def shared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    """A SQLite database in which nothing is ever committed."""
    yield from _with_tables(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'shared.db'}")


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: URL) -> Iterator[Sessions]:
    """A PostgreSQL database in which nothing is ever committed."""
    name = f"shared_{uuid4().hex}"
    server = create_engine(postgres_server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield from _with_tables(postgres_server.set(database=name).render_as_string(hide_password=False))


@pytest.fixture(params=["sqlite", "postgres"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A writing transaction on an empty database of each kind, one after the other."""
    shared: Sessions = request.getfixturevalue(f"shared_{request.param}")
    with Session(shared.writer, expire_on_commit=False) as session:
        yield session
        session.rollback()


def _with_tables(url: str) -> Iterator[Sessions]:
    sessions = Sessions(url)
    schema.metadata().create_all(sessions.writer)
    yield sessions
    sessions.dispose()
