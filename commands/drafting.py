"""A set-up as it stands: the document that its answers make, what the reader of files says of it, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from commands.errors import NoSetUp
from commands.gesture import Gesture
from commands.papers import Papers
from commands.steps import STEPS, Document, Step, folded, suiting
from messages.set_up.fields import Values
from messages.set_up.views import Wrong
from sla.agreement import Status
from sla.drafted import Drafted, Fault
from storage import agreements, people, set_ups
from storage.set_ups import SetUp

TAKEN: Final = "There is an agreement of this short name already; choose another one."
PICKED: Final = ("person_", "members_")
"""The fields in which people are chosen from a menu."""


@dataclass(frozen=True)
class Looked:
    """A draft with its document, and what is wrong with it: answers that can't be read, and faults of the document."""

    set_up: SetUp
    document: Document
    unread: Mapping[str, Mapping[str, str]]
    drafted: Drafted

    @property
    def steps(self) -> list[Step]:
        """The steps that make sense for it."""
        return suiting(self.document)

    def step(self, name: str) -> Step | None:
        """The step of this name; None for the whole, and for a step that does not suit any more."""
        return next((step for step in self.steps if step.name == name), None)

    def wrong(self, step: Step) -> dict[str, str]:
        """What is wrong in one step, by field."""
        found = dict(self.unread.get(step.name, {}))
        for fault in self.drafted.faults if not found else ():
            if fault.path[0] in step.keys:
                found.setdefault(step.field_of(self.document, fault.path), fault.sentence)
        return found

    def all_wrong(self) -> list[Wrong]:
        """Everything that is wrong, in the order of the steps."""
        return [Wrong(step.name, step.title, said) for step in self.steps for said in self.wrong(step).values()]


def look(session: Session, gesture: Gesture, set_up: SetUp) -> Looked:
    """The draft as it stands."""
    document, unread = folded(STEPS, set_up.base, set_up.answers)
    drafted = papers(gesture).check(session, gesture.workspace.id, document, gesture.now.date())
    return Looked(set_up, document, unread, _with_taken_name(session, gesture, set_up, document, drafted))


def own(session: Session, gesture: Gesture, number: str) -> SetUp:
    """The person's own draft of this id. Raises NoSetUp."""
    is_id = number.isdecimal() and len(number) < 19
    found = set_ups.of_id(session, gesture.workspace.id, int(number), gesture.user) if is_id else None
    if found is None:
        raise NoSetUp
    return found


def entered(session: Session, gesture: Gesture, fields: Mapping[str, Mapping[str, Any]]) -> Values:
    """What a form holds, by field; people as their handles, by which a file names them."""
    values = {name: _value(state) for name, state in fields.items()}
    for name, value in values.items():
        if name.startswith(PICKED):
            values[name] = _each(value, lambda user: _handle(session, gesture, user))
    return values


def shown(session: Session, gesture: Gesture, values: Values) -> Values:
    """The values as menus of people want them: handles as ids; whom Slack doesn't know is left to the text fields."""
    return {
        name: _each(value, lambda each: _user(session, gesture, each)) if name.startswith(PICKED) else value
        for name, value in values.items()
    }


def papers(gesture: Gesture) -> Papers:
    """What reads and writes agreements as files. Raises NoSetUp where the bot has none."""
    if gesture.papers is None:
        raise NoSetUp
    return gesture.papers


def _with_taken_name(
    session: Session, gesture: Gesture, set_up: SetUp, document: Document, drafted: Drafted
) -> Drafted:
    """A new agreement can't be called like another one that has not ended."""
    slug = str(document.get("agreement", ""))
    if set_up.agreement_id or agreements.known(session, gesture.workspace.id, slug) is None:
        return drafted
    if agreements.by_slug(session, gesture.workspace.id, slug, gesture.now).status is Status.ENDED:
        return drafted
    faults = (*drafted.faults, Fault(("agreement",), TAKEN))
    return Drafted(None, faults, drafted.text, drafted.channel)


def _value(state: Mapping[str, Any]) -> str | list[str]:
    """What one field holds, whatever it is made of."""
    if "selected_options" in state:
        return [str(option["value"]) for option in state["selected_options"] or []]
    if "selected_users" in state:
        return [str(user) for user in state["selected_users"] or []]
    chosen = (state.get("selected_option") or {}).get("value")
    keys = ("value", "selected_date", "selected_time", "selected_user")
    return str(chosen or next((state[key] for key in keys if state.get(key)), "")).strip()


def _each(value: str | list[str], change: Any) -> str | list[str]:
    return change(value) if isinstance(value, str) else [change(each) for each in value]


def _handle(session: Session, gesture: Gesture, user: str) -> str:
    found = people.by_id(session, gesture.workspace.id, user) if user else None
    return f"@{found.handle}" if found else user


def _user(session: Session, gesture: Gesture, handle: str) -> str:
    found = people.find(session, gesture.workspace.id, handle) if handle else None
    return found.user_id if found else handle
