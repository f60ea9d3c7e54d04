"""The review of a closed period, as of its close."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.announce.daily import chart_of
from jobs.announce.subjects import agreement_of, under
from messages import review as words
from messages.blocks import Message
from sla.agreement import Status
from sla.period import Period
from storage import outcomes, reviews, standing
from storage.outgoing import Cancelled, Outgoing


def review(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: every goal's verdict, both sides' figures, the strikes of each party."""
    today, period = agreement_of(session, outgoing, now), Period.named(str(outgoing.args["period"]))
    agreement = under(session, today, outgoing.terms_id) if outgoing.terms_id else today
    closed_at = period.ends_at(agreement.terms.timezone)
    told = standing.figures(session, agreement, closed_at, period=period)
    strikes = outcomes.of_agreement(session, outgoing.workspace_id, agreement.id, period=period.name)
    chart = chart_of(session, agreement, told, period.last_day)
    following = reviews.reevaluated(session, agreement, period, closed_at, today.terms)
    decides = today.id if today.status is Status.IN_FORCE else None
    return words.review(agreement.terms, told, strikes, chart, next_goals=following, agreement_id=decides)
