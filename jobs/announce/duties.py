"""Duties: due, missed, done and passed on, excused; each as it stands when it is told."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.announce.subjects import agreement_of
from messages import duty as words
from messages.blocks import Message
from messages.duty_words import Told
from sla.duty import DutyState
from sla.duty_people import doers_of, excusers_of
from sla.errors import NoSuchDuty
from storage import duties
from storage.outgoing import Cancelled, Outgoing

GONE: Final = "The terms do not owe this duty any more."
SETTLED: Final = "It is done or excused by now."
NOT_MISSED: Final = "It is not missed any more: done, excused or moved since."
TAKEN_BACK: Final = "What was reported was taken back since."


def due(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To who does it; nothing once it is settled, or its deadline has passed."""
    told = _told(session, outgoing, now)
    if isinstance(told, Cancelled):
        return told
    by = str(outgoing.args["by"]) if "by" in outgoing.args else None
    if not outgoing.is_edit and (told.duty.is_settled or (told.state is DutyState.MISSED and by is None)):
        return Cancelled(SETTLED)
    return words.due(told, refused_by=by)


def missed(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To a contact of either side; nothing once it was done, excused, or is due later."""
    told = _told(session, outgoing, now)
    if isinstance(told, Cancelled):
        return told
    if not outgoing.is_edit and not told.duty.is_missed(now):
        return Cancelled(NOT_MISSED)
    may_excuse = outgoing.to in excusers_of(told.terms, told.duty)
    return words.missed(told, may_excuse=may_excuse, may_do=outgoing.to in doers_of(told.terms, told.duty))


def done(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To who gets it: the report, or the question whether the delivery came."""
    told = _told(session, outgoing, now)
    if isinstance(told, Cancelled):
        return told
    if told.duty.done_at is None and not outgoing.is_edit:
        return Cancelled(TAKEN_BACK)
    return words.done(told)


def excused(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To who would have done it."""
    told = _told(session, outgoing, now)
    return told if isinstance(told, Cancelled) else words.excused(told)


def _told(session: Session, outgoing: Outgoing, now: datetime) -> Told | Cancelled:
    try:
        duty = duties.by_id(session, outgoing.workspace_id, int(outgoing.args["duty"]))
    except NoSuchDuty:
        return Cancelled(GONE)
    return Told(agreement_of(session, outgoing, now).terms, duty, now)
