"""What became of an attempt: written after the last byte, by whoever still holds the claim."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import CursorResult, Update, bindparam, case, func, null, or_, select, update
from sqlalchemy.orm import Session

from storage import obligations, people
from storage.base import table_of
from storage.claims import is_person
from storage.outbox_rows import OutboxRow, SendAttemptRow
from storage.outgoing import Claim, Ending, State

POSTED: Final = "posted"
DEGREES: Final = 2
"""How often a message is tried again in a plainer form: without blocks and chart, then without metadata too."""
_CODE_LENGTH: Final = 80

OUTBOX: Final = table_of(OutboxRow)
MESSAGE: Final = OUTBOX.c
ATTEMPTS: Final = table_of(SendAttemptRow)
ATTEMPT: Final = ATTEMPTS.c
ENDS: Final = ("ended_at", "phase", "outcome", "http_status", "slack_error", "retry_after")
ENDING: Final = (
    update(ATTEMPTS)
    .where(ATTEMPT.outbox_id == bindparam("this_id"), ATTEMPT.number == bindparam("fence"))
    .values({name: bindparam(f"new_{name}", type_=ATTEMPT[name].type) for name in ENDS})
)
WAS_DOUBTFUL: Final = or_(MESSAGE.resent_after_doubt, MESSAGE.is_repeat)
KEPT_IN_DOUBT: Final = case((WAS_DOUBTFUL, MESSAGE.first_attempt_at), else_=null())
MEMBERS_SENT: Final = (
    update(OUTBOX)
    .where(MESSAGE.bundle_id == bindparam("this_id"))
    .values({name: bindparam(f"new_{name}") for name in ("posted_to", "ts", "sent_at")} | {"state": State.SENT})
)


def heading(session: Session, claim: Claim, *, posted_to: str | None = None, file_id: str | None = None) -> bool:
    """Before the message is sent: the channel that it goes to, or the picture that it shows. Kept for the look-up."""
    values: dict[str, Any] = {name: value for name, value in (("posted_to", posted_to), ("file_id", file_id)) if value}
    to = claim.outgoing.to
    if posted_to and is_person(to):
        people.set_dm(session, claim.outgoing.workspace_id, to, posted_to)
    return _written(session, claim, **values)


def sent(
    session: Session, claim: Claim, ending: Ending, *, channel: str, ts: str, now: datetime, edit_at: datetime | None
) -> bool:
    """Slack has posted it: the obligation is met. False when somebody took the message over, and nothing changed."""
    done = ended(
        session, claim, ending, state=State.SENT, posted_to=channel, ts=ts, sent_at=now, reason=None, edit_at=edit_at
    )
    if done:
        settle_sent(session, claim.outgoing.id, channel, ts, now)
    return done


def settle_sent(session: Session, outbox_id: int, channel: str, ts: str | None, now: datetime) -> None:
    """A message is out: its obligation is met, and so are those of the members of a bundle, sent with it."""
    obligations.close(session, [outbox_id], obligations.MET)
    session.execute(MEMBERS_SENT, {"this_id": outbox_id, "new_posted_to": channel, "new_ts": ts, "new_sent_at": now})


def again(session: Session, claim: Claim, ending: Ending, *, retry_at: datetime, counts: bool = True) -> bool:
    """It was surely not posted, and is tried again at `retry_at` (transport's clock); `counts` as an attempt or not."""
    return ended(session, claim, ending, forgets=True, **_pending(claim, retry_at, counts))


def degrade(session: Session, claim: Claim, ending: Ending) -> bool:
    """Slack refuses what it says: it is sent again in a plainer form."""
    plainer = _pending(claim, ending.at, counts=True) | {"degraded": claim.degraded + 1}
    return ended(session, claim, ending, forgets=True, **plainer)


def dead(session: Session, claim: Claim, ending: Ending, reason: str) -> bool:
    """It is not tried again by itself; a person can send it again."""
    return ended(session, claim, ending, state=State.DEAD, reason=reason)


def doubtful(session: Session, claim: Claim, ending: Ending, settle: timedelta) -> bool:
    """Nobody knows whether it was posted: it is looked for once the lease and the time to settle are over."""
    return ended(session, claim, ending, state=State.DOUBT, retry_at=claim.lease_until + settle)


def cancelled(session: Session, claim: Claim, reason: str) -> None:
    """There is nothing to say any more; in the claim's own transaction, before anything was tried."""
    if _written(session, claim, state=State.CANCELLED, reason=reason, attempts=claim.attempts - 1):
        obligations.close(session, [claim.outgoing.id], obligations.CANCELLED, reason)


def unrendered(session: Session, claim: Claim, what: str, retry_at: datetime, tries: int) -> None:
    """It could not be put into words, and its claim was rolled back: it is tried again, or set aside as dead."""
    is_over = claim.attempts >= tries
    unclaimed = MESSAGE.id == claim.outgoing.id, MESSAGE.state == State.PENDING, MESSAGE.fence == claim.fence - 1
    session.execute(
        update(OUTBOX)
        .where(*unclaimed)
        .values(
            state=State.DEAD if is_over else State.PENDING,
            reason=f"It could not be put into words ({what})." if is_over else None,
            attempts=claim.attempts,
            retry_at=retry_at,
            error_class="render",
            error_code=what[:_CODE_LENGTH],
        )
    )


def endings(session: Session, claim: Claim, *, outcome: str | None = None, code: str | None = None) -> int:
    """How many attempts at this message ended so."""
    tried = [ATTEMPT.outbox_id == claim.outgoing.id]
    tried += [ATTEMPT.outcome == outcome] if outcome else []
    tried += [ATTEMPT.slack_error == code] if code else []
    return session.scalar(select(func.count()).select_from(ATTEMPTS).where(*tried)) or 0


def ended(session: Session, claim: Claim, ending: Ending, *, forgets: bool = False, **values: Any) -> bool:
    """Writes how the attempt ended, and the message's new values if the claim still holds; False when it does not.

    `forgets`: the instant of its first attempt goes, unless that attempt was in doubt.
    """
    code = ending.code and ending.code[:_CODE_LENGTH]
    ends = (ending.at, ending.phase, ending.outcome, ending.http_status, code, ending.retry_after)
    told = {f"new_{name}": value for name, value in zip(ENDS, ends, strict=True)}
    session.execute(ENDING, {"this_id": claim.outgoing.id, "fence": claim.fence, **told})
    is_good = ending.outcome == POSTED
    errors = {"error_class": None if is_good else ending.outcome, "error_code": None if is_good else code}
    return _written(session, claim, forgets=forgets, **values, **errors)


def _pending(claim: Claim, retry_at: datetime, counts: bool) -> dict[str, Any]:
    """A message that was surely not posted."""
    return {
        "state": State.PENDING,
        "retry_at": retry_at,
        "attempts": claim.attempts if counts else claim.attempts - 1,
    }


def _written(session: Session, claim: Claim, *, forgets: bool = False, **values: Any) -> bool:
    mine = {"this_id": claim.outgoing.id, "this_owner": claim.owner, "this_fence": claim.fence}
    given = {f"new_{name}": value for name, value in values.items()}
    written = session.execute(_writing(tuple(values), forgets), mine | given)
    return cast("CursorResult[Any]", written).rowcount == 1


@cache
def _writing(names: tuple[str, ...], forgets: bool) -> Update:
    """New values for these columns of a message while its claim holds."""
    mine = MESSAGE.id == bindparam("this_id"), MESSAGE.owner == bindparam("this_owner")
    holds = MESSAGE.fence == bindparam("this_fence"), MESSAGE.state == State.SENDING
    new: dict[str, Any] = {name: bindparam(f"new_{name}", type_=MESSAGE[name].type) for name in names}
    new |= {"first_attempt_at": KEPT_IN_DOUBT} if forgets else {}
    return update(OUTBOX).where(*mine, *holds).values(new)
