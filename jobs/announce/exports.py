"""An exported agreement, written down when it is sent: as a file that loads again, or as a document to print."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.announce.subjects import agreement_of
from jobs.carrier import Template
from messages import bandwidth
from messages import export as words
from messages.agreement_state import Shown
from messages.blocks import Message
from messages.paper import Paper
from messages.paper_words import paper
from sla.agreement import Agreement, Person, Terms
from storage import agreements, people, signatures, workloads
from storage.outgoing import Cancelled, Outgoing

GONE: Final = "Files are written by a bot that has the code for it."


def export_by(yaml: Callable[[Terms], str]) -> Template:
    """The template; `yaml` writes terms as a file."""

    def export(session: Session, outgoing: Outgoing, now: datetime) -> Message | Cancelled:
        agreement, form = agreement_of(session, outgoing, now), str(outgoing.args["form"])
        if form == words.PDF:
            return words.file(agreement, form, printed(session, agreement, now))
        return words.file(agreement, form, yaml(agreement.terms).encode())

    return export


def export(_session: Session, _outgoing: Outgoing, _now: datetime) -> Message | Cancelled:
    """Where nobody handed in what writes files."""
    return Cancelled(GONE)


def printed(session: Session, agreement: Agreement, now: datetime) -> Paper:
    """The agreement as a document to print."""
    version = agreements.version(session, agreement.workspace_id, agreement.terms_id)
    given = signatures.of_terms(session, agreement.terms_id)
    shown = Shown(agreement, given, version.vouched, version.in_force_at)
    checked = workloads.of_terms(session, agreement.workspace_id, agreement.terms, now)
    said = bandwidth.plain(checked.load, checked.period) if checked else []
    keys = {*(person.key for person in _named(agreement.terms)), *(each.by for each in given)}
    return paper(shown, people.names(session, agreement.workspace_id, keys), said, now)


def _named(terms: Terms) -> Iterator[Person]:
    """Everybody whom the terms name."""
    for party in terms.parties:
        yield from party.people
    for duty in terms.duties:
        yield from filter(None, (duty.owner, duty.confirm_to))
