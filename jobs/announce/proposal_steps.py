"""What contacts are told about a proposal on its way, as it stands when it is said."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.announce.subjects import agreement_of
from messages import proposal_steps as words
from messages.blocks import Message
from messages.remarks import Said
from sla.signing import signs_for
from storage import agreements, proposals, signatures
from storage.agreements import TermsVersion
from storage.outgoing import Cancelled, Outgoing
from storage.proposals import Remark

OVER = "The proposal does not wait any more."


def proposal_step(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
    """A remark, a reminder, that it was withdrawn or that it lapsed; a reminder only while it waits."""
    proposed = agreements.version(session, outgoing.workspace_id, int(outgoing.args["terms"]))
    step = outgoing.args["step"]
    if step == "remark":
        return words.remark(proposed.terms, proposed.id, _said(session, proposed, int(outgoing.args["remark"])))
    if step == "withdrawn":
        return words.withdrawn(proposed.terms, proposed.id, proposed.closed_by, proposed.closed_reason or "")
    if step == "lapsed":
        is_first = agreement_of(session, outgoing, now).terms_id == proposed.id
        missing = agreements.signing(session, proposed.id).missing
        return words.lapsed(proposed.terms, proposed.id, missing, is_first=is_first)
    return _reminder(session, outgoing, proposed)


def said(remarks: list[Remark]) -> list[Said]:
    """The remarks as they are shown."""
    return [Said(remark.by, remark.at, remark.said) for remark in remarks]


def _said(session: Session, proposed: TermsVersion, remark_id: int) -> Said:
    found = said([each for each in proposals.remarks(session, proposed.id) if each.id == remark_id])
    return found[0]


def _reminder(session: Session, outgoing: Outgoing, proposed: TermsVersion) -> Message | Cancelled:
    given = {signature.party for signature in signatures.of_terms(session, proposed.id)}
    unsigned = [party for party in signs_for(proposed.terms, outgoing.to) if party not in given]
    if not proposed.is_open or not unsigned or proposed.lapses_at is None:
        return Cancelled(OVER)
    return words.reminder(proposed.terms, proposed.id, unsigned, proposed.proposed_by, proposed.lapses_at)
