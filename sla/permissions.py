"""Who may do what under an agreement: one pure question, denied by default."""

from dataclasses import dataclass, field
from enum import StrEnum

from sla.agreement import Terms
from sla.other_side import judges


class Act(StrEnum):
    """Something that a person may want to do."""

    SEE = "see"
    HAND_OFF = "hand_off"
    FOLLOW_UP = "follow_up"
    PROPOSE = "propose"
    SIGN = "sign"
    DISCUSS = "discuss"
    WITHDRAW = "withdraw"
    DIAGNOSE = "diagnose"
    DECIDE = "decide"
    RECORD_SALE = "record_sale"
    CONTEST = "contest"
    JUDGE = "judge"
    SETTLE = "settle"
    SEE_PERSON = "see_person"
    DO_DUTY = "do_duty"
    CONFIRM_DUTY = "confirm_duty"
    EXCUSE_DUTY = "excuse_duty"
    NOTE_FRICTION = "note_friction"
    ENTER_LEAVE = "enter_leave"
    TAKE_LEAD = "take_lead"
    GIVE_LEADS = "give_leads"
    OPERATE = "operate"


@dataclass(frozen=True)
class Actor:
    """Who asks: a Slack user, whether they ask from within the agreement's channel, and whether they are an admin."""

    user: str
    in_channel: bool = False
    is_admin: bool = False


@dataclass(frozen=True)
class Subject:
    """What the act is on: the terms, and as far as it matters the lead's rep, the party, the people of a strike.

    Of a service credit `party` is the one that it is owed to, `payer` the one that owes it.
    """

    terms: Terms
    rep: str | None = None
    party: str | None = None
    people: tuple[str, ...] = field(default=())
    payer: str | None = None


def may(actor: Actor, act: Act, subject: Subject) -> bool:
    """Whether the actor may do this; False for whatever no line allows."""
    rule = _RULES.get(act)
    return rule is not None and rule(actor, subject)


def acts_for(actor: Actor, subject: Subject) -> str | None:
    """The rep on whose behalf a contact acts on a lead, to be shown as "for …"; None when it is their own."""
    return None if subject.rep in (None, actor.user) else subject.rep


def settles_for(user: str, subject: Subject) -> str | None:
    """The party on whose behalf somebody settles a credit, to be shown as such; None when it is their own."""
    receives = any(party.name == subject.party for party in subject.terms.contact_of(user))
    return None if receives else subject.party


def refusal(act: Act, subject: Subject) -> str:
    """One sentence that says who may, for somebody who may not."""
    giver, receiver = _giver(subject.terms), _receiver(subject.terms)
    return _WHO[act].format(party=subject.party or "that party", giver=giver, receiver=receiver)


def _see(actor: Actor, subject: Subject) -> bool:
    return actor.in_channel or actor.is_admin or _belongs(actor, subject.terms)


def _hand_off(actor: Actor, subject: Subject) -> bool:
    if not subject.terms.has_leads:
        return False
    giver = subject.terms.giver
    return giver.has(actor.user) or (actor.in_channel and not giver.members)


def _follow_up(actor: Actor, subject: Subject) -> bool:
    return subject.rep == actor.user or _is_contact(actor, subject.terms)


def _propose(actor: Actor, subject: Subject) -> bool:
    return _is_contact(actor, subject.terms)


def _sign(actor: Actor, subject: Subject) -> bool:
    return any(party.name == subject.party for party in subject.terms.contact_of(actor.user))


def _withdraw(actor: Actor, subject: Subject) -> bool:
    """Who proposed it, the contact of their party; for what the operator proposed, an admin too."""
    if actor.user in subject.people:
        return True
    theirs = (party for person in subject.people for party in subject.terms.parties_of(person))
    return actor.is_admin or any(party.contact.user == actor.user for party in theirs)


def _record_sale(actor: Actor, subject: Subject) -> bool:
    """Those who sell: the receiving party's people; and the contacts."""
    if not subject.terms.has_leads:
        return False
    return subject.terms.receiver.has(actor.user) or _is_contact(actor, subject.terms)


def _diagnose(actor: Actor, subject: Subject) -> bool:
    return actor.user in subject.people


def _judge(actor: Actor, subject: Subject) -> bool:
    """The contact of another party, where the strike is neither on them nor on their own."""
    return subject.party is not None and actor.user in judges(subject.terms, subject.party, subject.people)


def _settle(actor: Actor, subject: Subject) -> bool:
    """The contact of the party that receives it; of the one that owes it only where that one is outside Slack."""
    if _sign(actor, subject):
        return True
    receiver = next((party for party in subject.terms.parties if party.name == subject.party), None)
    is_outside = receiver is not None and receiver.contact.user is None
    return is_outside and any(party.name == subject.payer for party in subject.terms.contact_of(actor.user))


def _see_person(actor: Actor, subject: Subject) -> bool:
    return actor.user in subject.people or _sign(actor, subject)


def _do_duty(actor: Actor, subject: Subject) -> bool:
    return actor.user in subject.people


def _confirm_duty(actor: Actor, subject: Subject) -> bool:
    return actor.user in subject.people


def _excuse_duty(actor: Actor, subject: Subject) -> bool:
    """Whom the duty is owed to; nobody of the party that owes it, not even an admin who speaks for the receiver."""
    is_theirs = any(party.name == subject.party for party in subject.terms.parties_of(actor.user))
    return not is_theirs and (actor.user in subject.people or (actor.is_admin and not subject.people))


def _note_friction(actor: Actor, subject: Subject) -> bool:
    return _belongs(actor, subject.terms)


def _enter_leave(actor: Actor, subject: Subject) -> bool:
    """Anybody for themselves; the contact of a party for its people: `rep` is whose leave it is."""
    parties = subject.terms.contact_of(actor.user)
    is_theirs = any(person.key == subject.rep for party in parties for person in (party.contact, *party.members))
    return actor.user == subject.rep or is_theirs


def _take_lead(actor: Actor, subject: Subject) -> bool:
    """The contact and members of the party that may take it."""
    return any(party.name == subject.party for party in subject.terms.parties_of(actor.user))


def _operate(actor: Actor, _subject: Subject) -> bool:
    return actor.is_admin


def _belongs(actor: Actor, terms: Terms) -> bool:
    return any(True for _ in terms.parties_of(actor.user))


def _is_contact(actor: Actor, terms: Terms) -> bool:
    return any(True for _ in terms.contact_of(actor.user))


def _giver(terms: Terms) -> str:
    return terms.giver.name if terms.has_leads else "the handing party"


def _receiver(terms: Terms) -> str:
    return terms.receiver.name if terms.has_leads else "the receiving party"


_RULES = {
    Act.SEE: _see,
    Act.HAND_OFF: _hand_off,
    Act.FOLLOW_UP: _follow_up,
    Act.PROPOSE: _propose,
    Act.SIGN: _sign,
    Act.DISCUSS: _note_friction,
    Act.WITHDRAW: _withdraw,
    Act.DIAGNOSE: _diagnose,
    Act.DECIDE: _propose,
    Act.RECORD_SALE: _record_sale,
    Act.CONTEST: _diagnose,
    Act.JUDGE: _judge,
    Act.SETTLE: _settle,
    Act.SEE_PERSON: _see_person,
    Act.DO_DUTY: _do_duty,
    Act.CONFIRM_DUTY: _confirm_duty,
    Act.EXCUSE_DUTY: _excuse_duty,
    Act.NOTE_FRICTION: _note_friction,
    Act.ENTER_LEAVE: _enter_leave,
    Act.TAKE_LEAD: _take_lead,
    Act.GIVE_LEADS: _sign,
    Act.OPERATE: _operate,
}
_WHO = {
    Act.SEE: "Only people in the agreement's channel can see this; ask to be invited there.",
    Act.HAND_OFF: "Only the contact and members of {giver} hand off leads here; ask one of them.",
    Act.FOLLOW_UP: "Only the lead's rep, or a contact of the agreement, can do that; ask one of them.",
    Act.PROPOSE: "Only a party's contact can propose terms; ask one of them.",
    Act.SIGN: "Only the contact of {party} can sign for {party}.",
    Act.DISCUSS: "Only contacts and members of the agreement's parties discuss its terms; ask one of them.",
    Act.WITHDRAW: "Only who proposed it, or the contact of their party, can withdraw a proposal.",
    Act.DIAGNOSE: "Only the people whom a strike names write its diagnosis.",
    Act.DECIDE: "Only a party's contact decides on what a review proposes; ask one of them.",
    Act.RECORD_SALE: "Only the contact and members of {receiver}, and the other contacts, record a sale here.",
    Act.CONTEST: "Only the people whom a strike names can contest it.",
    Act.JUDGE: "Only the contact of another party than {party} can judge this, and nobody judges their own.",
    Act.SETTLE: "Only the contact of {party}, whom the credit is owed to, can settle it.",
    Act.SEE_PERSON: "Only the person and the contact of {party} can see that.",
    Act.DO_DUTY: "Only {party}, or whom the agreement names for it, can say that this is done.",
    Act.CONFIRM_DUTY: "Only whom the agreement names confirms what came; `/sla status` shows who that is.",
    Act.EXCUSE_DUTY: "Only the contact of the party that it is owed to can excuse this; nobody excuses their own.",
    Act.NOTE_FRICTION: "Only contacts and members of the agreement's parties note customer friction here.",
    Act.ENTER_LEAVE: "Leave is entered by the person, or by the contact of their party; ask one of them.",
    Act.TAKE_LEAD: "Only the contact and members of {party} take leads here; ask one of them.",
    Act.GIVE_LEADS: "Only the contact of {party} gives leads to others; take them one by one instead.",
    Act.OPERATE: "Only a workspace admin can do that.",
}
