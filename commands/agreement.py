"""`/sla agreement`: the whole of it as a document, who signed; and the button *Sign*."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from commands import agreement_further, cancelling, place, set_up
from commands.door import Door, Pressed
from commands.gesture import Gesture
from commands.words import nothing_more
from messages import acts, bandwidth, proposal
from messages import agreement as words
from messages.agreement import Shown, Waiting
from messages.remarks import Said
from messages.terms_history import CLOSED
from sla.agreement import Agreement
from sla.difference import difference
from sla.errors import NoAgreement
from sla.permissions import Act, Subject, may
from sla.signing import Closed, signs_for
from storage import agreements, leavers, outbox, owed, proposals, signatures, workloads

KIND = "sla_proposal"
NEW = "new"


def say(gesture: Gesture, typed: str) -> None:
    """All six elements of the agreement, and a button for those who are to sign a proposal."""
    if typed.lower() == NEW:
        set_up.begin(gesture)
        return
    with gesture.sessions.read() as session:
        if not typed and not gesture.is_direct and not place.around(session, gesture):
            gesture.say(set_up.offered(session, gesture, place.nowhere(session, gesture)))
            return
        agreement, rest = place.one(session, gesture, typed)
        nothing_more(rest, "agreement")
        place.require(session, gesture, agreement, Act.SEE)
        pages = words.agreement(shown(session, gesture, agreement))
        pages = [place.marked(session, agreement, pages[0]), *pages[1:]]
    for page in pages:
        gesture.say(page)


def press(gesture: Gesture, pressed: Pressed) -> None:
    """*Sign*: the presser signs for the party, whose contact they must be."""
    terms_id, party = _parts(pressed.value)
    with gesture.sessions.write() as session:
        signing = agreements.sign(session, gesture.workspace.id, terms_id, party, gesture.user, gesture.now)
        version = agreements.version(session, gesture.workspace.id, terms_id)
        agreement = agreements.of_id(session, gesture.workspace.id, version.agreement_id, gesture.now)
        owed.signed(session, agreement, terms_id, party, gesture.now)
        if version.closed_as is Closed.AGREED:
            cancelling.end(session, gesture, agreement, version.source)
            agreement = agreements.of_id(session, gesture.workspace.id, agreement.id, gesture.now)
        outbox.edit(session, gesture.workspace.id, KIND, f"terms:{terms_id}")
        said = acts.signed(version.terms, party, signing.missing)
        again = words.agreement(shown(session, gesture, agreement), said)
    gesture.poke()
    if pressed.source:
        gesture.tell(said)
    else:
        gesture.say(again[0], replace=True)


def shown(session: Session, gesture: Gesture, agreement: Agreement) -> Shown:
    """The agreement as this person sees it."""
    version = agreements.version(session, gesture.workspace.id, agreement.terms_id)
    checked = workloads.of_terms(session, gesture.workspace.id, agreement.terms, gesture.now)
    return Shown(
        agreement,
        signatures.of_terms(session, agreement.terms_id),
        version.vouched,
        version.in_force_at,
        _waiting(session, gesture, agreement),
        checked=bandwidth.told(checked.load, checked.period) if checked else (),
        closed=CLOSED.get(version.closed_as, "") if version.closed_as and not version.in_force_at else "",
        further=agreement_further.choices(session, gesture, agreement),
    )


def _waiting(session: Session, gesture: Gesture, agreement: Agreement) -> Waiting | None:
    proposed = agreements.proposed(session, agreement.id)
    if proposed is None:
        return None
    signing = agreements.signing(session, proposed.id)
    changes: Sequence[str] = ()
    if proposed.id != agreement.terms_id and not proposed.ends:
        changes = difference(agreement.terms, proposed.terms)
    mine = [party for party in signs_for(proposed.terms, gesture.user) if party in signing.missing]
    people = (proposed.proposed_by,) if proposed.proposed_by else ()
    asks, about = place.actor(session, gesture, agreement), Subject(agreement.terms, people=people)
    return Waiting(
        proposed.id,
        changes,
        proposed.proposed_by,
        signing.signed,
        signing.missing,
        mine,
        remarks=[Said(each.by, each.at, each.said) for each in proposals.remarks(session, proposed.id)],
        may_withdraw=may(asks, Act.WITHDRAW, about),
        lapses_at=proposed.lapses_at,
        ending=proposed.source if proposed.ends else None,
        left=leavers.left(session, replace(agreement, terms=proposed.terms), signing.missing),
        is_readers=place.belongs(agreement, gesture.user) or any(proposed.terms.parties_of(gesture.user)),
    )


def _parts(value: str) -> tuple[int, str]:
    terms_id, _, party = value.partition(".")
    if not (terms_id.isdecimal() and len(terms_id) < 19 and party):
        raise NoAgreement("Those terms do not exist here.")
    return int(terms_id), party


DOORS = (
    Door("word", "agreement", say),
    Door("action", proposal.SIGN, press),
)
