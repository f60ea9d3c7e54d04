"""Charts to draw: a month of leads, a week of speed."""

from datetime import date, timedelta

from messages.charts import Bars, Waterfall

OCTOBER = tuple(date(2026, 10, 1) + timedelta(days=number) for number in range(31))


def waterfall(
    finished: int = 12,
    *,
    days: tuple[date, ...] = OCTOBER,
    target: float = 100.0,
    share: float = 1.1,
    title: str = "Leads handed to sales, October 2026",
    unit: str = "leads",
    verdict: str = "ahead",
    party: str = "Marketing",
) -> Waterfall:
    """A straight goal line, and an actual that runs at `share` of it."""
    line = tuple(target * (number + 1) / len(days) for number in range(len(days)))
    actual = tuple(value * share for value in line[:finished])
    return Waterfall(title, unit, days, line, actual, target, verdict, party)


def bars(
    values: tuple[float | None, ...] = (41.0, 52.25, 75.0, None, 38.0), *, goal: float = 60.0, unit: str = "min"
) -> Bars:
    """Speed on the days of a week, promised within an hour."""
    labels = tuple(f"Day {number + 1}" for number in range(len(values)))
    return Bars("Time to first follow-up", unit, labels, values, goal, lower_is_better=True)
