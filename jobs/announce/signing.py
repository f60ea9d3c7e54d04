"""Terms on their way into force: proposed to each contact, and signed."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.announce.proposal_steps import said as remarked
from jobs.announce.subjects import agreement_of
from messages import bandwidth, mrkdwn
from messages import proposal as words
from messages.blocks import Message
from sla.agreement import Agreement
from sla.difference import difference
from sla.permissions import Act, Actor, Subject, may
from sla.signing import Closed, signs_for
from storage import agreements, doers, proposals, review_decisions, workloads
from storage.agreements import TermsVersion
from storage.outgoing import Cancelled, Outgoing

IN_FORCE: Final = "these terms are in force."
REPLACED: Final = "a newer proposal took the place of these terms."
SIGNED: Final = "you have signed; other parties are still to sign."


def proposal(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To a party's contact; nothing once the terms are in force, replaced, or signed by the reader."""
    proposed = agreements.version(session, outgoing.workspace_id, int(outgoing.args["terms"]))
    unsigned = _unsigned(session, proposed, outgoing.to)
    settled = _settled(proposed)
    if settled and outgoing.is_edit:
        return words.settled(proposed.terms, proposed.id, settled)
    if settled or not (unsigned or outgoing.is_edit):
        return Cancelled((settled or SIGNED).capitalize())
    agreement = agreement_of(session, outgoing, now)
    changes = _changes(agreement, proposed)
    checked = workloads.of_terms(session, outgoing.workspace_id, proposed.terms, now)
    said = bandwidth.told(checked.load, checked.period) if checked and not proposed.ends else []
    return words.proposal(
        proposed.terms,
        proposed.id,
        unsigned,
        changes,
        by=proposed.proposed_by,
        why=review_decisions.reasons(session, proposed.id),
        checked=said,
        said_of_it=remarked(proposals.remarks(session, proposed.id)),
        may_withdraw=withdraws(outgoing.to, agreement, proposed),
        lapses_at=proposed.lapses_at,
        ending=proposed.source if proposed.ends else None,
    )


def signed(session: Session, outgoing: Outgoing, _now: datetime) -> Message | Cancelled:
    """To the channel: who signed, and who is still to."""
    terms = agreements.version(session, outgoing.workspace_id, int(outgoing.args["terms"]))
    party = str(outgoing.args["party"])
    by = doers.signed_by(session, terms.id).get(party)
    missing = () if terms.in_force_at else agreements.signing(session, terms.id).missing
    return words.signed(terms.terms, terms.id, party, by, missing, ends=terms.ends)


def withdraws(user: str, agreement: Agreement, proposed: TermsVersion) -> bool:
    """Whether this person is offered to withdraw the proposal."""
    people = (proposed.proposed_by,) if proposed.proposed_by else ()
    return may(Actor(user), Act.WITHDRAW, Subject(agreement.terms, people=people))


def _settled(proposed: TermsVersion) -> str | None:
    if proposed.in_force_at is not None:
        return IN_FORCE
    who = mrkdwn.user(proposed.closed_by or "the operator")
    closed: dict[Closed | None, str] = {
        Closed.WITHDRAWN: f"{who} withdrew this proposal. What holds stays.",
        Closed.LAPSED: "this proposal lapsed, as not every party had signed in time.",
        Closed.AGREED: "every party has signed: the agreement ends.",
        Closed.ENDED: "the agreement has ended, so there is nothing to sign any more.",
    }
    return closed.get(proposed.closed_as, REPLACED) if proposed.superseded_at is not None else None


def _unsigned(session: Session, proposed: TermsVersion, reader: str) -> list[str]:
    """The parties for which the reader is still to sign."""
    given = doers.signed_by(session, proposed.id)
    return [party for party in signs_for(proposed.terms, reader) if party not in given]


def _changes(agreement: Agreement, proposed: TermsVersion) -> list[str]:
    """What changes from the terms in force; nothing to compare with when these are the first."""
    is_first = agreement.terms_id == proposed.id or proposed.ends
    return [] if is_first else difference(agreement.terms, proposed.terms)
