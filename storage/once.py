"""Rows that may exist once: inserted, or left alone when their key is taken."""

from functools import cache
from typing import Any

from sqlalchemy import Insert
from sqlalchemy.orm import Session

from storage.base import Row
from storage.upserts import insert_into


def insert_once(session: Session, row: type[Row], **values: Any) -> Any | None:
    """Inserts the row and returns its primary key; None, and nothing changes, when its key is taken already."""
    session.flush()  # what it refers to comes first
    return session.execute(_insertion(row, session.get_bind().dialect.name), values).scalar()


@cache
def _insertion(row: type[Row], dialect: str) -> Insert:
    table = row.metadata.tables[row.__tablename__]
    return insert_into(table, dialect).on_conflict_do_nothing().returning(*table.primary_key)
