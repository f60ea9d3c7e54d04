"""What the acts on one lead have in common: who may, on whose behalf, and what is shown of it afterwards."""

from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from commands import place
from commands.answers import Answers
from commands.door import WrongFields
from commands.errors import OldMessage
from commands.gesture import Gesture
from messages import deeds, lead_card
from messages.blocks import Message, section
from messages.forms import LEAD, OTHER_LEAD
from sla.agreement import Agreement, Terms
from sla.errors import NoSuchLead, SlaError
from sla.history import Deal, Happening, PassOn, Return
from sla.lead import Lead
from sla.permissions import Act, Subject, acts_for
from storage import agreements, leads, outbox, owed, people
from storage.ledger import open_book
from storage.sentences import when, who

TOLD: Final = ("sla_hand_off", "sla_follow_up_warning", "sla_follow_up_overdue", "sla_reassigned")
"""The messages that show a lead with its buttons."""


@dataclass(frozen=True)
class OnLead:
    """A lead that somebody may act on: its agreement as it holds now, the terms it was handed off under.

    `behalf` is the rep for whom a contact acts; None when it is their own to do.
    """

    lead: Lead
    agreement: Agreement
    terms: Terms
    behalf: str | None

    def doer(self, user: str) -> tuple[str, str | None]:
        """Who did it, and who wrote it down for them."""
        return (self.behalf, user) if self.behalf else (user, None)


def taken(session: Session, gesture: Gesture, lead: Lead) -> OnLead:
    """The lead, read again while nobody else writes about it; raises NotAllowed and NoSuchLead."""
    open_book(session, lead.agreement_id)
    fresh = leads.by_id(session, gesture.workspace.id, lead.id)
    return seen(session, gesture, fresh)


def seen(session: Session, gesture: Gesture, lead: Lead) -> OnLead:
    """The lead, if the person may act on it; raises NotAllowed."""
    agreement = place.of_lead(session, gesture, lead)
    subject = Subject(agreement.terms, rep=lead.rep)
    actor = place.actor(session, gesture, agreement)
    place.require(session, gesture, agreement, Act.FOLLOW_UP, subject)
    place.refuse_ended(agreement)
    return OnLead(lead, agreement, agreements.of_lead(session, lead), acts_for(actor, subject))


def named(session: Session, gesture: Gesture, written: str) -> OnLead:
    """The lead that somebody named, as `taken`."""
    return taken(session, gesture, place.lead(session, gesture, written))


def marked(session: Session, gesture: Gesture, value: str) -> OnLead:
    """The lead of a button or form (`<lead>.<passes>`), as `taken`.

    Raises OldMessage when it was passed on, closed or given back since: this comes first, as whoever had the lead may
    not act on it any more.
    """
    lead_id, passes = parts(value)
    lead = leads.by_id(session, gesture.workspace.id, lead_id)
    open_book(session, lead.agreement_id)
    fresh = leads.by_id(session, gesture.workspace.id, lead_id)
    refuse_old(session, fresh, passes)
    return seen(session, gesture, fresh)


def parts(value: str) -> tuple[int, int]:
    """The lead and the number of passes in the value of a button; raises NoSuchLead."""
    lead_id, _, passes = value.partition(".")
    if not (lead_id.isdecimal() and passes.isdecimal() and len(value) <= 40):
        raise NoSuchLead("That button leads nowhere any more; `/sla leads` lists the open leads.")
    return int(lead_id), int(passes)


def refuse_old(session: Session, lead: Lead, passes: int) -> None:
    """Raises OldMessage, saying who did what when, if the lead has moved on since its message was sent."""
    if lead.passes == passes and lead.is_open:
        return
    happened = [each for each in leads.history(session, lead) if isinstance(each, PassOn | Return | Deal)]
    zone = agreements.terms(session, lead.terms_id).hours.zone
    raise OldMessage(_moved(lead, happened[-1], zone) if happened else None)


def chosen(session: Session, gesture: Gesture, answers: Answers) -> OnLead:
    """The lead that a form's fields name; raises WrongFields."""
    field = OTHER_LEAD if answers.text(OTHER_LEAD) else LEAD
    try:
        if field == OTHER_LEAD:
            return named(session, gesture, answers.text(OTHER_LEAD))
        if not answers.text(LEAD):
            raise NoSuchLead("Choose a lead, or name another one below.")
        return taken(session, gesture, leads.by_id(session, gesture.workspace.id, int(answers.text(LEAD))))
    except SlaError as error:
        raise WrongFields({field: in_words(session, gesture, str(error))}) from error


def in_words(session: Session, gesture: Gesture, sentence: str) -> str:
    """The sentence with people's names in place of their ids, for where Slack draws no mentions."""
    found = people.MENTION.findall(sentence)
    names = people.names(session, gesture.workspace.id, found)
    return people.MENTION.sub(lambda mention: names[mention[1]], sentence)


def refresh(session: Session, gesture: Gesture, lead: Lead) -> None:
    """What was posted about the lead is edited, so that it shows where the lead stands."""
    outbox.edit(session, gesture.workspace.id, TOLD, owed.about(lead))


def shown(session: Session, on: OnLead, gesture: Gesture, lead_in: str) -> Message:
    """The lead as it stands after an act, with what happened to it, in place of the message that was pressed."""
    lead = on.lead
    done = deeds.latest(leads.history(session, lead))
    blocks = [section(lead_in), *lead_card.card(lead, on.terms, gesture.now, deeds=done)]
    return Message(f"{lead_in} {lead_card.spoken(lead, gesture.now, done)}", tuple(blocks))


def after(on: OnLead, lead: Lead) -> OnLead:
    """The same, with the lead as it stands now."""
    return replace(on, lead=lead)


def _moved(lead: Lead, happened: Happening, zone: ZoneInfo) -> str:
    """Who moved the lead on, and when."""
    at = when(happened.at, zone)
    match happened:
        case PassOn():
            doer = "The ladder" if happened.automatic else who(happened.by)
            return f"{doer} passed {lead.short_id} on to {who(happened.new_rep)} at {at}; this message is old."
        case Return():
            return f"{who(happened.by)} gave {lead.short_id} back at {at}; there is nothing more to do on it."
        case _:
            return f"{lead.short_id} became a customer at {at}; {who(happened.by)} recorded the deal."
