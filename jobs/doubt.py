"""Doubt: a message that may have been posted is looked for before it is sent again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.orm import Session

from jobs.carrier import Carrier, Letter, Seen
from jobs.outcome import DestinationGone, RateLimited, Refusal, Unreadable, WorkspaceBlocked
from storage import doubts, gates, markers, notices
from storage.doubts import Doubt
from storage.failpoints import failpoint
from storage.gates import GateShut

MARGIN: Final = timedelta(seconds=5)
LOOK_AGAIN: Final = timedelta(seconds=30)
NEVER_KNOWN: Final = "Nobody could find out whether it was posted; it was not sent again."
LOG: Final = structlog.get_logger(__name__)


def settle_doubts(carrier: Carrier) -> dict[str, int]:
    """Looks for every doubtful message whose time to settle is over, once per channel; returns what became of them."""
    workspace_id, clock = carrier.workspace.id, carrier.transport_now()
    with carrier.sessions.write() as session:
        doubts.lapse(session, workspace_id, clock, carrier.budget.settle)
        is_paused = gates.is_workspace_paused(session, workspace_id)
        doubtful = {} if is_paused else doubts.by_channel(doubts.ready(session, workspace_id, clock))
    ends: dict[str, int] = {}
    for channel, together in doubtful.items():
        for end in _settle(carrier, channel, together):
            ends[end] = ends.get(end, 0) + 1
    return ends


def _settle(carrier: Carrier, channel: str, together: Sequence[Doubt]) -> list[str]:
    try:
        _pass_gate(carrier)
        failpoint("doubt.before_lookup")
        seen = _look(carrier, channel, together)
        failpoint("doubt.after_lookup")
    except GateShut:
        return []
    except (Unreadable, DestinationGone):
        seen = None
    except Refusal as error:
        _look_later(carrier, together, error)
        return []
    return [_conclude(carrier, doubt, seen if doubt.is_marked else None) for doubt in together]


def _pass_gate(carrier: Carrier) -> None:
    with carrier.sessions.write() as session:
        gates.add(session, carrier.workspace.id, gates.HISTORY)
        gates.pass_through(session, carrier.workspace.id, (gates.HISTORY,), carrier.transport_now())


def _look(carrier: Carrier, channel: str, together: Sequence[Doubt]) -> list[Seen]:
    """Our own messages in the window of all these doubts, oldest first: from their first attempt until now."""
    if carrier.workspace.bot_id is None:
        raise Unreadable("no_bot_id")
    oldest = min(doubt.first_attempt_at for doubt in together) - MARGIN
    settled = max(doubt.last_attempt_at for doubt in together) + carrier.budget.settle
    latest = max(settled, carrier.transport_now()) + MARGIN
    seen = carrier.slack.history(channel, oldest, latest)
    return sorted((each for each in seen if each.bot_id == carrier.workspace.bot_id), key=lambda each: each.ts)


def _conclude(carrier: Carrier, doubt: Doubt, seen: Sequence[Seen] | None) -> str:
    clock = carrier.transport_now()
    copies = [] if seen is None else [each for each in seen if markers.is_same(each.marker or "", doubt.marker)]
    with carrier.sessions.write() as session:
        if copies:
            doubts.found(session, doubt, copies[0].ts, carrier.now())
            end = "found"
        elif seen is not None:
            doubts.not_there(session, doubt, clock)
            end = "not_there"
        else:
            end = _without_sight(carrier, session, doubt, clock)
    LOG.info("doubt settled", outbox=doubt.id, end=end, copies=len(copies))
    for copy in copies[1:]:
        _mark_copy(carrier, doubt, copies[0], copy)
    return end


def _without_sight(carrier: Carrier, session: Session, doubt: Doubt, clock: datetime) -> str:
    """The bot can't look: alerts are repeated and say so, a digest waits for the admin, fun is let go after a day."""
    if doubt.lane == "alert" or doubt.was_asked:
        doubts.repeat(session, doubt, clock)
        return "repeated"
    if doubt.lane == "digest":
        doubts.ask(session, doubt, clock + carrier.budget.answer)
        notices.in_doubt(session, carrier.workspace.id, doubt, carrier.now())
        return "asked"
    give_up_at = doubt.first_attempt_at + carrier.budget.give_up
    if clock >= give_up_at:
        doubts.drop(session, doubt, NEVER_KNOWN)
        return "dropped"
    doubts.wait(session, doubt, give_up_at)
    return "unknown"


def _look_later(carrier: Carrier, together: Sequence[Doubt], refusal: Refusal) -> None:
    clock = carrier.transport_now()
    with carrier.sessions.write() as session:
        if isinstance(refusal, WorkspaceBlocked):
            gates.pause_workspace(session, carrier.workspace.id, refusal.code, clock)
        if isinstance(refusal, RateLimited):
            until = clock + min(timedelta(seconds=refusal.retry_after or 1), gates.LONGEST)
            gates.shut(session, carrier.workspace.id, (gates.HISTORY,), until)
        for doubt in together:
            doubts.wait(session, doubt, clock + LOOK_AGAIN)


def _mark_copy(carrier: Carrier, doubt: Doubt, first: Seen, copy: Seen) -> None:
    """A second copy that landed late says of itself that it is one."""
    link = f"https://slack.com/archives/{doubt.channel}/p{first.ts.replace('.', '')}"
    LOG.error("posted twice", outbox=doubt.id)
    try:
        carrier.slack.update(Letter(doubt.channel, f"Repeat of <{link}|the message above>."), copy.ts)
    except Refusal as error:
        LOG.warning("copy not marked", outbox=doubt.id, code=error.code)
