"""A lead that is open already, and a tier that was written as if it were part of the name."""

from typing import Final

from sqlalchemy.orm import Session

from commands import words
from commands.door import WrongFields
from commands.gesture import Gesture
from messages.acts import titled
from messages.blocks import Message, actions, section
from messages.elements import button
from messages.refusals import CHOOSE
from messages.text import Untrusted
from sla.agreement import Agreement, Terms
from sla.lead import NewLead
from storage import leads, people
from storage.sentences import who

TWICE: Final = "twice"
LONGEST: Final = 1800


def is_meant(typed: str) -> bool:
    """Whether it was said that this is another lead than the one that is open."""
    return bool(words.take_options(typed, [TWICE])[0])


def of(session: Session, gesture: Gesture, agreement: Agreement, new: NewLead, typed: str) -> Message | None:
    """Where the same name at the same company is open already: that, and the button to hand off all the same."""
    known = leads.alike(session, gesture.workspace.id, agreement.id, new.name, new.company)
    if known is None or new.external_id or len(typed) > LONGEST:
        return None
    said = f":eyes: {titled(known)} is open already, with {who(known.rep)}. Is this somebody else?"
    follows = "Press the button to hand this one off as well."
    row = actions(button("Hand off all the same", f"{CHOOSE}:0", f"lead {agreement.slug} {typed} {TWICE}:yes"))
    return Message(f"{said} {follows}", (section(said), row))


def refuse(session: Session, gesture: Gesture, agreement: Agreement, new: NewLead) -> None:
    """Raises WrongFields in a form where the same name at the same company is open already."""
    known = leads.alike(session, gesture.workspace.id, agreement.id, new.name, new.company)
    if known is not None:
        rep = people.name(session, gesture.workspace.id, known.rep) if known.rep else "nobody yet"
        how = "If this is somebody else, write what tells them apart into the name or company."
        raise WrongFields({"name": f"{known.short_id} of this name and company is open already, with {rep}. {how}"})


def hint(terms: Terms, new: NewLead) -> str:
    """That the last word is the name of a tier, where no tier was given; else nothing."""
    said = f"{new.name} {new.company or ''}".split()
    meant = next((tier.name for tier in terms.tiers if said and tier.name.casefold() == said[-1].casefold()), None)
    if new.tier or meant is None:
        return ""
    tier = Untrusted(meant).mrkdwn()
    return f" “{tier}” is read as part of the name; write tier:{tier} to hand it off as that tier."
