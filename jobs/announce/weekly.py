"""The weekly report, with the facts as they are when it is sent."""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.announce.daily import NOT_IN_FORCE, chart_of
from jobs.announce.subjects import agreement_of
from messages import weekly as words
from messages.blocks import Message
from messages.charts import Bars, Chart, Stack, Waterfall
from messages.means import means
from sla.agreement import Agreement, Status
from sla.period import Period
from sla.standing import Figures
from sla.zones import ONE_DAY
from storage import pipelines, standing
from storage.outgoing import Cancelled, Outgoing

MEANS: Final = 2


def weekly_report(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: the week's figures, the goals as they stand, and the duties of the week."""
    agreement = agreement_of(session, outgoing, now)
    if agreement.status is not Status.IN_FORCE:
        return Cancelled(NOT_IN_FORCE)
    on = date.fromisoformat(str(outgoing.args["on"]))
    told = standing.figures(session, agreement, now, period=agreement.terms.period_of(on))
    pipeline = pipelines.pipeline(session, agreement, Period.of("week", on), now)
    return words.weekly_report(agreement.terms, told, pipeline, on, _charts(session, agreement, told, on))


def _charts(session: Session, agreement: Agreement, told: Figures, on: date) -> Chart | None:
    """The waterfall of the first goal that adds up, then speed and depth day by day, as far as they are promised."""
    first = chart_of(session, agreement, told, on - ONE_DAY)
    daily = standing.daily(session, agreement, told.period, told.at)
    averaged = [each for each in told.goals if each.goal.metric.is_mean and each.pace.actual is not None]
    charts: list[Waterfall | Bars] = [] if first is None else [first]
    charts += [means(told.period, each, daily) for each in averaged[:MEANS]]
    return Stack(tuple(charts)) if charts else None
