"""Notices to the admin."""

from datetime import datetime

from sqlalchemy.orm import Session

from messages import notice as words
from messages.blocks import Message
from storage import outbox
from storage.outgoing import Cancelled, Outgoing

SETTLED = "The message is settled by now."


def notice(session: Session, outgoing: Outgoing, _now: datetime) -> Message | Cancelled:
    """What the bot can't mend by itself."""
    what, place = str(outgoing.args["what"]), str(outgoing.args.get("channel", ""))
    if what == "channel_refused":
        return words.channel_refused(place, str(outgoing.args["code"]))
    if what in ("in_doubt", "dead"):
        return _about_message(session, outgoing, what, place)
    return words.other(what)


def _about_message(session: Session, outgoing: Outgoing, what: str, place: str) -> Message | Cancelled:
    number = int(outgoing.args["outbox"])
    found = outbox.by_id(session, outgoing.workspace_id, number)
    if found is None:
        return Cancelled(SETTLED)
    if what == "in_doubt":
        return words.in_doubt(place, number, found.kind)
    return words.dead(place, number, found.kind)
