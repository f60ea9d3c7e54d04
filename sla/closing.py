"""Which periods of an agreement close when, through every change of its terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sla.agreement import Terms
from sla.period import Period

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Reign:
    """The time over which one version of the terms holds: from `starts_at` until before `ends_at` (None: for good)."""

    terms_id: int
    terms: Terms
    starts_at: datetime
    ends_at: datetime | None

    def last_instant(self, by: datetime) -> datetime:
        """The last instant before `by` at which these terms hold."""
        return min(by, self.ends_at or by) - MICROSECOND


@dataclass(frozen=True)
class Closing:
    """A period that closes at `at` (UTC), and whose terms it is judged by."""

    period: Period
    reign: Reign
    at: datetime


def next_close(reigns: Sequence[Reign], after: datetime) -> datetime | None:
    """The first instant after `after` at which a period ends; None when there are no terms."""
    return min((closing.at for closing in _running(reigns, after)), default=None)


def closings(reigns: Sequence[Reign], at: datetime) -> list[Closing]:
    """The periods that end at the instant, the shortest first, each by the last terms of its kind that held in it.

    A period that new terms cut short by counting in others, weeks instead of months, still closes at its own end.
    """
    found = (each for each in _running(reigns, at - MICROSECOND) if each.at == at)
    return sorted(found, key=lambda each: each.period.days)


def held_at(reigns: Sequence[Reign], period: Period, by: datetime) -> datetime:
    """The last instant up to `by` at which terms that count in this kind of period held in it; else `by` itself."""
    theirs = [
        reign
        for reign in reigns
        if reign.terms.period == period.kind
        and reign.starts_at <= by
        and (reign.ends_at is None or period.starts_at(reign.terms.timezone) < reign.ends_at)
    ]
    return min(by, theirs[-1].last_instant(by + MICROSECOND)) if theirs else by


def _running(reigns: Sequence[Reign], after: datetime) -> Iterator[Closing]:
    """The periods that began under one of the terms and end after the instant; the last terms of a period count."""
    found = {closing.period.name: closing for closing in (_first_end(reign, after) for reign in reigns)}
    return (closing for closing in found.values() if closing.at > after)


def _first_end(reign: Reign, after: datetime) -> Closing:
    """The period that runs at the instant under these terms; the last that began, once they hold no more."""
    begun_at = max(after, reign.starts_at)
    within = begun_at if reign.ends_at is None else min(begun_at, reign.ends_at - MICROSECOND)
    period = reign.terms.period_of(reign.terms.hours.local_date(within))
    return Closing(period, reign, period.ends_at(reign.terms.timezone))
