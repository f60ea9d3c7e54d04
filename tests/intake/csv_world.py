"""CSV files for tests: written, read, and imported into Company X."""

import csv
from pathlib import Path
from typing import Any

from intake.csv_files import opened
from intake.csv_imports import Kind, Summary, carry_out, planned
from intake.csv_rejects import Rejects
from intake.csv_rows import Row
from sla.agreement import Agreement, Terms
from storage import people
from storage.engine import Sessions
from tests.makers import make_agreement, make_people, make_workspace


def written(folder: Path, content: str | bytes, name: str = "leads.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows_of(path: Path) -> list[Row]:
    """Every row of the file."""
    with opened(path) as file:
        return list(file.rows())


def agreed(sessions: Sessions, terms: Terms | None = None) -> Agreement:
    """An agreement on record, with Company X's people in the directory."""
    with sessions.write() as session:
        make_people(session, make_workspace(session))
        return make_agreement(session, terms)


def imported(
    sessions: Sessions, agreement: Agreement, kind: str, path: Path, mapped: dict[str, str] | None = None, **more: Any
) -> Summary:
    """The file imported; its rejects are in `rejects.csv` beside it."""

    def person(written: str) -> str:
        with sessions.read() as session:
            found = people.find(session, agreement.workspace_id, written)
        return found.user_id if found else written

    with opened(path) as file, Rejects(path.with_name("rejects.csv"), file.header) as rejects:
        plan = planned(Kind(kind), agreement, file, mapped or {}, person, **more)
        return carry_out(sessions, plan, file, rejects, lambda _: None)


def rejected(folder: Path) -> list[dict[str, str]]:
    """The rows of `rejects.csv`."""
    path = folder / "rejects.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
