"""After an attempt: each way in which it can end is written down, and decides how to go on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.orm import Session

from jobs.carrier import Carrier, Posted
from jobs.outcome import (
    Ambiguous,
    DestinationGone,
    PayloadRefused,
    RateLimited,
    Refusal,
    SurelyNotPosted,
    WorkspaceBlocked,
)
from jobs.sending import Sending, StillProcessing
from storage import gates, notices, reroutes, results
from storage.failpoints import failpoint
from storage.outgoing import Claim, Ending

PICTURE_LATER: Final = timedelta(seconds=30)
RENDER_TRIES: Final = 5
LOG: Final = structlog.get_logger(__name__)


def posted(carrier: Carrier, sending: Sending, place: Posted) -> str:
    """The message is out. A chart that had to be left behind is added later, by an edit."""
    claim, clock = sending.claim, carrier.transport_now()
    left_behind = sending.message.chart is not None and not sending.with_picture and claim.file_id is not None
    with carrier.sessions.write() as session:
        done = results.sent(
            session,
            claim,
            Ending(clock, results.POSTED),
            channel=place.channel,
            ts=place.ts,
            now=carrier.now(),
            edit_at=clock + PICTURE_LATER if left_behind else None,
        )
        gates.works(session, carrier.workspace.id, claim.outgoing.to)
    failpoint("result.after_commit")
    return results.POSTED if done else _overtaken(claim)


def refused(carrier: Carrier, sending: Sending, refusal: Refusal) -> str:
    """The attempt did not end well: goes on as the class of the refusal says."""
    claim = sending.claim
    ending = Ending(
        at=carrier.transport_now(),
        outcome=refusal.outcome,
        phase="prepare" if isinstance(refusal, SurelyNotPosted) else "post",
        code=refusal.code,
        http_status=refusal.http_status,
        retry_after=refusal.retry_after if isinstance(refusal, RateLimited) else None,
    )
    with carrier.sessions.write() as session:
        done = _go_on(carrier, session, sending, refusal, ending)
    failpoint("result.after_commit")
    LOG.warning("not posted", outbox=claim.outgoing.id, outcome=refusal.outcome, code=refusal.code)
    return refusal.outcome if done else _overtaken(claim)


def unrenderable(carrier: Carrier, claim: Claim, what: str) -> str:
    """A message that could not be put into words is tried again a few times, and then set aside, on record."""
    clock = carrier.transport_now()
    LOG.error("could not be rendered", outbox=claim.outgoing.id, template=claim.outgoing.template, error=what)
    with carrier.sessions.write() as session:
        results.unrendered(session, claim, what, clock + carrier.backoff(claim.attempts), RENDER_TRIES)
    return "unrenderable"


def _go_on(carrier: Carrier, session: Session, sending: Sending, refusal: Refusal, ending: Ending) -> bool:
    go_on = next((way for refused_as, way in WAYS if isinstance(refusal, refused_as)), _try_again)
    return go_on(carrier, session, sending.claim, ending)


def _try_again(carrier: Carrier, session: Session, claim: Claim, ending: Ending) -> bool:
    return results.again(session, claim, ending, retry_at=ending.at + carrier.backoff(claim.attempts))


def _doubt(carrier: Carrier, session: Session, claim: Claim, ending: Ending) -> bool:
    return results.doubtful(session, claim, ending, carrier.budget.settle)


def _wait_for_picture(carrier: Carrier, session: Session, claim: Claim, ending: Ending) -> bool:
    tries = results.endings(session, claim, outcome=StillProcessing.outcome)
    return results.again(session, claim, ending, retry_at=ending.at + timedelta(seconds=2**tries))


def _slow_down(carrier: Carrier, session: Session, claim: Claim, ending: Ending) -> bool:
    """Both gates stay shut as long as Slack says, a little more, and at most an hour."""
    asked = timedelta(seconds=1 if ending.retry_after is None else ending.retry_after)
    until = ending.at + min(asked + timedelta(seconds=carrier.chance()), gates.LONGEST)
    gates.shut(session, claim.outgoing.workspace_id, (gates.POST, claim.outgoing.to), until)
    return results.again(session, claim, ending, retry_at=ending.at, counts=False)


def _say_plainer(carrier: Carrier, session: Session, claim: Claim, ending: Ending) -> bool:
    if claim.degraded < results.DEGREES:
        return results.degrade(session, claim, ending)
    done = results.dead(session, claim, ending, f"Slack refuses it in every form ({ending.code}).")
    if done:
        notices.dead(session, claim.outgoing, carrier.now())
    return done


def _go_elsewhere(carrier: Carrier, session: Session, claim: Claim, ending: Ending) -> bool:
    """The channel is paused for an hour, its messages go to whoever answers for them, the admin is told once."""
    workspace, outgoing, now = carrier.workspace, claim.outgoing, carrier.now()
    if not results.again(session, claim, ending, retry_at=ending.at):
        return False
    if gates.pause_channel(session, workspace.id, outgoing.to, str(ending.code), ending.at):
        notices.channel_refused(session, workspace.id, outgoing.to, str(ending.code), now)
    reroutes.reroute(session, outgoing.id, f"Slack would not take it there ({ending.code}).", now)
    return True


def _stop(carrier: Carrier, session: Session, claim: Claim, ending: Ending) -> bool:
    """Nothing is sent to the workspace, and nothing is lost, until Slack accepts the bot again."""
    done = results.again(session, claim, ending, retry_at=ending.at, counts=False)
    gates.pause_workspace(session, carrier.workspace.id, str(ending.code), ending.at)
    return done


def _overtaken(claim: Claim) -> str:
    LOG.warning("claim was lost", outbox=claim.outgoing.id, fence=claim.fence)
    return "overtaken"


WAYS: Final[tuple[tuple[type[Refusal], Callable[[Carrier, Session, Claim, Ending], bool]], ...]] = (
    (Ambiguous, _doubt),
    (RateLimited, _slow_down),
    (StillProcessing, _wait_for_picture),
    (PayloadRefused, _say_plainer),
    (DestinationGone, _go_elsewhere),
    (WorkspaceBlocked, _stop),
)
