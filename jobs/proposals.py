"""Proposals that wait for signatures: one reminder half-way, and at the end they lapse."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.sweeping import sweep_each
from sla.signing import signs_for
from storage import agreements, cancellations, outbox, owed_terms, proposals, signatures
from storage.agreements import TermsVersion
from storage.engine import Sessions
from storage.workspaces import Workspace

KIND = "sla_proposal"


def sweep(sessions: Sessions, now: datetime) -> int:
    """Reminds of, or lapses, each proposal for which that is due by `now`; returns how many."""

    def due(session: Session, place: Workspace, limit: int) -> list[int]:
        return proposals.due(session, place.id, now, limit)

    def act(session: Session, place: Workspace, terms_id: int) -> int:
        return _act(session, place, terms_id, now)

    return sweep_each(sessions, "proposals", due, act)


def _act(session: Session, place: Workspace, terms_id: int, now: datetime) -> int:
    since = proposals.step_at(session, terms_id)
    if since is None or since > now:
        return 0
    proposed = agreements.version(session, place.id, terms_id)
    is_over = proposed.lapses_at is None or proposed.lapses_at <= now
    if not proposals.move_step(session, terms_id, since, None if is_over else proposed.lapses_at):
        return 0
    if not proposed.is_open:
        return 0
    return _lapse(session, place, proposed, now) if is_over else _remind(session, place, proposed, now)


def _remind(session: Session, place: Workspace, proposed: TermsVersion, now: datetime) -> int:
    agreement = agreements.of_id(session, place.id, proposed.agreement_id, now)
    given = {signature.party for signature in signatures.of_terms(session, proposed.id)}
    told = [
        contact
        for contact in owed_terms.contacts(session, agreement, proposed.terms)
        if set(signs_for(proposed.terms, contact)) - given
    ]
    return owed_terms.step(session, agreement, proposed.id, "reminder", told=told, now=now)


def _lapse(session: Session, place: Workspace, proposed: TermsVersion, now: datetime) -> int:
    agreement = agreements.of_id(session, place.id, proposed.agreement_id, now)
    proposals.lapse(session, place.id, proposed.id, now)
    told = owed_terms.contacts(session, agreement, proposed.terms)
    for review_id in cancellations.reopen(session, proposed.id):
        outbox.edit(session, place.id, "sla_cancellation_review", owed_terms.about_review(review_id))
    owed_terms.step(session, agreement, proposed.id, "lapsed", told=told, now=now)
    outbox.edit(session, place.id, KIND, owed_terms.about(proposed.id))
    return 1
