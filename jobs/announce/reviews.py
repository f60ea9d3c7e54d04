"""The review of a closed period, as of its close."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.announce.daily import chart_of
from jobs.announce.subjects import agreement_of, under
from messages import review as words
from messages.blocks import Message
from sla.period import Period
from storage import outcomes, standing
from storage.outgoing import Cancelled, Outgoing


def review(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: every goal's verdict, both sides' figures, the strikes of each party."""
    agreement, period = agreement_of(session, outgoing, now), Period.named(str(outgoing.args["period"]))
    if outgoing.terms_id:
        agreement = under(session, agreement, outgoing.terms_id)
    told = standing.figures(session, agreement, period.ends_at(agreement.terms.timezone), period=period)
    strikes = outcomes.of_agreement(session, outgoing.workspace_id, agreement.id, period=period.name)
    return words.review(agreement.terms, told, strikes, chart_of(session, agreement, told, period.last_day))
