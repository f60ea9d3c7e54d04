"""What follows from facts: celebrations, strikes and escalations, judged again when they are sent."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from jobs.announce.subjects import agreement_of, under
from messages import consequences as words
from messages import strike as strike_words
from messages.blocks import Message
from sla.agreement import Agreement
from sla.pacing import Verdict, kept
from sla.period import Period
from sla.standing import Figures, GoalFigures
from storage import doers, outcomes, standing
from storage.outgoing import Cancelled, Outgoing

MICROSECOND: Final = timedelta(microseconds=1)
NOT_MET: Final = "By the facts as they are now the goal is not met."
WITHDRAWN: Final = "The strike was withdrawn before it was told."
FEWER: Final = "Fewer strikes stand by now."


def celebration(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the channel: a goal that is met, and who did it."""
    period = Period.named(str(outgoing.args["period"]))
    agreement = _as_owed(session, outgoing, now)
    told = _of_period(session, agreement, period, now)
    figures = _goal(told, outgoing)
    if figures is None or not (figures.pace.verdict is Verdict.MET or kept(figures.pace)):
        return Cancelled(NOT_MET)
    who = doers.of_goal(session, agreement, figures.goal, period, told.at, limit=3)
    named = [words.Doer(key, number) for key, number in who]
    return words.celebration(agreement.terms, period, figures, named)


def strike(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """In private to those who answer for it; to the channel the party's name alone."""
    told = outcomes.by_id(session, outgoing.workspace_id, int(outgoing.args["strike"]))
    if told.withdrawn_at and not outgoing.is_edit:
        return Cancelled(WITHDRAWN)
    agreement = under(session, agreement_of(session, outgoing, now), told.terms_id)
    if outgoing.args.get("in_channel"):
        return strike_words.strike_line(agreement.terms, told)
    return strike_words.strike(agreement.terms, told, reader_is_person=outgoing.to == told.person)


def escalation(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the party's contact: the strikes that stand."""
    agreement = agreement_of(session, outgoing, now)
    party, reached = str(outgoing.args["party"]), int(outgoing.args["strikes"])
    found = outcomes.standing(session, outgoing.workspace_id, outgoing.agreement_id)
    theirs = [told for told in found if told.party == party]
    if len(theirs) < reached:
        return Cancelled(FEWER)
    return words.escalation(agreement.terms, party, theirs, len(theirs))


def _as_owed(session: Session, outgoing: Outgoing, now: datetime) -> Agreement:
    agreement = agreement_of(session, outgoing, now)
    return under(session, agreement, outgoing.terms_id) if outgoing.terms_id else agreement


def _of_period(session: Session, agreement: Agreement, period: Period, now: datetime) -> Figures:
    """The period's figures by now, or as of its close once that has come."""
    at = min(now, period.ends_at(agreement.terms.timezone))
    return standing.figures(session, agreement, at, period=period)


def _goal(told: Figures, outgoing: Outgoing) -> GoalFigures | None:
    named = outgoing.args["party"], outgoing.args["metric"], outgoing.args["tier"]
    return next(
        (each for each in told.goals if (each.goal.party, each.goal.metric, each.goal.tier or "") == named), None
    )
