"""The migrations make what the rows say, on both databases, and a database of another version is told so."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import storage
from sla.errors import DatabaseTooNew, DatabaseTooOld
from storage import schema
from storage.engine import Sessions

CATALOG = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name",
    "postgresql": """
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT table_name || '.' || column_name,
        concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
    """,
}


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sessions]:
    """A database without tables."""
    is_sqlite = request.param == "sqlite"
    sessions = Sessions(
        f"sqlite:///{tmp_path}/empty.db" if is_sqlite else request.getfixturevalue("empty_postgres_url")
    )
    yield sessions
    sessions.dispose()


def catalog(sessions: Sessions) -> list[tuple[str, list[str]]]:
    with sessions.reader.connect() as connection:
        found = connection.execute(text(CATALOG[connection.dialect.name]))
        return [(name, sorted(re.split(r"[\s,()]+", sql))) for name, sql in found]


def test_every_module_of_the_memory_adds_its_tables_to_the_schema() -> None:
    before = set(schema.metadata().tables)
    for module in pkgutil.iter_modules(storage.__path__):
        importlib.import_module(f"storage.{module.name}")
    assert set(schema.metadata().tables) == before


def test_the_migrations_have_a_single_head() -> None:
    assert len(ScriptDirectory.from_config(schema.alembic()).get_heads()) == 1


def test_the_migrations_leave_nothing_for_the_rows_to_add(empty: Sessions) -> None:
    schema.upgrade(empty)
    with empty.reader.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata()) == []


def test_migrated_tables_and_indexes_are_those_of_the_rows_word_for_word(
    empty: Sessions, request: pytest.FixtureRequest
) -> None:
    created: Sessions = request.getfixturevalue("sqlite_sessions" if empty.is_sqlite else "postgres_sessions")
    schema.upgrade(empty)
    assert catalog(empty) == catalog(created)


def test_an_upgrade_of_a_database_that_is_up_to_date_changes_nothing(empty: Sessions) -> None:
    schema.upgrade(empty)
    before = catalog(empty)
    schema.upgrade(empty)
    assert catalog(empty) == before


def test_a_database_that_is_up_to_date_passes_the_check(sessions: Sessions) -> None:
    schema.check(sessions)


def test_the_check_takes_an_address_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    schema.upgrade(url)
    schema.check(url)


def test_a_database_without_tables_is_too_old_and_the_remedy_is_named(empty: Sessions) -> None:
    with pytest.raises(DatabaseTooOld, match="sla-bot db upgrade"):
        schema.check(empty)


def test_a_database_of_a_later_version_is_refused_in_one_sentence_about_it(sessions: Sessions) -> None:
    with sessions.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew, match=r"9999.*Install the newer version"):
        schema.check(sessions)


def test_a_database_of_a_later_version_is_never_migrated(sessions: Sessions) -> None:
    with sessions.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew):
        schema.upgrade(sessions)


def test_a_failed_upgrade_leaves_the_database_as_it_was(empty: Sessions) -> None:
    with empty.writer.begin() as connection:
        connection.execute(text("CREATE TABLE terms (id INTEGER)"))
    with pytest.raises(Exception, match="terms"):
        schema.upgrade(empty)
    with empty.reader.connect() as connection:
        assert inspect(connection).get_table_names() == ["terms"]


def test_every_table_carries_its_workspace() -> None:
    tables = schema.metadata().tables.values()
    assert [table.name for table in tables if "workspace_id" not in table.columns] == ["workspace"]
