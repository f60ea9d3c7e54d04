"""CSV files: found to be UTF-8 throughout, and their header understood, before anything is taken from them."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from intake.csv_errors import BadCsvFile, BadRow, short
from intake.csv_lines import BadLine, Lines
from intake.csv_rows import Row, header_of, rows

DELIMITERS = (",", ";")
BLOCK = 1024 * 1024
STARTS = {
    codecs.BOM_UTF16_LE: "it is UTF-16",
    codecs.BOM_UTF16_BE: "it is UTF-16",
    b"PK\x03\x04": "it is an Excel workbook or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook",
    b"\x1f\x8b": "it is compressed",
}
ZEROS = "it has zero characters, as UTF-16 has"
MEND = "save it as CSV in UTF-8 and import it again."


@dataclass(frozen=True)
class CsvFile:
    """An open file with its header read: what follows are its rows."""

    name: str
    size: int
    header: list[str]
    delimiter: str
    lines: Lines

    def rows(self) -> Iterator[Row]:
        """The rows after the header, as they come; those of nothing are left out."""
        return rows(self.lines, self.delimiter, len(self.header))


@contextmanager
def opened(path: Path) -> Iterator[CsvFile]:
    """The file, in UTF-8 with or without BOM, its columns separated by commas or semicolons. Raises BadCsvFile."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadCsvFile(f"{path.name} can't be read ({error.strerror}).") from None
    with file:
        _refuse_other_encodings(file, path.name)
        lines = Lines(file)
        header, delimiter = _header(lines, path.name)
        yield CsvFile(path.name, path.stat().st_size, header, delimiter, lines)


def _refuse_other_encodings(file: BinaryIO, name: str) -> None:
    """Reads the file once, so that nothing is taken from one that turns out not to be UTF-8 half-way."""
    start = file.read(8)
    zeros = ZEROS if b"\0" in start else None
    found = next((words for mark, words in STARTS.items() if start.startswith(mark)), zeros)
    if found:
        raise BadCsvFile(f"{name} can't be read: {found}; {MEND}")
    file.seek(0)
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    while True:
        block = file.read(BLOCK)
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            byte = error.object[error.start]
            raise BadCsvFile(f"{name} is not UTF-8: line {line} has the byte 0x{byte:02X} in it; {MEND}") from None
        if not block:
            file.seek(0)
            return
        line += block.count(b"\n")


def _header(lines: Lines, name: str) -> tuple[list[str], str]:
    """The names of the columns, and what separates them: whichever of comma and semicolon gives more of them."""
    header, delimiter = _separated(_first_line(lines, name), name)
    named = [column.casefold() for column in header if column]
    twice = next((column for column in header if column and named.count(column.casefold()) > 1), None)
    if twice is not None:
        raise BadCsvFile(f"{name} has two columns called {short(twice)}; rename one of them.")
    return header, delimiter


def _separated(text: str, name: str) -> tuple[list[str], str]:
    read: list[tuple[list[str], str]] = []
    problem = None
    for delimiter in DELIMITERS:
        try:
            read.append((header_of(text, delimiter), delimiter))
        except BadRow as error:
            problem = error
    header, delimiter = max(read, key=lambda one: len(one[0]), default=([], ""))
    if problem is not None and len(header) < 2:
        raise BadCsvFile(f"The header row of {name} can't be read. {problem}")
    return header, delimiter


def _first_line(lines: Lines, name: str) -> str:
    lines.begin_row()
    try:
        text = next(lines, "").removeprefix("\ufeff").rstrip("\r\n")
    except BadLine as error:
        raise BadCsvFile(f"The header row of {name} can't be read. {error}") from None
    if not text.strip():
        raise BadCsvFile(f"{name} has no header row; its first line must name the columns.")
    if "\r" in text:
        raise BadCsvFile(f"The lines of {name} end with a carriage return alone; {MEND}")
    return text
