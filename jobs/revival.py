"""Revival: a workspace that Slack had shut the bot out of is asked, once a minute, whether it takes it back."""

import structlog

from jobs.carrier import Carrier
from jobs.outcome import Refusal
from storage import gates
from storage.gates import GateShut

LOG = structlog.get_logger(__name__)


def is_accepted(carrier: Carrier) -> bool:
    """Whether messages may be sent to the workspace; a paused one is resumed as soon as Slack accepts the bot."""
    workspace_id = carrier.workspace.id
    with carrier.sessions.read() as session:
        if not gates.is_workspace_paused(session, workspace_id):
            return True
    if not _asks_yes(carrier):
        return False
    with carrier.sessions.write() as session:
        woken = gates.resume_workspace(session, workspace_id)
    LOG.info("workspace resumed", workspace_id=workspace_id, messages=woken)
    return True


def _asks_yes(carrier: Carrier) -> bool:
    try:
        with carrier.sessions.write() as session:
            gates.add(session, carrier.workspace.id, gates.CHECK)
            gates.pass_through(session, carrier.workspace.id, (gates.CHECK,), carrier.transport_now())
        carrier.slack.check()
    except (GateShut, Refusal):
        return False
    return True
