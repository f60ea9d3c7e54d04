"""The guided set-up of an agreement: a form for each step, kept after each, proposed at the end."""

from typing import Any, Final

from sqlalchemy.orm import Session

from commands import amending, drafting, place
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields
from commands.drafting import Looked, look
from commands.errors import BadWords
from commands.gesture import Gesture
from messages import bandwidth, forms
from messages.blocks import Message
from messages.set_up import duties, views
from messages.set_up.views import WHOLE, At
from messages.views import View
from sla.agreement import Agreement, Status, Terms
from sla.difference import difference
from sla.errors import StaleTerms
from sla.permissions import Act, Subject, may
from storage import agreements, owed, people, set_ups, workloads
from storage.set_ups import SetUp

FIRST: Final = "about"
NOT_HERE: Final = "An agreement lives in a channel. Go to the channel that it is to live in, and type it there."
UNCHANGED: Final = "Nothing is changed yet, so there is nothing to propose. Go back to a step to change something."
CHANGED: Final = "The terms have changed since you began. Discard this, and begin again from what is agreed now."


def begin(gesture: Gesture) -> None:
    """Opens the set-up of a new agreement, at the step where the person left it."""
    if gesture.is_direct or gesture.channel is None:
        raise BadWords(NOT_HERE)
    with gesture.sessions.write() as session:
        base = _base(session, gesture, gesture.channel)
        workspace_id, channel = gesture.workspace.id, gesture.channel
        set_up = set_ups.started(session, workspace_id, gesture.user, channel, base, gesture.now, step=FIRST)
        view = _view(session, gesture, set_up, set_up.step)
    gesture.open(view)


def offered(session: Session, gesture: Gesture, said: str) -> Message:
    """No agreement lives here (`said`): the set-up is offered, or to go on with it."""
    begun = set_ups.find(session, gesture.workspace.id, gesture.user, gesture.channel or "")
    return views.nothing_here(said, begun.id if begun else None)


def start(gesture: Gesture, _pressed: Pressed) -> None:
    """*Set one up*."""
    begin(gesture)


def amend(gesture: Gesture, agreement: Agreement) -> None:
    """*Amend*: the same forms over what is agreed, or over the proposal that waits."""
    with gesture.sessions.write() as session:
        place.require(session, gesture, agreement, Act.PROPOSE)
        base_id, terms = amending.base(session, agreement)
        set_up = set_ups.started(
            session,
            gesture.workspace.id,
            gesture.user,
            agreement.channel or "",
            drafting.papers(gesture).document(terms),
            gesture.now,
            step=WHOLE,
            agreement_id=agreement.id,
            base_terms_id=base_id,
        )
        view = _view(session, gesture, set_up, set_up.step)
    gesture.open(view)


def may_amend(session: Session, gesture: Gesture, agreement: Agreement) -> bool:
    """Whether the person may propose other terms."""
    asks = place.actor(session, gesture, agreement)
    return agreement.status is not Status.ENDED and may(asks, Act.PROPOSE, Subject(agreement.terms))


def go(gesture: Gesture, pressed: Pressed) -> None:
    """*Go on*, *Back* and *Go there*: another step; what stands in the form is kept first, right or wrong."""
    number, _, step = pressed.value.partition(".")
    with gesture.sessions.write() as session:
        set_up = drafting.own(session, gesture, number)
        _keep(session, gesture, set_up, pressed.view)
        set_up = drafting.own(session, gesture, number)
        set_ups.move(session, gesture.workspace.id, set_up.id, step or set_up.step)
        view = _view(session, gesture, set_up, step or set_up.step)
    if pressed.view:
        gesture.update(str(pressed.view["id"]), view)
    else:
        gesture.open(view)


def discard(gesture: Gesture, pressed: Pressed) -> None:
    """*Discard*: the draft is gone."""
    with gesture.sessions.write() as session:
        set_up = drafting.own(session, gesture, pressed.value)
        set_ups.discard(session, gesture.workspace.id, set_up.id)
    if pressed.view:
        gesture.update(str(pressed.view["id"]), forms.notice(views.discarded()))
    else:
        gesture.say(views.discarded(), replace=True)


def submit(gesture: Gesture, answers: Answers) -> View:
    """*Next*: the answers are kept, then judged; the next step is shown. *Propose* at the end."""
    number, _, name = answers.place.partition(".")
    if name == WHOLE:
        return _propose(gesture, number)
    with gesture.sessions.write() as session:
        set_up = drafting.own(session, gesture, number)
        values = drafting.entered(session, gesture, answers.fields)
        asks_more = bool(values.pop(duties.MORE, []))
        set_ups.answer(session, gesture.workspace.id, set_up.id, name, values, gesture.now)
    with gesture.sessions.write() as session:
        looked = look(session, gesture, drafting.own(session, gesture, number))
        step = looked.step(name)
        if step is not None and (wrong := looked.wrong(step)):
            raise WrongFields(wrong)
        after = name if asks_more else _after(looked, name)
        set_ups.move(session, gesture.workspace.id, set_up.id, after)
        return _shown(session, gesture, looked, after)


def _propose(gesture: Gesture, number: str) -> View:
    with gesture.sessions.write() as session:
        set_up = drafting.own(session, gesture, number)
        looked = look(session, gesture, set_up)
        if looked.drafted.terms is None or looked.unread:
            return _shown(session, gesture, looked, WHOLE)
        terms = looked.drafted.terms
        if set_up.agreement_id:
            _amended(session, gesture, set_up, terms)
        else:
            _created(session, gesture, looked, terms)
        set_ups.discard(session, gesture.workspace.id, set_up.id)
    gesture.poke()
    return forms.done("Proposed", views.proposed(terms.title, terms.party_names))


def _created(session: Session, gesture: Gesture, looked: Looked, terms: Terms) -> None:
    saved = agreements.save_new(
        session,
        gesture.workspace.id,
        terms,
        source=looked.drafted.text,
        channel=looked.drafted.channel,
        now=gesture.now,
        by=gesture.user,
        vouched=False,
    )
    agreement = agreements.of_id(session, gesture.workspace.id, saved.agreement_id, gesture.now)
    owed.proposal(session, agreement, saved.id, gesture.now)


def _amended(session: Session, gesture: Gesture, set_up: SetUp, terms: Terms) -> None:
    agreement = agreements.of_id(session, gesture.workspace.id, set_up.agreement_id, gesture.now)
    place.require(session, gesture, agreement, Act.PROPOSE)
    base_id, base = amending.base(session, agreement)
    if base_id != set_up.base_terms_id:
        raise StaleTerms(CHANGED)
    if not difference(base, terms):
        raise BadWords(UNCHANGED)
    amending.propose(session, gesture, agreement, base_id, terms, source="the set-up in Slack")


def _keep(session: Session, gesture: Gesture, set_up: SetUp, view: Any) -> None:
    """What stands in the form that was pressed in is kept, as a step on the way."""
    _, _, name = str((view or {}).get("private_metadata") or "").partition(".")
    if view is None or name in ("", WHOLE):
        return
    values = drafting.entered(session, gesture, Answers.of(view).fields)
    values.pop(duties.MORE, None)
    set_ups.answer(session, gesture.workspace.id, set_up.id, name, values, gesture.now)


def _view(session: Session, gesture: Gesture, set_up: SetUp, name: str) -> View:
    return _shown(session, gesture, look(session, gesture, set_up), name)


def _shown(session: Session, gesture: Gesture, looked: Looked, name: str) -> View:
    """The form of a step, or the whole of it: as it will be proposed, or what is still to be mended."""
    step = looked.step(name)
    at = _at(looked, step.name if step else WHOLE)
    if step is not None:
        values = looked.set_up.answers.get(name) or step.written(looked.document)
        return views.form(at, step.blocks(looked.document, drafting.shown(session, gesture, values)))
    wrong = looked.all_wrong()
    terms = looked.drafted.terms
    if wrong or terms is None:
        return views.faulty(at, wrong)
    titles = {each.name: each.title for each in looked.steps}
    return views.whole(at, terms, _checked(session, gesture, looked, terms), titles)


def _checked(session: Session, gesture: Gesture, looked: Looked, terms: Terms) -> list[str]:
    """Whether the reps have the hours; of an amendment, what it changes."""
    checked = workloads.of_terms(session, gesture.workspace.id, terms, gesture.now)
    said = bandwidth.told(checked.load, checked.period) if checked else []
    if not looked.set_up.base_terms_id:
        return said
    base = agreements.version(session, gesture.workspace.id, looked.set_up.base_terms_id)
    return [*said, views.changes(difference(base.terms, terms))]


def _at(looked: Looked, name: str) -> At:
    steps = looked.steps
    names, titles = [step.name for step in steps], {step.name: step.title for step in steps}
    number = names.index(name) if name in names else len(names)
    before = names[number - 1] if number else ""
    return At(looked.set_up.id, name, titles.get(name, "See it all"), number + 1, len(names) + 1, before)


def _after(looked: Looked, name: str) -> str:
    names = [step.name for step in looked.steps]
    number = names.index(name) + 1 if name in names else len(names)
    return names[number] if number < len(names) else WHOLE


def _base(session: Session, gesture: Gesture, channel: str) -> dict[str, Any]:
    """What a new agreement begins with: here, today, in the person's own time zone."""
    known = people.by_id(session, gesture.workspace.id, gesture.user)
    named = people.channel_name(session, gesture.workspace.id, channel)
    return {
        "kind": "internal",
        "channel": f"#{named}" if named else channel,
        "period": "month",
        "starts": gesture.now.date().isoformat(),
        "timezone": (known and known.timezone) or "Etc/UTC",
        "business_hours": {"mon-fri": ["09:00-17:00"]},
    }


DOORS = (
    Door("action", views.START, start),
    Door("action", views.GO, go),
    Door("action", views.DISCARD, discard),
    Door("form", views.FORM, submit),
)
