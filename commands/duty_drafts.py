"""What the form of a report starts out with: the pipeline of its week, or what was heard from customers since."""

from sqlalchemy.orm import Session

from commands.on_duty import OnDuty
from messages import friction as friction_words
from messages import pipeline as pipeline_words
from messages.duty import REPORT_LENGTH
from sla.duty import named, report_of
from sla.errors import BadPeriod
from sla.friction import by_theme
from sla.period import Period
from storage import duties, frictions, pipelines

HELPS = "What helps, and what is missing: "


def draft(session: Session, on: OnDuty) -> str:
    """The text of the form; empty for a report that the bot knows nothing about."""
    agreed = named(on.agreement.terms, on.duty.giver, on.duty.what)
    kind = None if agreed is None else report_of(agreed)
    if kind == "pipeline" and on.agreement.terms.has_leads:
        return _pipeline(session, on)
    return _friction(session, on) if kind == "friction" else ""


def written(text: str) -> str:
    """The report as it is passed on: without the question at its end where nobody answered it."""
    return text.removesuffix(HELPS.rstrip()).rstrip()


def _pipeline(session: Session, on: OnDuty) -> str:
    told = pipelines.pipeline(session, on.agreement, _cycle(on), on.gesture.now)
    return f"{pipeline_words.draft(on.agreement.terms, told)[: REPORT_LENGTH - len(HELPS) - 2]}\n\n{HELPS}"


def _friction(session: Session, on: OnDuty) -> str:
    """The notes since the last report, so that none is left out."""
    last = duties.before(session, on.duty)
    notes = frictions.since(session, on.agreement.id, last.recorded_at if last else None, on.gesture.now)
    return friction_words.draft(on.agreement.terms, by_theme(notes), REPORT_LENGTH)


def _cycle(on: OnDuty) -> Period:
    """The stretch that the report is about; the week for one that is owed day by day."""
    try:
        return Period.named(on.duty.cycle)
    except BadPeriod:
        return Period.of("week", on.duty.on)
