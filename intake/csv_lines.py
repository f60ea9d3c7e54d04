"""The lines of a CSV file, one at a time and of bounded length, some of them given back to be read again."""

from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from intake.csv_errors import BadRow

LONGEST = 1024 * 1024
"""Bytes of a line, and characters of a row over several lines."""


class BadLine(BadRow):
    """A line that no row can be read from."""


class Lines:
    """An iterator over the lines; it notes those of the row that is being read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._given_back: deque[str | BadLine] = deque()
        self._row: list[str | BadLine] = []
        self._size = 0
        self.number = 0
        self.bytes_read = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line with its ending; raises BadLine, and goes on with the one after it."""
        line = self._given_back.popleft() if self._given_back else self._read()
        self.number += 1
        self._row.append(line)
        if isinstance(line, BadLine):
            raise line
        self._size += len(line)
        if self._size > LONGEST:
            raise BadLine("A quote is opened here and not closed for a million characters; close it.")
        return line

    def begin_row(self) -> int:
        """A new row begins; returns the number of its first line, from 1."""
        self._row.clear()
        self._size = 0
        return self.number + 1

    def give_back(self) -> str:
        """All lines of the row but its first are to be read again; returns what can be shown of that first."""
        first, *others = self._row
        self._given_back.extendleft(reversed(others))
        self.number -= len(others)
        return first if isinstance(first, str) else ""

    def lines_in_row(self) -> int:
        """How many lines the row has so far."""
        return len(self._row)

    def _read(self) -> str | BadLine:
        content = self._file.readline(LONGEST)
        self.bytes_read += len(content)
        if not content:
            raise StopIteration
        if len(content) == LONGEST and not content.endswith(b"\n"):
            self._skip_line()
            return BadLine(f"The line is longer than {LONGEST:,} bytes; split it.")
        if b"\0" in content:
            return BadLine("The line has a zero character (NUL) in it; take it out.")
        try:
            return content.decode()
        except UnicodeDecodeError:
            return BadLine("The line is not UTF-8.")

    def _skip_line(self) -> None:
        while content := self._file.readline(LONGEST):
            self.bytes_read += len(content)
            if content.endswith(b"\n"):
                return
