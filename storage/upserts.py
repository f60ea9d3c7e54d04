"""Insert or update in one statement, on either database."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.base import Row

CHUNK = 500


def upsert(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]], key: tuple[str, ...]) -> None:
    """Each of `values` is in the table afterwards; a row of the same `key` that was there has its columns replaced."""
    for first in range(0, len(values), CHUNK):
        _upsert(session, row, values[first : first + CHUNK], key)


def _upsert(session: Session, row: type[Row], values: Sequence[Mapping[str, Any]], key: tuple[str, ...]) -> None:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(row) if is_postgres else sqlite.insert(row)
    statement = insert.values(list(values))
    changed = {name: statement.excluded[name] for name in values[0] if name not in key}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))
