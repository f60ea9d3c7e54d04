"""A lead that changes hands: handed off, passed on, given back."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.announce.subjects import LeadSubject, deeds_of, lead_of, outside, why_done
from messages import hand_off as words
from messages.blocks import Message
from sla.history import Return
from storage import leads, readers, reps
from storage.outgoing import Cancelled, Outgoing

PASSED_ON = "The lead was passed on since."


def hand_off(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the rep; nothing once the lead is followed up, passed on, closed or given back."""
    about = lead_of(session, outgoing, now)
    if isinstance(about, Cancelled):
        return about
    lead, may_act = about.lead, about.lead.passes == outgoing.args["passes"]
    if not outgoing.is_edit:
        reason = why_done(lead) or (None if may_act else PASSED_ON)
        if reason:
            return Cancelled(reason)
    return words.hand_off(
        lead,
        about.terms,
        now,
        outside=outside(session, about, lead.rep),
        may_act=may_act,
        deeds=deeds_of(session, outgoing, lead),
        stands_in=_stands_in(session, about),
    )


def _stands_in(session: Session, about: LeadSubject) -> bool:
    """Whether the lead came to the contact because no member of the party was there."""
    party, lead = about.terms.receiver, about.lead
    members = [person.key for person in party.members]
    if lead.passes or not members or lead.rep != party.contact.key or lead.rep in members:
        return False
    asked = session, about.agreement.workspace_id, about.terms, members, lead.handed_off_at
    return not reps.present(*asked, due_at=lead.due_at)


def reassigned(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the new rep and to the old one; nothing to the new one once the lead has gone on or is done with."""
    about = lead_of(session, outgoing, now)
    if isinstance(about, Cancelled):
        return about
    number = int(outgoing.args["passes"])
    passed = next((each for each in leads.passes(session, about.lead) if each.number == number), None)
    if passed is None:
        return Cancelled("The lead was not passed on.")
    by = None if passed.automatic else passed.by
    if outgoing.to != readers.rep(session, about.agreement, passed.new_rep):
        return words.passed_from(about.lead, about.terms, now, by=by, new_rep=passed.new_rep)
    may_act = about.lead.passes == number
    if not outgoing.is_edit and not (may_act and about.lead.is_open):
        return Cancelled(PASSED_ON if about.lead.is_open else why_done(about.lead) or PASSED_ON)
    return words.passed_to(
        about.lead,
        about.terms,
        now,
        by=by,
        old_rep=passed.old_rep,
        outside=outside(session, about, passed.new_rep),
        may_act=may_act,
        deeds=deeds_of(session, outgoing, about.lead),
    )


def returned(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the contact of the party that handed it off."""
    about = lead_of(session, outgoing, now)
    if isinstance(about, Cancelled):
        return about
    given_back = next((each for each in reversed(leads.history(session, about.lead)) if isinstance(each, Return)), None)
    if given_back is None:
        return Cancelled("The lead was not given back.")
    again = leads.again_of(session, about.lead)
    return words.returned(about.lead, about.terms, now, by=given_back.by, reason=given_back.reason, again=again)
