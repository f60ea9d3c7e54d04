"""Writes the first migration anew from the rows, as long as no version with it was released.

Run `python -m storage.migrations.rewrite_first` after a change to any row.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from storage import schema
from storage.engine import Sessions

VERSIONS = Path(__file__).parent / "versions"


def rewrite() -> None:
    """The first migration creates what the rows say today."""
    for path in VERSIONS.glob("0001_*.py"):
        path.unlink()
    _tell_postgresql()
    with tempfile.TemporaryDirectory() as folder:
        sessions = Sessions(f"sqlite:///{folder}/empty.db")
        with sessions.writer.begin() as connection:
            command.revision(schema.alembic(connection), "first", autogenerate=True, rev_id="0001")
        sessions.dispose()
    (path,) = VERSIONS.glob("0001_*.py")
    told = [line for line in path.read_text().splitlines() if "###" not in line]
    text = "\n".join(told).replace('"""first."""', '"""The first tables."""')
    path.write_text(text.replace("() -> None:", "() -> None:  # noqa: PLR0915 - a statement for each table"))
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)  # noqa: S603


def _tell_postgresql() -> None:
    """Partial indexes are partial there too, although they are written for SQLite."""
    for index in (index for table in schema.metadata().tables.values() for index in table.indexes):
        where = index.dialect_options["sqlite"]["where"]
        if where is not None:
            index.dialect_options["postgresql"]["where"] = where


if __name__ == "__main__":
    rewrite()
