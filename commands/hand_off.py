"""`/sla lead`, both shortcuts and their form: marketing hands a lead to sales."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, BoltContext, Respond
from sqlalchemy.orm import Session

from commands import again, away_rep, doubles, drafts, nurtured, place, words
from commands.answers import Answers
from commands.door import Door, WrongFields, answered
from commands.errors import BadWords
from commands.gesture import Gesture, Opener
from commands.place import hands_leads, require_in_force
from messages import acts, forms, lead_forms
from messages.blocks import Message
from messages.forms import AGREEMENT, Choice
from messages.lead_forms import Draft
from messages.views import View
from sla.agreement import Agreement, Status, Terms
from sla.errors import BadFigure, BadLead, NotAllowed, UnknownPerson
from sla.lead import NewLead
from sla.permissions import Act, Subject, may, refusal
from storage import agreements, nurture, people

OPTIONS = ("tier", "id", "value", "score", "activity", doubles.TWICE, away_rep.ANYWAY)
LONGEST_NAME = 200
USAGE = "Write `/sla lead NAME, COMPANY`, perhaps with @rep, tier:director or id:EXT; bare `/sla lead` opens a form."


def say(gesture: Gesture, typed: str) -> None:
    """`lead` opens the form; `lead NAME, COMPANY [@rep] [tier:…] [id:…] [value:…]` hands off at once."""
    with gesture.sessions.read() as session:
        found, rest = place.several(session, gesture, typed, hands_leads)
        view = None if rest else _form(session, gesture, found, Draft())
    if view is not None:
        gesture.open(view)
        return
    with gesture.sessions.write() as session:
        said = again.known(session, gesture, typed) or _at_once(session, gesture, typed)
    gesture.poke()
    gesture.say(acts.line(said) if isinstance(said, str) else said)


def _at_once(session: Session, gesture: Gesture, typed: str) -> str | Message:
    """Hands the lead off, unless one like it is open already and nobody said that this is another."""
    agreement, rest = place.one(session, gesture, typed, hands_leads)
    new = _written(session, gesture, agreement, rest)
    double = None if doubles.is_meant(rest) else doubles.of(session, gesture, agreement, new, rest)
    return double or _hand_off(session, gesture, agreement, new) + doubles.hint(agreement.terms, new)


def from_anywhere(ack: Ack, body: dict[str, Any], context: BoltContext, client: Opener, respond: Respond) -> None:
    """The global shortcut: a lead under any of one's agreements."""
    ack()
    gesture = Gesture.of(body, context, client, respond)
    answered(gesture, "hand_off", lambda: _open(gesture, Draft()))


def from_message(ack: Ack, body: dict[str, Any], context: BoltContext, client: Opener, respond: Respond) -> None:
    """The message shortcut: a lead whom somebody wrote about; its form knows what the message says."""
    ack()
    gesture = Gesture.of(body, context, client, respond)
    text = str((body.get("message") or {}).get("text") or "")
    answered(gesture, "hand_off_message", lambda: _open(gesture, drafts.of_message(words.spoken(text))))


def submit(gesture: Gesture, answers: Answers) -> View:
    """The form of a lead: hands it off, or says at the field what is wrong."""
    channel, _, only = answers.place.partition(":")
    here = replace(gesture, channel=channel or None)
    with gesture.sessions.write() as session:
        agreement = _agreement(session, here, answers.text(AGREEMENT) or only)
        new = _filled_in(agreement.terms, answers)
        doubles.refuse(session, gesture, agreement, new)
        away_rep.refuse(session, gesture, answers, new.rep)
        said = _hand_off(session, here, agreement, new)
    gesture.poke()
    return forms.done("Handed off", said)


def _open(gesture: Gesture, draft: Draft) -> None:
    with gesture.sessions.read() as session:
        here = place.around(session, gesture) or place.mine(session, gesture)
        found = [agreement for agreement in here if hands_leads(agreement)]
        if not found:
            place.several(session, gesture, "", hands_leads)
        view = _form(session, gesture, found, draft)
    gesture.open(view)


def _form(session: Session, gesture: Gesture, found: Sequence[Agreement], draft: Draft) -> View:
    """The form over those agreements under which the person may hand off; raises NotAllowed when there is none."""
    allowed = [agreement for agreement in found if _may(session, gesture, agreement)]
    if not allowed:
        raise NotAllowed(refusal(Act.HAND_OFF, Subject(found[0].terms)))
    in_force = [agreement for agreement in allowed if agreement.status is Status.IN_FORCE]
    if not in_force:
        require_in_force(allowed[0])
    reps = {person.key: person.written for each in in_force for person in each.terms.receiver.members}
    names = people.names(session, gesture.workspace.id, reps)
    shown, is_anyone_away = away_rep.marked(
        session, gesture, {key: name if name != key else reps[key] for key, name in names.items()}
    )
    tiers = dict.fromkeys(tier.name for each in in_force for tier in each.terms.tiers)
    return lead_forms.hand_off(
        [Choice(str(each.id), f"{each.title} ({each.slug})") for each in in_force],
        list(tiers),
        forms.sorted_choices(shown),
        asks_anyway=is_anyone_away,
        draft=draft,
        asks_fit=any(tier.minimum for each in in_force for tier in each.terms.tiers),
        place=f"{gesture.channel or ''}:{in_force[0].id if len(in_force) == 1 else ''}",
    )


def _may(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    return may(place.actor(session, gesture, agreement), Act.HAND_OFF, Subject(agreement.terms))


def _agreement(session: Session, gesture: Gesture, wanted: str) -> Agreement:
    """The agreement that was chosen, or the only one that the form was about."""
    if not (wanted.isdecimal() and len(wanted) < 19):
        raise WrongFields({AGREEMENT: "Choose an agreement."})
    return agreements.of_id(session, gesture.workspace.id, int(wanted), gesture.now)


def _hand_off(session: Session, gesture: Gesture, agreement: Agreement, new: NewLead) -> str:
    require_in_force(agreement)
    place.require(session, gesture, agreement, Act.HAND_OFF)
    if len(new.name) > LONGEST_NAME:
        raise BadLead(f"A name has at most {LONGEST_NAME} letters, and this one has {len(new.name)}; shorten it.")
    lead = nurture.arrive(session, agreement, new, at=gesture.now, by=gesture.user)
    return nurtured.said(session, gesture, agreement, lead, chosen=new.rep is None)


def _written(session: Session, gesture: Gesture, agreement: Agreement, typed: str) -> NewLead:
    """The lead in `NAME, COMPANY [@rep] [tier:director] [id:EXT]`."""
    named, rest = words.take_people(typed)
    if len(named) > 1:
        raise BadWords(f"A lead goes to one rep, and there are {len(named)} people in that. {USAGE}")
    without = rest
    options, rest = words.take_options(rest, OPTIONS)
    name, _, company = (part.strip() for part in words.spoken(rest).partition(","))
    if not name:
        raise BadLead(f"A lead needs a name. {USAGE}")
    found = words.person(session, gesture, named[0]) if named else None
    if found and away_rep.ANYWAY not in options:
        rep, word = rep_of(agreement.terms, found.user_id), f"lead {agreement.slug}"
        away_rep.ask(session, gesture, rep, anyway=f"{word} {typed}", to_next=f"{word} {without}")
    value = options.get("value")
    return NewLead(
        name=name,
        company=company or None,
        tier=words.spoken(options["tier"]) if "tier" in options else None,
        value=words.amount(words.spoken(value)) if value else None,
        external_id=words.spoken(options["id"]) if "id" in options else None,
        rep=rep_of(agreement.terms, found.user_id) if found else None,
        score=nurtured.number(options.get("score"), "score"),
        activity=nurtured.number(options.get("activity"), "activity"),
    )


def rep_of(terms: Terms, user: str) -> str:
    """The user, if leads may go to them: a member or the contact of the receiving party; raises UnknownPerson."""
    receiver = terms.receiver
    if receiver.members and not receiver.has(user):
        raise UnknownPerson(f"<@{user}> is not in {receiver.name}; leads go to its members, or to its contact.")
    return user


def _filled_in(terms: Terms, answers: Answers) -> NewLead:
    """The lead of the form; raises WrongFields with all that is wrong at once."""
    wrong: dict[str, str] = {}
    value = None
    try:
        value = words.amount(answers.text("value")) if answers.text("value") else None
    except BadFigure as error:
        wrong["value"] = str(error)
    email = answers.maybe("email")
    if not answers.text("name"):
        wrong["name"] = "A lead needs a name."
    if email and not drafts.EMAIL.fullmatch(email):
        wrong["email"] = "That is not an e-mail address; write it as jane@acme.example, or leave it empty."
    tier = _meant(answers, "tier", [tier.name for tier in terms.tiers], wrong)
    receiver = terms.receiver
    rep = _meant(answers, "rep", [person.key for person in (*receiver.members, receiver.contact)], wrong)
    fit = nurtured.filled_in(answers, wrong)
    if wrong:
        raise WrongFields(wrong)
    new = NewLead(answers.text("name"), answers.maybe("company"), email, tier, value, rep=rep)
    return nurtured.required(terms, replace(new, score=fit["score"], activity=fit["activity"]))


def _meant(answers: Answers, field: str, known: Sequence[str], wrong: dict[str, str]) -> str | None:
    """The one of those that the agreement knows which was chosen; one of another agreement's is wrong."""
    chosen = answers.maybe(field)
    found = next((each for each in known if forms.key(each) == chosen), None)
    if chosen and found is None:
        wrong[field] = f"The agreement that you chose has no such {field}; choose another."
    return found


DOORS = (
    Door("word", "lead", say),
    Door("form", lead_forms.HAND_OFF, submit),
    Door("shortcut", "hand_off", from_anywhere),
    Door("message_shortcut", "hand_off_message", from_message),
)
