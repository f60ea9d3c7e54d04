"""What stands in a cell of a CSV file: instants, amounts, flags and texts, each read in one way or refused."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache

from intake.csv_errors import BadRow, short
from sla import figures
from sla.errors import BadFigure
from sla.hours import BusinessHours
from sla.zones import instant

YEARS = range(1990, 2100)
LONGEST_NAME = 200
MANY = 4096

DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?", re.ASCII
)
# Three decimals are left to `figures.money`: 5.000 is five to some and five thousand to others.
PLAIN_AMOUNT = re.compile(r"\d{1,12}(?:\.(?:\d{1,2}|\d{4}))?", re.ASCII)
FLAGS = {"": False, **dict.fromkeys(("true", "yes", "1"), True), **dict.fromkeys(("false", "no", "0"), False)}


class Instants:
    """Reads instants; without an offset they are in the zone of these hours. Those after `latest` are refused."""

    def __init__(self, hours: BusinessHours, latest: datetime | None = None) -> None:
        self._hours = hours
        self._latest = latest
        self.read: Callable[[str], datetime] = lru_cache(MANY)(self._read)

    def _read(self, text: str) -> datetime:
        """The UTC instant; a date alone is the start of that day. Raises BadRow."""
        found = self._written(text)
        if self._latest is not None and found > self._latest:
            raise BadRow(f"{short(text)} has not come yet; mend it, or say with --at which instant it is by then.")
        return found

    def _written(self, text: str) -> datetime:
        if not text:
            raise BadRow("The instant is missing; write it as 2018-02-26 or 2018-02-26T19:58:54.")
        try:
            if DATE.fullmatch(text):
                return self._hours.instant(_within_reach(date.fromisoformat(text), text), time())
            found = INSTANT.fullmatch(text)
            if found is None:
                raise BadRow(f"{short(text)} is not an instant; write it as 2018-02-26 or 2018-02-26T19:58:54.")
            return self._at(found[1], found[2], text)
        except (ValueError, OverflowError):
            raise BadRow(f"There is no instant {short(text)}; check its month, its day and its time.") from None

    def _at(self, local: str, offset: str | None, text: str) -> datetime:
        written = datetime.fromisoformat(local + (offset or "").replace("UTC", "Z"))
        _within_reach(written.date(), text)
        return instant(written.replace(tzinfo=self._hours.zone)) if offset is None else written.astimezone(UTC)


def amount(text: str) -> Decimal | None:
    """The exact amount, None for an empty cell; raises BadRow, also for a comma, which means two things."""
    if not text:
        return None
    if PLAIN_AMOUNT.fullmatch(text):
        return Decimal(text)
    if "," in text:
        raise BadRow(f"{short(text)} has a comma, which can be read in two ways; write 5000 or 5000.50.")
    try:
        exact = figures.money(text)
    except BadFigure as refusal:
        raise BadRow(str(refusal)) from None
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def flag(text: str) -> bool:
    """Whether a cell says yes; an empty one says no. Raises BadRow."""
    said = FLAGS.get(text.lower())
    if said is None:
        raise BadRow(f"{short(text)} is neither true nor false; write one of them.")
    return said


def named(text: str, what: str) -> str | None:
    """A short text, None for an empty cell; raises BadRow for one that is too long to be looked up by."""
    if len(text) > LONGEST_NAME:
        raise BadRow(f"{short(text)} is too long for {what}; it may have {LONGEST_NAME} characters.")
    return text or None


def _within_reach(day: date, text: str) -> date:
    if day.year not in YEARS:
        raise BadRow(f"{short(text)} is too far away; check the year of that date.")
    return day
