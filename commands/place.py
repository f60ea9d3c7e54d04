"""Where a gesture was made, and so what it is about: the agreements of a channel, the leads that a person may name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from commands.errors import NotInForce, SeveralAgreements
from commands.gesture import Gesture
from commands.words import first
from messages import ended
from messages.blocks import Message
from sla.agreement import Agreement, Status
from sla.errors import NoAgreement, NoHandOff, NoSuchLead, NotAllowed
from sla.lead import Lead
from sla.permissions import Act, Actor, Subject, may, refusal
from storage import agreements, endings, leads, people

Suits = Callable[[Agreement], bool]


def everything(_agreement: Agreement) -> bool:
    """Any agreement suits."""
    return True


def hands_leads(agreement: Agreement) -> bool:
    """Whether leads are handed off under it."""
    return agreement.terms.has_leads


def one(session: Session, gesture: Gesture, words: str, suits: Suits = everything) -> tuple[Agreement, str]:
    """The agreement that the words are about, and the words after its slug, where they begin with one.

    Without a slug it is the one that lives here and suits. Raises NoAgreement, NotAllowed, SeveralAgreements, and
    NoHandOff where none that lives here suits.
    """
    named, rest = _named(session, gesture, words)
    if named is not None:
        return named, rest
    here = around(session, gesture)
    fitting = [agreement for agreement in here if suits(agreement)] or here
    if len(fitting) > 1:
        raise SeveralAgreements([(agreement.slug, agreement.title) for agreement in fitting])
    if not fitting:
        raise NoAgreement(nowhere(session, gesture))
    if not suits(fitting[0]):
        raise NoHandOff
    return fitting[0], words.strip()


def several(session: Session, gesture: Gesture, words: str, suits: Suits = everything) -> tuple[list[Agreement], str]:
    """The agreement named first in the words, or else all that live here and suit; and the rest of the words."""
    named, rest = _named(session, gesture, words)
    if named is not None:
        return [named], rest
    here = around(session, gesture)
    if not here:
        raise NoAgreement(nowhere(session, gesture))
    fitting = [agreement for agreement in here if suits(agreement)]
    if not fitting:
        raise NoHandOff
    return fitting, words.strip()


def around(session: Session, gesture: Gesture) -> list[Agreement]:
    """The agreements of this channel; in a direct message, those that the person is part of.

    Ended ones only where there are no others.
    """
    alive = (
        mine(session, gesture)
        if gesture.is_direct
        else agreements.in_channel(session, gesture.workspace.id, gesture.channel or "", gesture.now)
    )
    return alive or _ended(session, gesture)


def _ended(session: Session, gesture: Gesture) -> list[Agreement]:
    known = agreements.all_of(session, gesture.workspace.id, gesture.now)
    over = [each for each in known if each.status is Status.ENDED]
    if gesture.is_direct:
        return [each for each in over if belongs(each, gesture.user)]
    return [each for each in over if each.channel == gesture.channel is not None]


def mine(session: Session, gesture: Gesture) -> list[Agreement]:
    """The agreements that have not ended and that the person is part of."""
    known = agreements.all_of(session, gesture.workspace.id, gesture.now)
    return [one for one in known if one.status is not Status.ENDED and belongs(one, gesture.user)]


def belongs(agreement: Agreement, user: str) -> bool:
    """Whether the person is a contact or member of one of its parties."""
    return any(True for _ in agreement.terms.parties_of(user))


def lead(session: Session, gesture: Gesture, written: str) -> Lead:
    """The lead meant, among those of the agreements here and of those that the person is part of.

    Those of ended agreements come last. Raises NoSuchLead and WhichLead.
    """
    everywhere = agreements.all_of(session, gesture.workspace.id, gesture.now)
    known = [one for one in everywhere if _may_name(one, gesture)]
    alive, over = (sorted(one.id for one in known if (one.status is Status.ENDED) is ends) for ends in (False, True))
    try:
        return leads.find(session, gesture.workspace.id, written, alive)
    except NoSuchLead:
        if not over:
            raise
    return leads.find(session, gesture.workspace.id, written, over)


def _may_name(agreement: Agreement, gesture: Gesture) -> bool:
    is_here = not gesture.is_direct and agreement.channel == gesture.channel
    return is_here or belongs(agreement, gesture.user)


def of_lead(session: Session, gesture: Gesture, lead: Lead) -> Agreement:
    """The lead's agreement with the terms that hold now, as read for the lead or for the customer.

    Where these hand no customer on any more, a customer's are those it was handed off under.
    """
    found = agreements.of_id(session, gesture.workspace.id, lead.agreement_id, gesture.now)
    if lead.what == "lead" or found.terms.hands_customers:
        return found.of(lead.what)
    return replace(found, terms=agreements.of_lead(session, lead), terms_id=lead.terms_id)


def actor(session: Session, gesture: Gesture, agreement: Agreement) -> Actor:
    """Who asks, as seen from this agreement."""
    return gesture.actor(
        agreement.channel, belongs=belongs(agreement, gesture.user), is_admin=is_admin(session, gesture)
    )


def is_admin(session: Session, gesture: Gesture) -> bool:
    """Whether the person is an admin of the workspace, or the one whom notices go to."""
    found = people.by_id(session, gesture.workspace.id, gesture.user)
    return gesture.user == gesture.workspace.admin or (found is not None and found.is_admin)


def require(session: Session, gesture: Gesture, agreement: Agreement, act: Act, subject: Subject | None = None) -> None:
    """Raises NotAllowed, with the sentence that says who may, unless the person may do this."""
    about = subject or Subject(agreement.terms)
    is_there = gesture.actor(agreement.channel, belongs=belongs(agreement, gesture.user))
    if not may(is_there, act, about) and not may(actor(session, gesture, agreement), act, about):
        raise NotAllowed(refusal(act, about))


def require_in_force(agreement: Agreement) -> None:
    """Raises NotInForce for an agreement that is only proposed, or has ended."""
    refuse_ended(agreement)
    if agreement.status is Status.PROPOSED:
        raise NotInForce(f"{agreement.slug} is not in force yet; `/sla agreement` shows who is still to sign.")


def refuse_ended(agreement: Agreement) -> None:
    """Raises NotInForce for an agreement that has ended."""
    if agreement.status is Status.ENDED:
        raise NotInForce(
            f"{agreement.slug} has ended; nothing more is recorded. `/sla agreement {agreement.slug}` shows it."
        )


def marked(session: Session, agreement: Agreement, message: Message) -> Message:
    """The message, under a line that says when the agreement ended, where it has."""
    ending = endings.of(session, agreement.id) if agreement.status is Status.ENDED else None
    return message.opening_with(ended.line(ending.at, ending.by)) if ending else message


def as_of(session: Session, agreement: Agreement, now: datetime) -> datetime:
    """The instant by which it is judged: now, or its end."""
    ending = endings.of(session, agreement.id) if agreement.status is Status.ENDED else None
    return ending.at if ending else now


def _named(session: Session, gesture: Gesture, words: str) -> tuple[Agreement | None, str]:
    slug, rest = first(words)
    if not slug or agreements.known(session, gesture.workspace.id, slug) is None:
        return None, words
    found = agreements.by_slug(session, gesture.workspace.id, slug, gesture.now)
    require(session, gesture, found, Act.SEE)
    return found, rest


def nowhere(session: Session, gesture: Gesture) -> str:
    """Why there is nothing here, and where there is something."""
    if gesture.is_direct:
        return "You are part of no agreement yet. Type `/sla status` in the channel of one."
    if yours := mine(session, gesture)[:3]:
        named = " or ".join(f"`/sla status {one.slug}`" for one in yours)
        return f"No agreement lives in this channel. Go to the channel of yours, or type {named}."
    return "No agreement lives in this channel. `/sla agreement new` sets one up."
