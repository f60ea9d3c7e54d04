"""Rows that may exist once: inserted, or left alone when their key is taken."""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.base import Row


def insert_once(session: Session, row: type[Row], **values: Any) -> Any | None:
    """Inserts the row and returns its primary key; None, and nothing changes, when its key is taken already."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(row) if is_postgres else sqlite.insert(row)
    statement = insert.values(**values).on_conflict_do_nothing().returning(*inspect(row).primary_key)
    return session.execute(statement).scalar()
