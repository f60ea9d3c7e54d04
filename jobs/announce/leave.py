"""What is said about leave: its leads offered to others, and to the person what was entered or happened meanwhile."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.announce.subjects import agreement_of
from messages import away as words
from messages.blocks import Message
from sla.errors import NoSuchLeave
from storage import leaves, offers
from storage.outgoing import Cancelled, Outgoing

GONE = "That leave is not on record any more."
NOTHING_LEFT = "No lead waits for a taker any more."
BACK = "The leave is over."


def offered(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To those who may take the leads of somebody on leave: one line for each; nothing where none is left."""
    agreement = agreement_of(session, outgoing, now)
    try:
        leave = leaves.by_id(session, outgoing.workspace_id, int(outgoing.args["leave"]))
    except NoSuchLeave:
        return Cancelled(GONE)
    found, is_over = offers.offer(session, agreement, leave), not leave.covers(now)
    if not outgoing.is_edit and (is_over or not found.waiting):
        return Cancelled(BACK if is_over else NOTHING_LEFT)
    contact = offers.team(agreement, leave.person).contact
    return words.offered(
        agreement.terms,
        leave,
        [] if is_over else found.waiting,
        found.gone,
        now,
        is_contact=outgoing.to == contact.user,
        value=f"{leave.id}.{agreement.id}",
        is_over=is_over,
    )


def leave(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the person on leave: that it was entered or called off for them, or what happened until its end."""
    try:
        about = leaves.by_id(session, outgoing.workspace_id, int(outgoing.args["leave"]))
    except NoSuchLeave:
        return Cancelled(GONE)
    terms = agreement_of(session, outgoing, now).terms
    if outgoing.args["what"] != "over":
        return words.entered_for(terms, about, called_off=outgoing.args["what"] == "called_off")
    found = [
        offers.offer(session, each, about) for each in offers.concerned(session, about, outgoing.workspace_id, now)
    ]
    gone = [lead for each in found for lead in each.gone]
    waiting = [lead for each in found for lead in each.waiting]
    return words.welcome_back(terms, about, waiting, gone, now)
