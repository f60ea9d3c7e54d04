"""Due process: a strike is contested, judged, excused, mended or outlived; each step once, on record, never one's own.

Who may is asked before, at the door. Each function locks the agreement's book and reads the strike afresh, so that of
two people at once the second one is told what the first did.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.errors import AlreadyDone
from sla.strike import Excuse, Step, StepKind, Strike, StrikeState
from sla.strike_life import due_after_contest
from storage import agreements, audit, outcomes, strike_steps
from storage.ledger import open_book
from storage.outcomes import BOT
from storage.sentences import when, who


def contest(session: Session, workspace_id: int, strike: Strike, *, reason: str, by: str, now: datetime) -> Strike:
    """The strike is contested, and waits for the other party's contact; raises AlreadyDone.

    It can be contested once, while it stands; its diagnosis is not asked for until somebody has judged.
    """
    fresh = _standing(session, workspace_id, strike)
    return _taken(session, workspace_id, fresh, StepKind.CONTEST, by=by, now=now, reason=reason)


def uphold(session: Session, workspace_id: int, strike: Strike, *, reason: str, by: str, now: datetime) -> Strike:
    """The contested strike stands, and its diagnosis is due as much later as the contest took; raises AlreadyDone."""
    fresh = _contested(session, workspace_id, strike)
    due_at = due_after_contest(_terms(session, fresh).hours, fresh, now)
    strike_steps.ask_by(session, workspace_id, fresh.id, due_at)
    return _taken(session, workspace_id, fresh, StepKind.UPHOLD, by=by, now=now, reason=reason)


def withdraw(session: Session, workspace_id: int, strike: Strike, *, reason: str, by: str, now: datetime) -> Strike:
    """Whoever judged the contested strike takes it back; raises AlreadyDone."""
    fresh = _contested(session, workspace_id, strike)
    return _ended(session, workspace_id, fresh, StepKind.WITHDRAW, by=by, now=now, reason=reason)


def excuse(
    session: Session, workspace_id: int, strike: Strike, *, why: Excuse, reason: str, by: str, now: datetime
) -> Strike:
    """The strike does not count, for a reason that lay outside the promise; raises AlreadyDone."""
    fresh = _standing(session, workspace_id, strike)
    return _ended(session, workspace_id, fresh, StepKind.EXCUSE, by=by, now=now, reason=reason, excuse=why)


def decay(session: Session, workspace_id: int, strike: Strike, now: datetime) -> bool:
    """The strike has outlived its rule's time, and stops counting; False when it had ended already."""
    if not strike_steps.end(session, workspace_id, strike, StepKind.DECAY, by=BOT, at=now):
        return False
    _on_record(session, workspace_id, strike, StepKind.DECAY, by=BOT, now=now)
    return True


def mend(session: Session, workspace_id: int, strike: Strike, *, is_done: bool, by: str, now: datetime) -> Strike:
    """What became of the remedy, said once by whom the strike names; raises AlreadyDone."""
    fresh = _standing(session, workspace_id, strike)
    said = next((step for step in fresh.steps if step.kind in (StepKind.MEND, StepKind.NOT_MENDED)), None)
    if fresh.diagnosis is None:
        raise AlreadyDone(f"{fresh.short_id} has no diagnosis yet; write it first, with what mends it.")
    if said is not None:
        raise AlreadyDone(f"What became of {fresh.short_id}'s remedy was said already, {_by(session, fresh, said)}.")
    kind = StepKind.MEND if is_done else StepKind.NOT_MENDED
    return _taken(session, workspace_id, fresh, kind, by=by, now=now)


def _standing(session: Session, workspace_id: int, strike: Strike) -> Strike:
    """The strike as it is now, while nobody else writes about it; raises AlreadyDone when it has ended."""
    open_book(session, strike.agreement_id)
    fresh = outcomes.by_id(session, workspace_id, strike.id)
    if fresh.ending is not None:
        raise AlreadyDone(f"{fresh.short_id} is {fresh.state} already, {_by(session, fresh, fresh.ending)}.")
    return fresh


def _contested(session: Session, workspace_id: int, strike: Strike) -> Strike:
    fresh = _standing(session, workspace_id, strike)
    upheld = fresh.step(StepKind.UPHOLD)
    if upheld is not None:
        raise AlreadyDone(f"{fresh.short_id} is upheld already, {_by(session, fresh, upheld)}.")
    if fresh.state is not StrikeState.CONTESTED:
        raise AlreadyDone(f"Nobody contests {fresh.short_id}; it can be excused from `/sla strikes`.")
    return fresh


def _taken(
    session: Session, workspace_id: int, strike: Strike, kind: StepKind, *, by: str, now: datetime, reason: str = ""
) -> Strike:
    if not strike_steps.take(session, workspace_id, strike, kind, by=by, at=now, reason=reason or None):
        step = strike.step(kind)
        how = f", {_by(session, strike, step)}" if step else ""
        raise AlreadyDone(f"That was done about {strike.short_id} already{how}.")
    _on_record(session, workspace_id, strike, kind, by=by, now=now, reason=reason or None)
    fresh = outcomes.by_id(session, workspace_id, strike.id)
    outcomes.set_call(session, workspace_id, fresh, now)
    return fresh


def _ended(
    session: Session,
    workspace_id: int,
    strike: Strike,
    kind: StepKind,
    *,
    by: str,
    now: datetime,
    reason: str,
    excuse: Excuse | None = None,
) -> Strike:
    strike_steps.end(session, workspace_id, strike, kind, by=by, at=now, reason=reason, excuse=excuse)
    _on_record(session, workspace_id, strike, kind, by=by, now=now, reason=reason, after=excuse)
    return outcomes.by_id(session, workspace_id, strike.id)


def _by(session: Session, strike: Strike, step: Step) -> str:
    """By whom and when a step was taken, for a sentence."""
    return f"by {who(step.by)} at {when(step.at, _terms(session, strike).hours.zone)}"


def _terms(session: Session, strike: Strike) -> Terms:
    return agreements.terms(session, strike.terms_id)


def _on_record(
    session: Session,
    workspace_id: int,
    strike: Strike,
    kind: StepKind,
    *,
    by: str,
    now: datetime,
    reason: str | None = None,
    after: str | None = None,
) -> None:
    audit.record(
        session,
        workspace_id,
        strike.agreement_id,
        at=now,
        actor=by,
        act=f"{kind}_strike",
        subject=strike.short_id,
        before=strike.state,
        after=after,
        reason=reason,
    )
