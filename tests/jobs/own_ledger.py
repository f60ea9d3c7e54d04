"""What happened, kept by a test on its own: plain facts, and figures counted from them the long way round."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(17)
A_DAY = timedelta(days=1)
SEARCHED_DAYS = 60


@dataclass
class Held:
    """A time at which a lead's clock stands still; without an end, until further notice."""

    starts: datetime
    ends: datetime | None


@dataclass(frozen=True)
class Tried:
    """One attempt."""

    at: datetime
    connected: bool
    automated: bool


@dataclass
class KnownLead:
    """A lead, and all that anybody did about it."""

    number: int
    at: datetime
    window: timedelta
    value: Decimal
    rep: str | None
    tried: list[Tried] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    returned_at: datetime | None = None
    closed_at: datetime | None = None

    def first(self, at: datetime) -> datetime | None:
        """The first attempt by a person, of those up to the instant."""
        return min((each.at for each in self.tried if not each.automated and each.at <= at), default=None)

    def is_gone(self, at: datetime) -> bool:
        """Whether it is a customer or was given back by the instant."""
        return _came(self.returned_at, at) or _came(self.closed_at, at)


@dataclass
class Ledger:
    """The facts of one agreement whose offices are open from 9 to 17, Monday to Friday."""

    zone: ZoneInfo
    leads: list[KnownLead] = field(default_factory=list)
    deals: list[tuple[datetime, Decimal, bool]] = field(default_factory=list)

    def local_date(self, at: datetime) -> date:
        """The date on the wall."""
        return at.astimezone(self.zone).date()

    def due(self, lead: KnownLead) -> datetime | None:
        """When the lead's first follow-up is due, holds taken out; None while nobody can say."""
        return self.after(lead.at, lead.window, lead.held)

    def after(self, start: datetime, left: timedelta, held: Iterable[Held] = ()) -> datetime | None:
        """When so much open time has passed since an instant, holds taken out; None while nobody can say."""
        for starts, ends in self._open(start, held):
            if ends - starts >= left:
                return starts + left
            left -= ends - starts
        return None

    def is_breached(self, lead: KnownLead, at: datetime) -> bool:
        """Whether its window passed before the instant, without an attempt by a person and without a return."""
        due = self.due(lead)
        if due is None or due >= at:
            return False
        stops = [when for when in (lead.first(at), lead.returned_at) if when is not None]
        return not stops or min(stops) > due

    def figures(self, first: date, last: date, at: datetime) -> dict[str, Any]:
        """What the leads handed off and the deals closed on these local dates come to, as of the instant."""
        ours = [lead for lead in self.leads if lead.at <= at and first <= self.local_date(lead.at) <= last]
        kept = [lead for lead in ours if not _came(lead.returned_at, at)]
        followed = [(lead, when) for lead in ours if (when := lead.first(at)) is not None]
        breached = [lead for lead in ours if self.is_breached(lead, at)]
        cold = [lead for lead in ours if not any(_connects(each, at) for each in lead.tried)]
        deals = [each for each in self.deals if each[0] <= at and first <= self.local_date(each[0]) <= last]
        return {
            "handed_off": len(ours),
            "leads": len(kept),
            "lead_value": sum((lead.value for lead in kept), Decimal(0)),
            "followed_up": len(followed),
            "within_window": sum((due := self.due(lead)) is None or when <= due for lead, when in followed),
            "breached": len(breached),
            "open_overdue": sum(lead.first(at) is None and not _came(lead.returned_at, at) for lead in breached),
            "speed": _mean(_seconds(self.worked(lead.at, when, lead.held)) for lead, when in followed),
            "speed_wall": _mean(_seconds(when - lead.at) for lead, when in followed),
            "unconnected": len(cold),
            "depth": _mean(sum(each.at <= at for each in lead.tried) for lead in cold),
            "customers": sum(of_lead for _, _, of_lead in deals),
            "revenue": sum((revenue for _, revenue, of_lead in deals if of_lead), Decimal(0)),
        }

    def worked(self, start: datetime, end: datetime, held: Iterable[Held]) -> timedelta:
        """The open time between two instants, holds taken out."""
        found = (min(ends, end) - starts for starts, ends in self._open(start, held) if starts < end)
        return sum(found, timedelta(0))

    def _open(self, start: datetime, held: Iterable[Held]) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of open time from an instant on, in order, for as long as it matters."""
        today = self.local_date(start)
        for day in (today + number * A_DAY for number in range(SEARCHED_DAYS)):
            if day.weekday() < 5:
                opens, closes = (datetime.combine(day, each, self.zone) for each in (OPENS, CLOSES))
                whole = max(start, opens.astimezone(start.tzinfo)), closes.astimezone(start.tzinfo)
                yield from _without(whole, sorted(held, key=lambda each: each.starts))


def _without(whole: tuple[datetime, datetime], held: list[Held]) -> Iterator[tuple[datetime, datetime]]:
    starts, closes = whole
    for each in held:
        if each.starts < closes and (each.ends is None or each.ends > starts):
            if each.starts > starts:
                yield starts, each.starts
            starts = closes if each.ends is None else max(starts, each.ends)
    if starts < closes:
        yield starts, closes


def days_of(kind: str, day: date) -> tuple[date, date]:
    """The first and last day of the week or month that a day lies in."""
    if kind == "week":
        first = day - day.weekday() * A_DAY
        return first, first + 6 * A_DAY
    first = day.replace(day=1)
    return first, (first + 31 * A_DAY).replace(day=1) - A_DAY


def _came(at: datetime | None, by: datetime) -> bool:
    return at is not None and at <= by


def _connects(each: Tried, at: datetime) -> bool:
    return each.connected and not each.automated and each.at <= at


def _seconds(time_taken: timedelta) -> Fraction:
    return Fraction(time_taken // timedelta(microseconds=1), 1_000_000)


def _mean(numbers: Iterable[Fraction | int]) -> Fraction | None:
    found = [Fraction(each) for each in numbers]
    return sum(found, Fraction(0)) / len(found) if found else None
