"""Who reads a message: a rep, a party's contact, the admin, by their Slack id."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from sla.agreement import Agreement, Party, Person
from sla.errors import SlaError
from storage import leaves, people
from storage.people import DirectoryPerson
from storage.workspaces import WorkspaceRow

LOOKED_UP: Final = "people looked up"


def rep(session: Session, agreement: Agreement, key: str | None) -> str | None:
    """The rep of this key, else the contact of the party that follows up."""
    found = known(session, agreement, Person(key, key)) if key else None
    return found or known(session, agreement, agreement.terms.receiver.contact)


def awake_rep(session: Session, agreement: Agreement, key: str | None, now: datetime) -> str | None:
    """The rep of this key, as `rep` has them; while they are away the contact, who is told in their place."""
    if key and leaves.leave_at(session, agreement.workspace_id, key, now) is not None:
        return rep(session, agreement, None)
    return rep(session, agreement, key)


def contact(session: Session, agreement: Agreement, party: str) -> str | None:
    """The contact of the party of this name."""
    try:
        return known(session, agreement, agreement.terms.party(party).contact)
    except SlaError:
        return None


def first_contact(session: Session, agreement: Agreement, apart_from: str | None = None) -> str | None:
    """Who is told where a channel or person refuses: the contact of the party that follows up, else another's."""
    contacts = (known(session, agreement, party.contact) for party in _receiver_first(agreement))
    return next((found for found in contacts if found and found != apart_from), None)


def admin(session: Session, workspace_id: int) -> str | None:
    """Who is told what concerns the workspace."""
    return session.scalars(select(WorkspaceRow.admin).where(WorkspaceRow.id == workspace_id)).first()


def known(session: Session, agreement: Agreement, person: Person) -> str | None:
    """The person's Slack id if they can be told there: in the directory and active, or named in the terms."""
    if person.user is None:
        return None
    found = _in_directory(session, agreement.workspace_id, person.user)
    if found is not None:
        return None if found.deactivated else found.user_id
    return person.user if any(party.has(person.user) for party in agreement.terms.parties) else None


def _in_directory(session: Session, workspace_id: int, user: str) -> DirectoryPerson | None:
    """The person as the directory has them; looked up once in a transaction, as one alert asks for the same few."""
    looked_up: dict[tuple[int, str], DirectoryPerson | None] = session.info.setdefault(LOOKED_UP, {})
    key = workspace_id, user
    if key not in looked_up:
        looked_up[key] = people.by_id(session, workspace_id, user)
    return looked_up[key]


def _receiver_first(agreement: Agreement) -> tuple[Party, ...]:
    terms = agreement.terms
    if not terms.has_leads:
        return terms.parties
    return (terms.receiver, *(party for party in terms.parties if party != terms.receiver))
