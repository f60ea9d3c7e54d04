"""Which column of a CSV file holds which field: by its own name, or as it was mapped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from operator import itemgetter

from intake.csv_errors import BadCsvFile, short
from intake.csv_formulas import restored
from intake.csv_rejects import FIRST


@dataclass(frozen=True)
class Fields:
    """The fields that a kind of file may have, and those it must: of each group at least one."""

    names: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Columns:
    """Picks the cells of all fields, in their order, out of a row; those without a column are empty.

    `unread` names the columns that no field is read from.
    """

    pick: Callable[[Sequence[str]], Sequence[str]]
    unread: tuple[str, ...] = ()

    def texts(self, cells: list[str]) -> list[str]:
        """The text of each field, as it was before anybody guarded it against spreadsheets."""
        texts = [*map(str.strip, self.pick([*cells, ""]))]
        return [*map(restored, texts)] if "'" in "".join(texts) else texts


def columns(name: str, header: Sequence[str], fields: Fields, mapped: Mapping[str, str]) -> Columns:
    """The columns of the file of this name; raises BadCsvFile for an unknown field or column, or a missing one."""
    known = {column.casefold(): number for number, column in enumerate(header) if column}
    for field in mapped:
        if field not in fields.names:
            raise BadCsvFile(f"There is no field {short(field)} to map; the fields are {_listed(fields.names)}.")
    wanted = {field: mapped.get(field, field) for field in fields.names}
    found = {field: known.get(column.strip().casefold()) for field, column in wanted.items()}
    for field, column in mapped.items():
        if found[field] is None:
            raise BadCsvFile(f"{name} has no column {short(column)} for {field}{_meant(column, header)}")
    missing = [group for group in fields.required if all(found[field] is None for field in group)]
    if missing:
        raise BadCsvFile(_lacks(name, header, missing))
    places = [len(header) if number is None else number for number in found.values()]
    return Columns(itemgetter(*places), tuple(_unread(header, places)))


def _unread(header: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    """The columns that no field has; not those that a file of rejects begins with, which are meant for people."""
    first = len(FIRST) if tuple(header[: len(FIRST)]) == FIRST else 0
    for number, column in enumerate(header):
        if number >= first and number not in places and column:
            yield column


def unread_words(unread: Sequence[str]) -> str | None:
    """One sentence that names the columns that were not read; None when all were."""
    return f"Not read: {_listed(unread)}." if unread else None


def _lacks(name: str, header: Sequence[str], missing: Sequence[Sequence[str]]) -> str:
    fields = " and for ".join(" or ".join(group) for group in missing)
    there = _listed([column for column in header if column])
    return f"{name} has no column for {fields}; say which one it is with --map {missing[0][0]}=COLUMN. It has {there}."


def _meant(column: str, header: Sequence[str]) -> str:
    close = get_close_matches(column, [each for each in header if each], n=1)
    return f"; did you mean {short(close[0])}?" if close else f"; it has {_listed([each for each in header if each])}."


def _listed(words: Sequence[str]) -> str:
    shown = [word[:40] for word in words[:20]]
    more = len(words) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
