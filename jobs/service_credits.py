"""Service credits: given for what was missed, told in the channel, and recorded where the cap leaves nothing."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from jobs.telling import LIFE
from sla.agreement import Agreement, Rule
from sla.consequences import rule_key
from sla.credit import NewCredit, ServiceCredit
from sla.other_side import other_side
from storage import owed_outcomes, service_credits

CAPPED: Final = "The rule has given all that its cap allows in this period."


def give_credit(
    session: Session,
    agreement: Agreement,
    rule: Rule,
    new: NewCredit,
    now: datetime,
    *,
    not_before: datetime | None = None,
) -> ServiceCredit | None:
    """Gives what the rule says, once for its cause, to whom the promise was made; owes the channel the message."""
    receiver = new.receiver or _other(agreement, new.payer)
    if rule.credit is None or receiver is None:
        return None
    given = service_credits.give(session, agreement, new, receiver, key=rule_key(rule), credit=rule.credit)
    if given.is_capped:
        owed_outcomes.capped(session, agreement, ":".join(new.cause), now, CAPPED)
    if given.credit is not None:
        expires_at = (not_before or now) + LIFE
        owed_outcomes.service_credit(
            session, agreement, given.credit, now, not_before=not_before, expires_at=expires_at
        )
    return given.credit


def _other(agreement: Agreement, party: str) -> str | None:
    found = other_side(agreement.terms, party)
    return found.name if found else None
