"""How a strike reaches those who answer for it: who they are, until when they are asked, and that they are told."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Person, Rule, Terms
from sla.strike import Strike
from storage import owed, readers

LIFE: Final = timedelta(hours=72)


def tell(
    session: Session, agreement: Agreement, strike: Strike, now: datetime, *, not_before: datetime | None = None
) -> None:
    """Owes the strike to those who answer for it, in private."""
    owed.strike(
        session,
        agreement,
        strike.id,
        accountable=strike.people,
        party=strike.party,
        now=now,
        not_before=not_before,
        expires_at=(not_before or now) + LIFE,
    )


def answers(session: Session, agreement: Agreement, party: str, person: str | None = None) -> tuple[str, ...]:
    """Who writes the diagnosis: the person if Slack knows them, else the party's contact."""
    found = readers.known(session, agreement, Person(person, person)) if person else None
    contact = agreement.terms.party(party).contact.key
    return (found or readers.contact(session, agreement, party) or contact,)


def diagnosis_due(terms: Terms, rule: Rule, told_at: datetime) -> datetime | None:
    """Until when the diagnosis is asked for (UTC), counted in business time; None when the rule asks for no date."""
    return None if rule.diagnosis_within is None else terms.hours.due(told_at, rule.diagnosis_within)
