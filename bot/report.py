"""A period's report: its figures, and the charts that go with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy.orm import Session

from bot.errors import NotYetBegun
from messages.charts import Chart
from messages.means import MEANS, means
from messages.waterfall import waterfall
from sla.agreement import Agreement
from sla.closing import held_at
from sla.period import Period
from sla.standing import DayFigures, Figures, GoalFigures
from sla.zones import MIDNIGHT, ONE_DAY
from storage import agreements, standing
from storage.workspaces import Workspace


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

    def _means(self, each: GoalFigures) -> Chart:
        return means(self.figures.period, each, self.daily)

    def _waterfall(self, each: GoalFigures) -> Chart:
        period, today = self.figures.period, self.agreement.terms.hours.local_date(self.figures.at)
        until = period.last_day if today > period.last_day else today - ONE_DAY
        make_up = sum((plan.due for plan in self.figures.to_make_up(each.goal)), Fraction(0))
        return waterfall(self.agreement.terms, period, each, self.daily, until, make_up=make_up)


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
