"""A period's report: its figures, and the charts that go with them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby

from sqlalchemy.orm import Session

from bot.errors import NotYetBegun
from messages import dates
from messages.charts import Bars, Chart
from messages.waterfall import waterfall
from sla.agreement import Agreement, Metric
from sla.closing import held_at
from sla.period import Period
from sla.standing import DayFigures, Figures, GoalFigures, Sums
from sla.zones import MIDNIGHT, ONE_DAY
from storage import agreements, standing
from storage.workspaces import Workspace

DAYS_SHOWN_SINGLY = 31
MEANS: dict[Metric, tuple[str, Callable[[Sums], Fraction | None], bool]] = {
    Metric.SPEED: ("min", lambda sums: None if sums.speed is None else sums.speed / 60, True),
    Metric.DEPTH: ("attempts", lambda sums: sums.depth, False),
}


@dataclass(frozen=True)
class Report:
    """One period of one agreement, as it is known now."""

    agreement: Agreement
    figures: Figures
    daily: Sequence[DayFigures]

    def charts(self) -> Iterator[tuple[str, Chart]]:
        """Each goal's chart, and what to call its file."""
        for number, each in enumerate(self.figures.goals, 1):
            goal = each.goal
            name = "-".join(("waterfall" if goal.metric not in MEANS else "chart", str(number), str(goal.metric)))
            yield name, self._means(each) if goal.metric in MEANS else self._waterfall(each)

    def _waterfall(self, each: GoalFigures) -> Chart:
        period, today = self.figures.period, self.agreement.terms.hours.local_date(self.figures.at)
        until = period.last_day if today > period.last_day else today - ONE_DAY
        return waterfall(self.agreement.terms, period, each, self.daily, until)

    def _means(self, each: GoalFigures) -> Chart:
        unit, mean, lower_is_better = MEANS[each.goal.metric]
        scale = 60 if each.goal.metric is Metric.SPEED else 1
        groups = [(label, mean(sums)) for label, sums in self._groups()]
        return Bars(
            title=f"{str(each.goal.metric).capitalize()}, {dates.period(self.figures.period)}",
            unit=unit,
            labels=tuple(label for label, _ in groups),
            values=tuple(None if value is None else float(value) for _, value in groups),
            goal=float(each.pace.target / scale),
            lower_is_better=lower_is_better,
        )

    def _groups(self) -> Iterator[tuple[str, Sums]]:
        """The sums by day; by month where there are too many days to see."""
        singly = self.figures.period.days <= DAYS_SHOWN_SINGLY
        for label, days in groupby(self.daily, key=lambda day: _label(day.on, singly)):
            yield label, sum((day.total for day in days), Sums())


def read_report(session: Session, workspace: Workspace, slug: str, period: Period | None, now: datetime) -> Report:
    """The report of a period under the terms of its kind that held last in it; raises NoAgreement, NotYetBegun."""
    today = agreements.by_slug(session, workspace.id, slug, now)
    hours = today.terms.hours
    meant = period or today.terms.period_of(hours.local_date(now))
    ends_at = hours.instant(meant.last_day + ONE_DAY, MIDNIGHT) - timedelta(microseconds=1)
    held = held_at(agreements.reigns(session, today.id), meant, min(now, ends_at))
    agreement = agreements.by_slug(session, workspace.id, slug, held)
    begins = agreement.terms.starts
    if meant.last_day < begins:
        raise NotYetBegun(f"{slug} begins on {begins}, after {meant.name}; ask for a later period.")
    figures = standing.figures(session, agreement, now, period=meant)
    return Report(agreement, figures, standing.daily(session, agreement, meant, now))


def _label(day: date, singly: bool) -> str:
    return str(day.day) if singly else f"{day:%b}"
