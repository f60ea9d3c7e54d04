"""The rows that could not be taken, each with its line and its reason, in a file that can be mended and imported."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from intake.csv_errors import BadCsvFile
from intake.csv_formulas import defused

FIRST = ("line", "reason")
LONGEST_CELL = 1000
SHOWN = 3


@dataclass
class Rejects:
    """Writes the file once there is something to write; line and reason come before the columns of the file.

    `reasons` are the first few, with their lines, for whoever looks at the terminal.
    """

    path: Path
    header: Sequence[str]
    count: int = 0
    reasons: list[str] = field(default_factory=list)
    _file: TextIOWrapper | None = field(default=None, repr=False)
    _writer: Any = field(default=None, repr=False)

    def add(self, line: int, reason: str, cells: Sequence[str]) -> None:
        """One row more. Raises BadCsvFile when the file can't be written."""
        if self._file is None:
            self._open()
        shown = (cell[:LONGEST_CELL].replace("\0", "\ufffd") for cell in cells)
        self._write([str(line), reason, *shown])
        self.count += 1
        if self.count <= SHOWN:
            self.reasons.append(f"Line {line}: {reason}")

    def _open(self) -> None:
        try:
            self._file = self.path.open("w", encoding="utf-8", newline="", errors="replace")
        except OSError as error:
            raise _unwritable(self.path, error) from None
        self._writer = csv.writer(self._file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._write([*FIRST, *self.header])

    def _write(self, cells: Sequence[str]) -> None:
        try:
            self._writer.writerow([defused(cell) for cell in cells])
        except OSError as error:
            raise _unwritable(self.path, error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is None:
            return
        try:
            self._file.close()
        except OSError as failure:
            raise _unwritable(self.path, failure) from None


def _unwritable(path: Path, error: OSError) -> BadCsvFile:
    return BadCsvFile(f"{path} can't be written ({error.strerror}); say with --rejects where rejected rows may go.")
