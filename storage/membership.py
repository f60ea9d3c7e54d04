"""Whether a column holds one of many values: said so that each database looks it up by its index."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, any_, literal, literal_column, text
from sqlalchemy.orm import InstrumentedAttribute, Session

AFRESH = text("SET LOCAL plan_cache_mode = force_custom_plan")
AS_USUAL = text("SET LOCAL plan_cache_mode = auto")


@contextmanager
def planned_afresh(session: Session) -> Iterator[None]:
    """Within it PostgreSQL plans each look-up for the values and the table of now, not for those of its first times."""
    if not _is_postgres(session):
        yield
        return
    session.execute(AFRESH)
    yield
    session.execute(AS_USUAL)


def is_one_of(session: Session, column: InstrumentedAttribute[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """The condition that the column has one of the values; PostgreSQL gets them as one array, which it can hash."""
    if _is_postgres(session):
        return column == any_(literal(list(values), ARRAY(column.type)))
    return column.in_(values)


def unindexed(column: InstrumentedAttribute[int]) -> ColumnElement[int]:
    """The column, but not as what to look up by: SQLite would rather read all of an agreement than probe a thousand."""
    return literal_column(f"+{column.class_.__tablename__}.{column.key}", column.type)


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
