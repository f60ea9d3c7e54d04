"""The delivery loop: claims what is due, sends it, and writes down what became of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy.orm import Session

from jobs import bundles, settling
from jobs.carrier import Carrier
from jobs.doubt import settle_doubts
from jobs.edits import edit_posted
from jobs.revival import is_accepted
from jobs.sending import Sending, refusal_of, send
from messages.blocks import Message
from storage import bundles as bundled
from storage import claims, gates, outbox, reroutes, results
from storage.failpoints import failpoint
from storage.gates import GateShut
from storage.outgoing import Cancelled, Claim, State

PROCESSING_TRIES: Final = 4
LOG: Final = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Delivered:
    """What one run of the loop did: how many messages ended in which way."""

    ends: Counter[str]

    @property
    def sent(self) -> int:
        """How many messages were posted, or found to have been."""
        return self.ends["posted"] + self.ends["found"]


class Unrenderable(Exception):
    """A message could not be put into words; carries the claim that was rolled back."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim.outgoing.template)
        self.claim = claim


def deliver(carrier: Carrier) -> Delivered:
    """Sends all that can be sent at this instant; returns, and never waits, where a gate is shut.

    `storage.outbox.next_due` says when to come back. Safe to run in several threads and processes at once.
    """
    ends: Counter[str] = Counter()
    with carrier.sessions.read() as session:
        states = outbox.at_work(session, carrier.workspace.id)
    if states & {State.SENDING, State.DOUBT}:
        ends.update(settle_doubts(carrier))
    if states:
        ends["expired"] += _tidy(carrier)
    if states and is_accepted(carrier):
        ends.update(iter(lambda: _next(carrier), None))
    ends["edited"] += edit_posted(carrier)
    if +ends:
        LOG.info("delivered", workspace_id=carrier.workspace.id, ends=dict(+ends))
    return Delivered(+ends)


def _tidy(carrier: Carrier) -> int:
    """Before anything is claimed: what is too late expires, and what waits for a paused channel goes elsewhere."""
    workspace_id, now, clock = carrier.workspace.id, carrier.now(), carrier.transport_now()
    with carrier.sessions.read() as session:
        looks = (
            outbox.has_expired(session, workspace_id, now),
            reroutes.stranded(session, workspace_id),
            gates.may_lift(session, workspace_id, clock),
        )
        if not any(looks):
            return 0
    with carrier.sessions.write() as session:
        expired = outbox.expire(session, workspace_id, now)
        gates.lift(session, workspace_id, clock)
        for outbox_id in reroutes.stranded(session, workspace_id):
            reroutes.reroute(session, outbox_id, "Its channel takes no messages.", now)
    return expired


def _next(carrier: Carrier) -> str | None:
    """Claims and sends one message; returns how that ended, or None when nothing can be claimed."""
    _bundle(carrier)
    try:
        claimed = _claim(carrier)
    except GateShut:
        return "gate"
    except Unrenderable as error:
        return settling.unrenderable(carrier, error.claim, type(error.__cause__).__name__)
    if not isinstance(claimed, Sending):
        return claimed
    failpoint("claim.after_commit")
    return _send(carrier, claimed)


def _bundle(carrier: Carrier) -> None:
    workspace_id, now = carrier.workspace.id, carrier.now()
    with carrier.sessions.read() as session:
        if not bundled.is_crowded(session, workspace_id, now):
            return
    with carrier.sessions.write() as session:
        bundled.gather(session, workspace_id, now)


def _claim(carrier: Carrier) -> Sending | str | None:
    """One transaction: claim, judge and render afresh, pass the gates, record the start."""
    with carrier.sessions.write() as session:
        claims.begin(session)
        now, clock = carrier.now(), carrier.transport_now()
        claim = claims.claim(
            session,
            carrier.workspace.id,
            owner=carrier.owner,
            secret=carrier.secret,
            now=now,
            clock=clock,
            lease=carrier.budget.lease,
        )
        if claim is None:
            return None
        claimed_at = carrier.monotonic()
        message = _rendered(carrier, session, claim, now)
        if isinstance(message, Cancelled):
            results.cancelled(session, claim, message.reason)
            return "cancelled"
        failpoint("gate.before_update")
        claims.start(session, claim, clock)
        return Sending(claim, message, claimed_at, with_picture=_may_show(session, claim, message))


def _rendered(carrier: Carrier, session: Session, claim: Claim, now: datetime) -> Message | Cancelled:
    try:
        return bundles.render(carrier.templates, session, claim.outgoing, now)
    except Exception as error:
        raise Unrenderable(claim) from error


def _may_show(session: Session, claim: Claim, message: Message) -> bool:
    """Whether the chart may go with the message: not after Slack, or we, took too long over it."""
    if message.chart is None:
        return False
    if claim.file_id is None:
        return claim.attempts <= PROCESSING_TRIES and results.endings(session, claim, code="too_slow") == 0
    return results.endings(session, claim, outcome="processing") < PROCESSING_TRIES


def _send(carrier: Carrier, sending: Sending) -> str:
    try:
        posted = send(carrier, sending)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is written down, and decides how to go on
        return settling.refused(carrier, sending, refusal_of(error))
    return settling.posted(carrier, sending, posted)
