"""Insert, or else leave alone or update, in one statement, on either database."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from storage.base import Row

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

CHUNK = 500


def insert_into(table: Table, dialect: str) -> "sqlite.Insert | postgresql.Insert":
    """The dialect's own insert into the table, which can tell what to do where a key is taken."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - a tenth of a command's start, needed by few

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - as above

    return sqlite.insert(table)


def upsert(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]], key: tuple[str, ...]) -> None:
    """Each of `values` is in the table afterwards; a row of the same `key` that was there has its columns replaced."""
    for first in range(0, len(values), CHUNK):
        _upsert(session, row, values[first : first + CHUNK], key)


def _upsert(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]], key: tuple[str, ...]) -> None:
    insert = insert_into(row.metadata.tables[row.__tablename__], session.get_bind().dialect.name)
    statement = insert.values(list(values))
    changed = {name: statement.excluded[name] for name in values[0] if name not in key}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))
