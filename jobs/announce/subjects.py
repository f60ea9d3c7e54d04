"""What a message is about, read afresh: its agreement, its lead with the terms it was handed off under."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from messages.deeds import latest
from messages.lead_card import Deed
from sla.agreement import Agreement, Terms
from sla.errors import NoSuchLead
from sla.history import PassOn
from sla.lead import Lead
from sla.period import Period
from sla.standing import Figures, GoalFigures
from storage import agreements, leads, readers, standing
from storage.outgoing import Cancelled, Outgoing

GONE = "The lead was erased."


@dataclass(frozen=True)
class LeadSubject:
    """A lead, and its agreement with the terms that the lead was handed off under."""

    lead: Lead
    agreement: Agreement

    @property
    def terms(self) -> Terms:
        return self.agreement.terms


def agreement_of(session: Session, outgoing: Outgoing, now: datetime) -> Agreement:
    """The agreement that the message is about, with the terms that hold now."""
    return agreements.of_id(session, outgoing.workspace_id, outgoing.agreement_id, now)


def under(session: Session, agreement: Agreement, terms_id: int) -> Agreement:
    """The same agreement with other terms of its own."""
    return replace(agreement, terms=agreements.terms(session, terms_id), terms_id=terms_id)


def as_owed(session: Session, outgoing: Outgoing, now: datetime) -> Agreement:
    """The agreement with the terms under which the message was owed."""
    agreement = agreement_of(session, outgoing, now)
    return under(session, agreement, outgoing.terms_id) if outgoing.terms_id else agreement


def of_period(session: Session, agreement: Agreement, period: Period, now: datetime) -> Figures:
    """The period's figures by now, or as of its close once that has come."""
    at = min(now, period.ends_at(agreement.terms.timezone))
    return standing.figures(session, agreement, at, period=period)


def goal_of(told: Figures, outgoing: Outgoing) -> GoalFigures | None:
    """The goal that the message is about, and how it stands."""
    named = outgoing.args["party"], outgoing.args["metric"], outgoing.args["tier"]
    return next(
        (each for each in told.goals if (each.goal.party, each.goal.metric, each.goal.tier or "") == named), None
    )


def lead_of(session: Session, outgoing: Outgoing, now: datetime) -> LeadSubject | Cancelled:
    """The lead that the message is about, as it stands now."""
    try:
        lead = leads.by_id(session, outgoing.workspace_id, int(outgoing.args["lead"])).as_of(now)
    except NoSuchLead:
        return Cancelled(GONE)
    agreement = agreement_of(session, outgoing, now)
    return LeadSubject(lead, under(session, agreement, lead.terms_id).of(lead.what))


def passes_of(session: Session, lead: Lead) -> list[PassOn]:
    """How the lead went from rep to rep, in order."""
    return [each for each in leads.history(session, lead) if isinstance(each, PassOn)]


def outside(session: Session, about: LeadSubject, rep: str | None) -> str | None:
    """The rep's name when they can't be told in Slack, so that somebody else reads in their place."""
    return rep if rep and readers.rep(session, about.agreement, rep) != rep else None


def deeds_of(session: Session, outgoing: Outgoing, lead: Lead) -> list[Deed]:
    """The last things that happened to the lead, for a message that is edited; for a new one, what came before it.

    That is the deal that made a customer, or why a lead that comes again was given back.
    """
    has_past = lead.came_of is not None or lead.again_of is not None
    return latest(leads.history(session, lead)) if outgoing.is_edit or has_past else []


def why_done(lead: Lead, zone_words: str = "%Y-%m-%d %H:%M UTC") -> str | None:
    """Why nobody needs to be told that this lead waits any more; None while it waits."""
    if lead.returned_at:
        return f"The lead was given back at {lead.returned_at:{zone_words}}."
    if lead.closed_at:
        return f"The lead became a customer at {lead.closed_at:{zone_words}}."
    if lead.first_attempt_at:
        return f"The lead was followed up at {lead.first_attempt_at:{zone_words}}."
    return None
