"""The database of a running bot: known to be current at a glance, held by one process, and never waited for long."""

from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.database import exists, held, hurried, is_current
from bot.errors import SecondProcess
from storage import schema
from storage.engine import Sessions


def test_a_database_that_was_just_migrated_is_current(tmp_path: Path) -> None:
    sessions = Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    assert not is_current(sessions)
    schema.upgrade(sessions)
    assert is_current(sessions)


@pytest.mark.parametrize("version", ["0000", "9999"])
def test_a_database_of_another_version_is_not_current(tmp_path: Path, version: str) -> None:
    sessions = Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    schema.upgrade(sessions)
    with sessions.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    assert not is_current(sessions)


def test_a_database_on_postgresql_is_known_too(empty_postgres_url: str) -> None:
    sessions = Sessions(empty_postgres_url)
    assert not is_current(sessions)
    schema.upgrade(sessions)
    assert is_current(sessions)
    sessions.dispose()


def test_a_door_gives_up_on_a_locked_database_in_time(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sla-bot.db'}"
    schema.upgrade(url)
    with Sessions(url).write() as holder:
        holder.execute(text("SELECT 1"))
        began = monotonic()
        with pytest.raises(OperationalError), hurried(url).write() as session:
            session.execute(text("SELECT 1"))
    assert monotonic() - began < 2.5


def test_a_door_does_not_wait_for_a_locked_row_of_postgresql(postgres_sessions: Sessions) -> None:
    url = postgres_sessions.url.render_as_string(hide_password=False)
    lock = text("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
    doors = hurried(url)
    with postgres_sessions.write() as holder:
        holder.execute(lock)
        began = monotonic()
        with pytest.raises(OperationalError), doors.write() as session:
            session.execute(lock)
    assert monotonic() - began < 2.5
    doors.dispose()


def test_one_file_is_held_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sla-bot.db'}"
    with held(url), pytest.raises(SecondProcess, match=r"sla-bot\.db"), held(url):
        pass
    with held(url):
        pass


def test_looking_whether_a_file_exists_does_not_make_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sla-bot.db'}"
    assert not exists(url) and list(tmp_path.iterdir()) == []
