"""What is wrong with a CSV file as a whole, or with one row of it, in sentences."""

from sla.errors import SlaError


class BadCsvFile(SlaError):
    """That file can't be taken in; save it as CSV in UTF-8, with a header row."""


class BadRow(SlaError):
    """That row can't be taken; look at its cells."""


class Interrupted(SlaError):
    """The database could not be written. Import the file again: what was taken stays, once."""


def short(text: str) -> str:
    """What stands in a cell, short and in quotes, without characters that don't show."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text[:200]).split())
    return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"
