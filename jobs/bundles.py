"""Rendering at the claim: judged afresh, a bundle together with each of its members."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.carrier import Template
from messages.blocks import Message
from storage import bundles
from storage.outgoing import BUNDLE, Cancelled, Outgoing

NONE_LEFT = "None of its alerts was needed any more."


def render(
    templates: Mapping[str, Template], session: Session, outgoing: Outgoing, now: datetime
) -> Message | Cancelled:
    """What the message says by now, or why it says nothing. Members that say nothing leave their bundle."""
    if outgoing.template == BUNDLE and not _left(templates, session, outgoing, now):
        return Cancelled(NONE_LEFT)
    return templates[outgoing.template](session, outgoing, now)


def _left(templates: Mapping[str, Template], session: Session, outgoing: Outgoing, now: datetime) -> int:
    left = 0
    for member in bundles.members(session, outgoing.workspace_id, outgoing.id):
        said = templates[member.template](session, member, now)
        if isinstance(said, Cancelled):
            bundles.leave_out(session, member, said.reason)
        else:
            left += 1
    return left
