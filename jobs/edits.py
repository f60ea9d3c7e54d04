"""Edits of what was posted: the chart that Slack took too long over, or what facts have overtaken."""

from datetime import timedelta
from typing import Final

import structlog

from jobs import bundles
from jobs.carrier import Carrier
from jobs.outcome import Ambiguous, RateLimited, Refusal, SurelyNotPosted
from jobs.sending import compose
from messages.blocks import Message
from storage import edits
from storage.edits import Edit

RETRY: Final = timedelta(seconds=60)
PATIENCE: Final = timedelta(minutes=10)
LOG: Final = structlog.get_logger(__name__)


def edit_posted(carrier: Carrier) -> int:
    """Renders and edits each message that is to be edited by now; returns how many were. Editing twice does no harm."""
    with carrier.sessions.read() as session:
        due = edits.due(session, carrier.workspace.id, carrier.transport_now())
    return sum(_edit(carrier, outbox_id) for outbox_id in due)


def _edit(carrier: Carrier, outbox_id: int) -> bool:
    clock = carrier.transport_now()
    with carrier.sessions.write() as session:
        edit = edits.take(session, outbox_id, clock, clock + RETRY)
        said = edit and bundles.render(carrier.templates, session, edit.claim.outgoing, carrier.now())
    if edit is None:
        return False
    if isinstance(said, Message) and not _update(carrier, edit, said):
        return False
    with carrier.sessions.write() as session:
        edits.done(session, edit)
    return isinstance(said, Message)


def _update(carrier: Carrier, edit: Edit, message: Message) -> bool:
    """Edits the message; False when it is worth another try."""
    letter = compose(edit.claim, message, edit.channel, edit.claim.file_id)
    try:
        carrier.slack.update(letter, edit.ts)
    except (RateLimited, Ambiguous, SurelyNotPosted):
        return False
    except Refusal as error:
        LOG.warning("not edited", outbox=edit.claim.outgoing.id, code=error.code)
        return not (edit.claim.file_id and carrier.transport_now() < edit.claim.lease_until + PATIENCE)
    return True
