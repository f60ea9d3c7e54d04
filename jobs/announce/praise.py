"""Goals that were reached: celebrations, thanks and milestones, judged again when they are sent."""

from collections.abc import Callable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from jobs.announce.subjects import as_owed, goal_of, of_period
from messages import praise as words
from messages.blocks import Message
from messages.praise import Doer
from sla.agreement import Terms
from sla.period import Period
from sla.praise import has_reached
from sla.standing import GoalFigures
from storage import doers
from storage.outgoing import Cancelled, Outgoing

NOT_REACHED: Final = "By the facts as they are now the goal does not stand there."

Words = Callable[[Terms, Period, GoalFigures, Sequence[Doer], Fraction], Message]


def celebration(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: a goal that is met or exceeded, and who did it."""
    return _said(session, outgoing, now, words.celebration)


def thanks(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: thanks to the contact of the party, and to who did it."""
    return _said(session, outgoing, now, words.thanks)


def milestone(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: so much of a goal has come."""
    return _said(session, outgoing, now, words.milestone)


def _said(session: Session, outgoing: Outgoing, now: datetime, say: Words) -> Message | Cancelled:
    period, agreement = Period.named(str(outgoing.args["period"])), as_owed(session, outgoing, now)
    told = of_period(session, agreement, period, now)
    figures, share = goal_of(told, outgoing), Fraction(str(outgoing.args.get("share", "1")))
    if figures is None or not has_reached(figures, share, at_close=True):
        return Cancelled(NOT_REACHED)
    who = doers.of_goal(session, agreement, figures.goal, period, told.at, limit=3)
    return say(agreement.terms, period, figures, [Doer(key, number) for key, number in who], share)
