"""Rows that may exist once: inserted, or left alone when their key is taken."""

from typing import Any, cast

from sqlalchemy import CursorResult, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.base import Row


def insert_once(session: Session, row: type[Row], **values: Any) -> bool:
    """Inserts the row; False, and nothing changes, when one with the same key exists already."""
    dialect = session.get_bind().dialect.name
    insert = (postgresql if dialect == "postgresql" else sqlite).insert
    statement = insert(cast(Table, row.__table__)).values(**values).on_conflict_do_nothing()
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1
