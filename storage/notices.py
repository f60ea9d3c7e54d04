"""Notices to the admin: what the bot can't mend by itself, each said once."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from storage import readers
from storage.doubts import Doubt
from storage.obligations import owe
from storage.outgoing import Outgoing

KIND: Final = "sla_notice"


def notice(session: Session, workspace_id: int, what: str, occurrence: str, now: datetime, **args: int | str) -> bool:
    """`sla_notice` to the admin, once for each occurrence; False when it was said, or there is no admin to tell.

    Args: what, and those given. `what` names the sentence: see the functions of this module.
    """
    to = readers.admin(session, workspace_id)
    return to is not None and owe(
        session,
        workspace_id=workspace_id,
        agreement_id=0,
        terms_id=None,
        kind=KIND,
        subject=what,
        occurrence=occurrence,
        due_at=now,
        to=to,
        lane="alert",
        args={"what": what, **args},
        not_before=now,
    )


def channel_refused(session: Session, workspace_id: int, to: str, code: str, now: datetime) -> bool:
    """A channel or person takes no messages. Args: what (channel_refused), channel (id of either), code."""
    return notice(session, workspace_id, "channel_refused", f"{to}:{now.isoformat()}", now, channel=to, code=code)


def in_doubt(session: Session, workspace_id: int, doubt: Doubt, now: datetime) -> bool:
    """Was it posted? Args: what (in_doubt), outbox, channel. Answered by `doubts.post_anyway` or `it_is_there`."""
    occurrence = f"{doubt.id}:{doubt.fence}"
    return notice(session, workspace_id, "in_doubt", occurrence, now, outbox=doubt.id, channel=doubt.channel)


def dead(session: Session, outgoing: Outgoing, now: datetime) -> bool:
    """A message can't be sent at all. Args: what (dead), outbox, channel. Sent again by `outbox.requeue`."""
    if outgoing.kind == KIND:
        return False
    return notice(
        session, outgoing.workspace_id, "dead", f"{outgoing.id}", now, outbox=outgoing.id, channel=outgoing.to
    )
