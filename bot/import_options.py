"""What an import is told on the command line, once it makes sense."""

import os
from dataclasses import dataclass
from pathlib import Path

import click

from intake.csv_errors import BadCsvFile
from intake.csv_imports import Kind


@dataclass(frozen=True)
class Asked:
    """What is to be imported, into which agreement, and at which instant, as written."""

    kind: Kind
    slug: str
    mapped: dict[str, str]
    announce: bool
    at: str | None
    team: str | None


def mapped(pairs: tuple[str, ...]) -> dict[str, str]:
    """The columns by field; a pair that is none, or a field twice, is wrong usage."""
    found: dict[str, str] = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not (sign and field.strip() and column.strip()):
            raise click.BadParameter(f"“{pair}” is not FIELD=COLUMN, such as source=origin.", param_hint="--map")
        if field.strip() in found:
            raise click.BadParameter(f"“{field.strip()}” is mapped twice.", param_hint="--map")
        found[field.strip()] = column.strip()
    return found


def aside(file: Path, rejects: Path | None) -> Path:
    """Where rejected rows go: as told, else beside the file, else here; raises BadCsvFile where that can't be."""
    beside = file.with_name(f"{file.stem}.rejects.csv")
    chosen = rejects or (beside if _may_write(beside) else Path(beside.name))
    if chosen.exists() and chosen.samefile(file):
        raise BadCsvFile("The rejects can't go into the file that is imported; name another with --rejects.")
    if not _may_write(chosen):
        raise BadCsvFile(f"{chosen} can't be written; say with --rejects where rejected rows may go.")
    return chosen


def _may_write(path: Path) -> bool:
    return os.access(path if path.exists() else path.absolute().parent, os.W_OK)
