"""Contacts who have left Slack: the other contacts and the admin are told once what to do."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Status
from storage import agreements, owed_terms, people, readers
from storage.people import DirectoryPerson
from storage.saying import Said, distinct, say

KIND = "sla_contact_left"


def gone(session: Session, workspace_id: int, found: Iterable[DirectoryPerson]) -> list[str]:
    """Those whom the directory has as active and who are not any more; asked before they are remembered."""
    return [
        person.user_id
        for person in found
        if person.deactivated
        and (known := people.by_id(session, workspace_id, person.user_id)) is not None
        and not known.deactivated
    ]


def tell(session: Session, workspace_id: int, users: Iterable[str], now: datetime) -> int:
    """`sla_contact_left` to the other contacts and the admin of each agreement whose contact one of these is.

    Args: user, party.
    """
    alive = [each for each in agreements.all_of(session, workspace_id, now) if each.status is not Status.ENDED]
    return sum(
        _tell(session, agreement, user, party.name, now)
        for user in users
        for agreement in alive
        for party in agreement.terms.contact_of(user)
    )


def left(session: Session, agreement: Agreement, parties: Iterable[str]) -> list[str]:
    """Those of these parties whose contact is in Slack no more."""
    found = ((name, _contact(agreement, name)) for name in parties)
    return [name for name, user in found if user and _is_gone(session, agreement, user)]


def _contact(agreement: Agreement, party: str) -> str | None:
    return next((each.contact.user for each in agreement.terms.parties if each.name == party), None)


def _is_gone(session: Session, agreement: Agreement, user: str) -> bool:
    known = people.by_id(session, agreement.workspace_id, user)
    return known is not None and known.deactivated


def _tell(session: Session, agreement: Agreement, user: str, party: str, now: datetime) -> int:
    others = [each for each in owed_terms.contacts(session, agreement) if each != user]
    told = distinct([*others, readers.admin(session, agreement.workspace_id)])
    args: dict[str, int | str] = {"user": user, "party": party}
    said = {to: Said(KIND, f"contact:{user}:{party}", f"{now.isoformat()}:{to}", args) for to in told}
    return sum(say(session, agreement, to, each, now) for to, each in said.items())
