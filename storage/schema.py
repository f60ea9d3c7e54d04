"""The schema: every table, and whether a database has them as this version of the code wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

from sla.errors import DatabaseTooNew, DatabaseTooOld
from storage import (  # noqa: F401 - each brings its tables
    agreement_rows,
    audit_rows,
    credit_rows,
    duty_rows,
    friction_rows,
    lead_rows,
    leave_rows,
    life_rows,
    make_up_rows,
    nurtured_rows,
    outbox_rows,
    outcome_rows,
    review_rows,
    set_up_rows,
    workspaces,
)
from storage.base import Row
from storage.engine import Sessions

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE = "run `sla-bot db upgrade`"


def metadata() -> MetaData:
    """Every table of every row."""
    return Row.metadata


def upgrade(database: Sessions | str) -> None:
    """The database has all tables as this version wants them, in one transaction. Raises DatabaseTooNew."""
    with _opened(database) as sessions, sessions.writer.begin() as connection:
        _refuse_newer(connection)
        command.upgrade(alembic(connection), "head")


def check(database: Sessions | str) -> None:
    """Raise DatabaseTooNew or DatabaseTooOld unless the database fits this version."""
    with _opened(database) as sessions, sessions.reader.begin() as connection:
        _refuse_newer(connection)
        found = _revision(connection)
    if found is None:
        raise DatabaseTooOld(f"The database has no tables yet; {UPGRADE}.")
    if found != head():
        raise DatabaseTooOld(f"The database is at {found}, and this version of sla-bot wants {head()}; {UPGRADE}.")


def head() -> str:
    """The revision that this version wants."""
    return ScriptDirectory.from_config(alembic()).get_current_head() or ""


def alembic(connection: Connection | None = None) -> Config:
    """Alembic's configuration, to work on this connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _opened(database: Sessions | str) -> Iterator[Sessions]:
    """The database itself, or opened by its address for as long as needed."""
    if isinstance(database, Sessions):
        yield database
        return
    sessions = Sessions(database)
    try:
        yield sessions
    finally:
        sessions.dispose()


def _refuse_newer(connection: Connection) -> None:
    found = _revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(alembic()).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTooNew(
            f"The database is at {found}, which this version of sla-bot does not know: it is older than the database. "
            "Install the newer version, or restore a backup from before the upgrade."
        )


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
