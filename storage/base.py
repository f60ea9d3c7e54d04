"""What every row shares: the naming convention and the exact column types."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Connection, DateTime, Index, Integer, MetaData, Table, event, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
UNITS = 10_000

LARGEST = Decimal(10) ** 12

Id = BigInteger().with_variant(Integer, "sqlite")


class Row(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)


def table_of(row: type[Row]) -> Table:
    """The table of a row: statements on it pass by the ORM, which takes longer than the database to answer."""
    return row.metadata.tables[row.__tablename__]


def partial(name: str, *columns: str, where: str) -> Index:
    """An index of those rows alone for which the condition holds."""
    return Index(name, *columns, sqlite_where=text(where))


@event.listens_for(Row.metadata, "before_create")
def _tell_postgresql(metadata: MetaData, connection: Connection, **_: Any) -> None:
    """Partial indexes are partial there too; told this late, as its dialect takes a tenth of a command's start."""
    if connection.dialect.name == "postgresql":
        for index in (index for table in metadata.tables.values() for index in table.indexes):
            where = index.dialect_options["sqlite"]["where"]
            index.dialect_options["postgresql"]["where"] = where


def is_amount(value: Decimal) -> bool:
    """Whether an amount can be kept exactly: from 0 to below a million millions, with at most four decimals."""
    return value.is_finite() and 0 <= value < LARGEST and value * UNITS % 1 == 0


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in, aware UTC out; a naive one is refused (SQLite forgets zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"An instant needs a zone: {value!r}.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Exact(TypeDecorator[Decimal]):
    """An amount kept as whole ten-thousandths, so that sums are exact on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        units = Decimal(value) * UNITS
        if units != units.to_integral_value():
            raise ValueError(f"{value} has more than four decimals.")
        return int(units)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)) / UNITS
