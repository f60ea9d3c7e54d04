"""Alerts about leads that wait, one by one or bundled."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.announce.moves import PASSED_ON
from jobs.announce.subjects import LeadSubject, deeds_of, lead_of, why_done
from messages import follow_up as words
from messages.blocks import Message
from sla.agreement import Rung
from sla.ladder import Ladder
from sla.leave import Leave
from storage import bundles, leads, leaves
from storage.outgoing import Cancelled, Outgoing

ON_HOLD = "The lead's clock stands still; it asked to wait."
MOVED = "The lead's clock was held since; the level is not reached yet."
NO_RUNG = "The ladder has no such level."


@dataclass(frozen=True)
class Judged:
    """An alert and whether there is still reason to send it."""

    told: words.Alert
    stale: str | None
    may_act: bool


def alert(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the reader that the rung names; nothing once nobody needs to follow up, or the level lies ahead again."""
    judged = _judge(session, outgoing, now)
    if isinstance(judged, Cancelled):
        return judged
    if judged.stale and outgoing.is_edit:
        deeds = deeds_of(session, outgoing, judged.told.lead)
        return words.settled(judged.told, now, may_act=judged.may_act, deeds=deeds)
    return Cancelled(judged.stale) if judged.stale else words.alert(judged.told, now)


def bundle(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """The alerts of a bundle in one message."""
    members = bundles.members(session, outgoing.workspace_id, outgoing.id)
    judged = [each for each in (_judge(session, member, now) for member in members) if isinstance(each, Judged)]
    told = [each.told for each in judged if outgoing.is_edit or not each.stale]
    return words.bundle(told, now) if told else Cancelled("Nobody waits any more.")


def _judge(session: Session, outgoing: Outgoing, now: datetime) -> Judged | Cancelled:
    about = lead_of(session, outgoing, now)
    if isinstance(about, Cancelled):
        return about
    rung = _rung(about, outgoing)
    if rung is None:
        return Cancelled(NO_RUNG)
    alert_at = datetime.fromisoformat(str(outgoing.args["alert_at"]))
    told = words.Alert(
        lead=about.lead,
        terms=about.terms,
        rung=rung,
        alert_at=alert_at,
        waited=about.terms.hours.elapsed(about.lead.handed_off_at, now, leads.pauses(session, about.lead.id)),
        is_rep=outgoing.to == about.lead.rep,
        leave=_leave(session, about, outgoing, now),
    )
    stale = why_done(about.lead) or _why_moved(session, about, rung, outgoing, now)
    return Judged(told, stale, may_act=about.lead.passes == outgoing.args["passes"])


def _leave(session: Session, about: LeadSubject, outgoing: Outgoing, now: datetime) -> Leave | None:
    """The leave of the lead's rep, where somebody else reads."""
    rep = about.lead.rep
    if rep is None or rep == outgoing.to:
        return None
    return leaves.leave_at(session, outgoing.workspace_id, rep, now)


def _rung(about: LeadSubject, outgoing: Outgoing) -> Rung | None:
    """The rung of this level that tells this reader."""
    asked = outgoing.args["level"], outgoing.args["tell"]
    return next((rung for rung in about.terms.ladder if (rung.level, rung.tell) == asked), None)


def _why_moved(session: Session, about: LeadSubject, rung: Rung, outgoing: Outgoing, now: datetime) -> str | None:
    """Why the level is not this lead's any more: passed on, on hold, or moved by a hold.

    The ladder's own passing on leaves what contacts are told as it is.
    """
    lead, passes = about.lead, leads.passes(session, about.lead)
    gone_on = lead.passes - int(outgoing.args["passes"])
    if gone_on:
        return None if gone_on == 1 and passes[-1].automatic and rung.tell != "rep" else PASSED_ON
    if lead.due_at is None or (lead.held_until and lead.held_until > now):
        return ON_HOLD
    start = passes[-1].at if passes else lead.handed_off_at
    ladder = Ladder.of(about.terms, lead.tier, start, leads.pauses(session, lead.id))
    stands = ladder.alert(about.terms.ladder.index(rung))
    return MOVED if stands is None or stands.alert_at > now else None
