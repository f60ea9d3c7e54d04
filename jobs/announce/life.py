"""An agreement's life: its condition of cancellation holds, a buy-in was withdrawn, it has ended."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.announce.subjects import agreement_of, under
from messages import buy_in as buy_in_words
from messages import cancellation as words
from messages import ended as ended_words
from messages import leavers as leaver_words
from messages.blocks import Message
from sla.agreement import Agreement
from sla.cancellation import BUY_IN_WITHDRAWN, CancellationReview
from storage import buy_ins, cancellation_facts, cancellations, endings
from storage.outgoing import Cancelled, Outgoing

OVER = "That is not so any more."


def cancellation_review(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To a contact: the facts, the targets that they would bear, and three buttons, or what was decided."""
    review = cancellations.by_id(session, outgoing.workspace_id, int(outgoing.args["review"]))
    if review.choice is not None and not outgoing.is_edit and "decided" not in outgoing.args:
        return Cancelled(OVER)
    agreement = under(session, agreement_of(session, outgoing, now), review.terms_id)
    return words.review(told(session, agreement, review))


def told(session: Session, agreement: Agreement, review: CancellationReview) -> words.Told:
    """The review with its facts, under the terms that it came of."""
    missed = cancellations.missed_of(session, agreement, review)
    offered = cancellation_facts.offered(session, agreement, review)
    why = _why(session, agreement, review) if review.rule == BUY_IN_WITHDRAWN else ""
    return words.Told(agreement.terms, review, missed, list(offered.values()), why)


def ended(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """That the agreement has ended, unless it began anew since."""
    agreement, ending = agreement_of(session, outgoing, now), endings.of(session, outgoing.agreement_id)
    if ending is None:
        return Cancelled(OVER)
    return ended_words.ended(agreement.terms, agreement.terms_id, ending.at, ending.by, ending.reason)


def buy_in(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the other contacts: a party's buy-in was withdrawn, or given again."""
    found = buy_ins.by_id(session, outgoing.workspace_id, int(outgoing.args["buy_in"]))
    terms = agreement_of(session, outgoing, now).terms
    if found is None:
        return Cancelled(OVER)
    if outgoing.args["what"] == "given":
        return buy_in_words.given(terms, found.party, found.given_by or found.by)
    cancels = any(condition.when == BUY_IN_WITHDRAWN for condition in terms.cancellation)
    return buy_in_words.withdrawn(terms, found.party, found.by, found.reason, cancels=cancels)


def contact_left(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """To the other contacts and the admin: a party's contact is not in Slack any more."""
    user, party = str(outgoing.args["user"]), str(outgoing.args["party"])
    terms = agreement_of(session, outgoing, now).terms
    if not any(each.name == party for each in terms.contact_of(user)):
        return Cancelled(OVER)
    return leaver_words.contact_left(terms, user, party)


def _why(session: Session, agreement: Agreement, review: CancellationReview) -> str:
    theirs = [each for each in buy_ins.withdrawn(session, agreement.id) if each.party == review.party]
    return theirs[-1].reason if theirs else ""
