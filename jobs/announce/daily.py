"""The daily post, with the facts as they are when it is sent."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from jobs.announce.subjects import agreement_of
from messages import pacing as words
from messages.blocks import Message
from messages.charts import Waterfall
from messages.waterfall import waterfall
from sla.agreement import Agreement, Status
from sla.standing import Figures
from storage import standing
from storage.outgoing import Cancelled, Outgoing
from storage.overdue import overdue

LATE: Final = timedelta(minutes=10)
OVERDUE_SHOWN: Final = 5
NOT_IN_FORCE: Final = "The agreement is not in force any more."
NO_POSTS: Final = "The agreement asks for no daily post any more."


def pacing(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: goals to the end of the finished day, follow-up and overdue leads as of now."""
    agreement = agreement_of(session, outgoing, now)
    if agreement.status is not Status.IN_FORCE:
        return Cancelled(NOT_IN_FORCE)
    if agreement.terms.pacing is None:
        return Cancelled(NO_POSTS)
    finished = date.fromisoformat(str(outgoing.args["on"]))
    told = standing.figures(session, agreement, now, finished=finished)
    waiting = overdue(session, agreement, now, limit=OVERDUE_SHOWN)
    hands_on = agreement.terms.hands_customers
    post = words.DailyPost(
        terms=agreement.terms,
        figures=told,
        overdue=waiting.first,
        overdue_count=waiting.number,
        customers_overdue=overdue(session, agreement.of("customer"), now, limit=1).number if hands_on else 0,
        chart=chart_of(session, agreement, told, finished),
        was_due_at=outgoing.due_at if now - outgoing.due_at > LATE else None,
    )
    return words.pacing(post)


def chart_of(session: Session, agreement: Agreement, told: Figures, until: date) -> Waterfall | None:
    """The waterfall of the first goal that adds up; None without one."""
    figures = next((each for each in told.goals if not each.goal.metric.is_mean), None)
    if figures is None:
        return None
    daily = standing.daily(session, agreement, told.period, told.at)
    make_up = sum((each.due for each in told.to_make_up(figures.goal)), Fraction(0))
    return waterfall(agreement.terms, told.period, figures, daily, until, make_up=make_up)
