"""*History*: every version of an agreement's terms, with who signed it, when it held, and what it changed."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commands import agreement_further
from commands.door import Door, Pressed
from commands.gesture import Gesture
from messages import terms_history as words
from messages.agreement_menu import HISTORY
from messages.terms_history import Past
from sla.agreement import Agreement
from sla.difference import difference
from sla.signing import Closed
from storage import agreements, signatures
from storage.agreements import TermsVersion


def press(gesture: Gesture, pressed: Pressed) -> None:
    """Shows the presser the history; whoever may see the agreement may see what became of it."""
    agreement = agreement_further.chosen(gesture, pressed.value)
    with gesture.sessions.read() as session:
        versions = past(session, agreement)
    for page in words.history(agreement.title, versions):
        gesture.say(page)


def past(session: Session, agreement: Agreement) -> list[Past]:
    """Every version of the terms, oldest first."""
    versions = agreements.versions(session, agreement.id)
    given = signatures.of_versions(session, [version.id for version in versions])
    reigns = {reign.terms_id: reign for reign in agreements.reigns(session, agreement.id)}
    return [
        Past(
            version.number,
            version.proposed_by,
            version.proposed_at,
            given.get(version.id, ()),
            version.vouched,
            version.in_force_at,
            reigns[version.id].starts_at if version.id in reigns else None,
            reigns[version.id].ends_at if version.id in reigns else None,
            _never_held(version),
            _changes(versions[:number], version),
        )
        for number, version in enumerate(versions)
    ]


def _never_held(version: TermsVersion) -> str:
    """What became of terms, should they hold at no time."""
    if version.in_force_at is not None:
        return "agreed, and replaced before they began to hold."
    if version.superseded_at is None:
        return "proposed, waiting for signatures."
    return words.CLOSED[version.closed_as or Closed.SUPERSEDED]


def _changes(earlier: Sequence[TermsVersion], version: TermsVersion) -> list[str]:
    """What it changed in the terms that were in force, or else proposed last, when it was proposed."""
    agreed = [each for each in earlier if each.in_force_at and each.in_force_at <= version.proposed_at]
    base = (agreed or list(earlier))[-1:]
    return difference(base[0].terms, version.terms) if base else []


DOORS = (Door("action", HISTORY, press),)
