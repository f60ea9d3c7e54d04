"""The chart of a goal on a mean: speed or depth, day by day, against what was promised."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Final

from messages import dates
from messages.charts import Bars
from sla.agreement import Metric, What
from sla.period import Period
from sla.standing import DayFigures, GoalFigures, Sums

DAYS_SHOWN_SINGLY: Final = 31
MEANS: Final[dict[Metric, tuple[str, Callable[[Sums], Fraction | None], bool]]] = {
    Metric.SPEED: ("min", lambda sums: None if sums.speed is None else sums.speed / 60, True),
    Metric.DEPTH: ("attempts", lambda sums: sums.depth, False),
}


def means(period: Period, each: GoalFigures, daily: Sequence[DayFigures]) -> Bars:
    """The mean of each day, or of each month where there are too many days to see."""
    unit, mean, lower_is_better = MEANS[each.goal.metric]
    scale = 60 if each.goal.metric is Metric.SPEED else 1
    groups = [(label, mean(sums)) for label, sums in _groups(period, each.link, daily)]
    return Bars(
        title=f"{str(each.goal.metric).capitalize()}, {dates.period(period)}",
        unit=unit,
        labels=tuple(label for label, _ in groups),
        values=tuple(None if value is None else float(value) for _, value in groups),
        goal=float(each.pace.target / scale),
        lower_is_better=lower_is_better,
    )


def _groups(period: Period, link: What, daily: Sequence[DayFigures]) -> Iterator[tuple[str, Sums]]:
    singly = period.days <= DAYS_SHOWN_SINGLY
    for label, days in groupby(daily, key=lambda day: _label(day.on, singly)):
        yield label, sum((day.of_link(link) for day in days), Sums())


def _label(day: date, singly: bool) -> str:
    return str(day.day) if singly else f"{day:%b}"
