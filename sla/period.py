"""A month, quarter, ISO week or year: its name, its days, and the ones before and after it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Self
from zoneinfo import ZoneInfo

from sla.errors import BadPeriod
from sla.zones import ONE_DAY, instant, wall, zone_named

Kind = Literal["month", "quarter", "week", "year"]
YEARS = range(1900, 3000)
MOST_DAYS: dict[Kind, int] = {"week": 7, "month": 31, "quarter": 92, "year": 366}


@dataclass(frozen=True)
class Period:
    """The days from `first_day` to `last_day`, both included."""

    kind: Kind
    first_day: date
    last_day: date

    @classmethod
    def of(cls, kind: Kind, day: date) -> Self:
        """Return the period of this kind that the day lies in."""
        if kind == "week":
            first = day - day.weekday() * ONE_DAY
            return cls(kind, first, first + 6 * ONE_DAY)
        months = {"month": 1, "quarter": 3, "year": 12}[kind]
        first_month = (day.month - 1) // months * months + 1
        return cls(kind, day.replace(month=first_month, day=1), _month_end(day.year, first_month + months - 1))

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the period called `2026-10`, `2026-Q4`, `2026-W45` or `2026`; raise BadPeriod."""
        for kind, pattern, first_day in NAMES:
            found = re.fullmatch(pattern, name.strip().upper(), re.ASCII)
            if found:
                return cls.of(kind, _first_day(name, first_day, [int(number) for number in found.groups()]))
        raise BadPeriod(f"“{name[:40]}” is not a period; write it as 2026-10, 2026-Q4, 2026-W45 or 2026.")

    @property
    def name(self) -> str:
        """What it is called: `2026-10`, `2026-Q4`, `2026-W45` (the ISO year) or `2026`."""
        year, week, _ = self.first_day.isocalendar()
        month = self.first_day.month
        return {
            "month": f"{self.first_day.year:04}-{month:02}",
            "quarter": f"{self.first_day.year:04}-Q{(month + 2) // 3}",
            "week": f"{year:04}-W{week:02}",
            "year": f"{self.first_day.year:04}",
        }[self.kind]

    @property
    def days(self) -> int:
        """How many calendar days it has."""
        return self.day_number(self.last_day)

    def day_number(self, day: date) -> int:
        """Return the number of the day within it: 1 on the first; below 1 before, above `days` after."""
        return (day - self.first_day).days + 1

    def day_numbered(self, number: int) -> date:
        """Return the date of its day of this number, from 1 on; its last day when it has fewer days."""
        return min(self.first_day + (number - 1) * ONE_DAY, self.last_day)

    def previous(self) -> "Period":
        """Return the period before it."""
        return Period.of(self.kind, self.first_day - ONE_DAY)

    def next(self) -> "Period":
        """Return the period after it."""
        return Period.of(self.kind, self.last_day + ONE_DAY)

    def starts_at(self, zone: str | ZoneInfo) -> datetime:
        """Return the UTC instant of the zone's local midnight that begins it; raise UnknownZone."""
        return instant(wall(zone_named(zone), self.first_day))

    def ends_at(self, zone: str | ZoneInfo) -> datetime:
        """Return the UTC instant of the local midnight after its last day: the next one's start; raise UnknownZone."""
        return instant(wall(zone_named(zone), self.last_day + ONE_DAY))


NAMES: tuple[tuple[Kind, str, Callable[..., date]], ...] = (
    ("month", r"(\d{4})-(\d{2})", lambda year, month: date(year, month, 1)),
    ("quarter", r"(\d{4})-Q([1-4])", lambda year, quarter: date(year, quarter * 3, 1)),
    ("week", r"(\d{4})-W(\d{2})", lambda year, week: date.fromisocalendar(year, week, 1)),
    ("year", r"(\d{4})", lambda year: date(year, 1, 1)),
)


def _first_day(name: str, first_day: Callable[..., date], numbers: list[int]) -> date:
    if numbers[0] not in YEARS:
        raise BadPeriod(f"“{name[:40]}” is too far away; a period lies between {YEARS[0]} and {YEARS[-1]}.")
    try:
        return first_day(*numbers)
    except ValueError:
        raise BadPeriod(f"There is no period “{name[:40]}”; check its number.") from None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
