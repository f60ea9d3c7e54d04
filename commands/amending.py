"""How terms are proposed: on top of what waits for signatures already, and told to everybody who is to sign."""

from sqlalchemy.orm import Session

from commands import place
from commands.gesture import Gesture
from messages import proposal
from sla.agreement import Agreement, Terms
from sla.difference import difference
from sla.errors import AlreadyDone
from storage import agreements, outbox, owed

KIND = "sla_proposal"


def base(session: Session, agreement: Agreement) -> tuple[int, Terms]:
    """What is amended: the open proposal if there is one, so that nothing in it is lost; else what holds."""
    waiting = agreements.proposed(session, agreement.id)
    return (waiting.id, waiting.terms) if waiting else (agreement.terms_id, agreement.terms)


def taken_in(session: Session, agreement: Agreement, user: str) -> list[str]:
    """That somebody else's proposal waits, whose place new terms take, and what it changes, which they keep."""
    waiting = agreements.proposed(session, agreement.id)
    if waiting is None or waiting.ends or waiting.proposed_by == user:
        return []
    changes = [] if waiting.id == agreement.terms_id else difference(agreement.terms, waiting.terms)
    return [proposal.taken_in(waiting.proposed_by, changes)]


def propose_end(session: Session, gesture: Gesture, agreement: Agreement, reason: str) -> int:
    """It is proposed that the agreement ends, for that reason; an open proposal of new terms is refused, not lost."""
    waiting = agreements.proposed(session, agreement.id)
    if waiting is not None:
        raise AlreadyDone("Another proposal waits for signatures; withdraw that first, in `/sla agreement`.")
    terms, base_id = agreement.terms, agreement.terms_id
    return propose(session, gesture, agreement, base_id, terms, source=reason, ends=True)


def propose(
    session: Session,
    gesture: Gesture,
    agreement: Agreement,
    base_id: int,
    terms: Terms,
    *,
    source: str,
    ends: bool = False,
) -> int:
    """The terms wait for signatures in place of the proposal that they stand on; returns their id."""
    place.refuse_ended(agreement)
    saved = agreements.save_new(
        session,
        gesture.workspace.id,
        terms,
        source=source,
        channel=agreement.channel,
        now=gesture.now,
        by=gesture.user,
        vouched=False,
        standing_on=base_id,
        ends=ends,
    )
    outbox.edit(session, gesture.workspace.id, KIND, f"terms:{base_id}")
    owed.proposal(session, agreement, saved.id, gesture.now)
    return saved.id
