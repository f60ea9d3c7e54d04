"""Days and periods in words: `Monday 12 October`, `October 2026`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sla.period import Period


def day(on: date) -> str:
    """The day as people say it, such as `Monday 12 October`."""
    return f"{on:%A} {on.day} {on:%B}"


def short_day(on: date) -> str:
    """The day and month, such as `12 Oct`."""
    return f"{on.day} {on:%b}"


def ordinal(number: int) -> str:
    """A day's number as people say it: `1st`, `22nd`, `25th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def period(whole: Period) -> str:
    """The period as people say it: `October 2026`, `the fourth quarter of 2026`, `week 45 of 2026` or `2026`."""
    year, week, _ = whole.first_day.isocalendar()
    return {
        "month": f"{whole.first_day:%B} {whole.first_day.year}",
        "quarter": f"the {_ORDINALS[(whole.first_day.month - 1) // 3]} quarter of {whole.first_day.year}",
        "week": f"week {week} of {year}",
        "year": f"{whole.first_day.year}",
    }[whole.kind]


def local(instant: datetime, zone: ZoneInfo) -> str:
    """The instant on the zone's clocks, such as `12 Oct, 09:00`, for where Slack can't show a date of its own."""
    there = instant.astimezone(zone)
    return f"{short_day(there.date())}, {there:%H:%M}"


_ORDINALS = ("first", "second", "third", "fourth")
