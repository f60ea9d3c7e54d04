"""The rows of a CSV file: each one read, or told why it can't be, without losing those after it."""

import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from intake.csv_errors import BadRow
from intake.csv_lines import BadLine, Lines

SHOWN = 1000

WORDS = {
    "field larger": "A field has more than 131,072 characters; shorten it.",
    "unexpected end": "A quote is opened in this line and never closed; close it, or take it out.",
    "new-line": "A carriage return stands in the middle of this row; quote its field.",
}
NOT_CLOSED = "A quote is opened in this line and not closed before another begins; close it, or take it out."
AFTER_QUOTE = "A quoted field goes on after its closing quote; double the quotes that stand within a field."


class Row(NamedTuple):
    """A row as it stands: the number of its first line, and its cells. `problem` says why they can't be read."""

    line: int
    cells: list[str]
    problem: str | None = None


def header_of(text: str, delimiter: str) -> list[str]:
    """The cells of a header row; raises BadRow when they can't be read."""
    try:
        return [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter, strict=True), [])]
    except csv.Error as error:
        raise BadRow(_words(error, 1)) from None


def rows(lines: Lines, delimiter: str, width: int) -> Iterator[Row]:
    """Every row that has something in it; one with another number of cells than `width` has a problem."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, BadLine) as error:
            problem = _words(error, lines.lines_in_row())
            yield Row(line, [_shown(lines.give_back())], problem)
            continue
        if any(cells):
            yield Row(line, cells, None if len(cells) == width else _miscounted(cells, width))


def _miscounted(cells: Sequence[str], width: int) -> str:
    return f"The row has {len(cells)} fields; the header has {width}."


def _words(error: Exception, line_count: int) -> str:
    """What is wrong, in words. A row that ran on over several lines began with a quote that was not closed."""
    if line_count > 1:
        return WORDS["unexpected end"] if "unexpected end" in str(error) else NOT_CLOSED
    if isinstance(error, BadLine):
        return str(error)
    return next((words for start, words in WORDS.items() if str(error).startswith(start)), AFTER_QUOTE)


def _shown(text: str) -> str:
    """What a reader finds the line again by."""
    return text[:SHOWN].rstrip("\r\n")
