"""The set-up around its steps: the offer, the form of each step, and the whole of it before it is proposed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from messages.acts import line
from messages.blocks import Block, Message, actions, context, divider, section
from messages.elements import Element, button, confirm
from messages.six_elements import ELEMENTS
from messages.text import Untrusted
from messages.views import View, modal
from sla.agreement import Terms

FORM: Final = "form:set_up"
START: Final = "act:set_up"
GO: Final = "act:set_up_go"
DISCARD: Final = "act:set_up_discard"
WHOLE: Final = "whole"
"""The step at which all is seen at once."""
_FAULTS: Final = 20
_SECTION: Final = 2800


@dataclass(frozen=True)
class At:
    """Where in a set-up a form is: the draft, the step with its number of how many, and the names of its neighbours."""

    set_up_id: int
    step: str
    title: str
    number: int
    of: int
    before: str = ""

    @property
    def place(self) -> str:
        """What the form keeps, to be known again by."""
        return f"{self.set_up_id}.{self.step}"


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a draft (foreign text): the step that mends it, by name and title, and the field's label."""

    step: str
    title: str
    sentence: str


def nothing_here(said: str, set_up_id: int | None) -> Message:
    """No agreement lives in the channel: the set-up is offered, or to go on with the one that was begun."""
    if set_up_id is None:
        follows = "A few forms ask for all that it takes; nobody is bound before every party has signed."
        return Message(f"{said} {follows}", (section(f"{said}\n{follows}"), actions(_start())))
    follows = "You have begun to set one up; what you entered is kept."
    buttons = actions(button("Go on with the set-up", f"{GO}:0", str(set_up_id), style="primary"), discard(set_up_id))
    return Message(f"{said} {follows}", (section(f"{said}\n{follows}"), buttons))


def offer() -> Block:
    """A row with the button that starts a set-up."""
    return actions(_start())


def discard(set_up_id: int) -> Element:
    """The button that throws a draft away, once asked."""
    asked = confirm("Discard the set-up?", "All that you entered in it is lost.", "Discard", "Keep it", style="danger")
    return button("Discard", DISCARD, str(set_up_id), style="danger", confirm=asked)


def discarded() -> Message:
    """The draft is gone."""
    return line(":wastebasket: The set-up is discarded. `/sla agreement new` starts another one.")


def form(at: At, fields: Sequence[Block]) -> View:
    """The form of one step."""
    back = button("Back", f"{GO}:back", f"{at.set_up_id}.{at.before}") if at.before else None
    lead_in = section(f"*{at.title}*\nStep {at.number} of {at.of}. What you enter is kept.", accessory=back)
    return modal(
        "Set up an agreement",
        [lead_in, *fields],
        callback_id=FORM,
        submit="Next",
        close="Close",
        private_metadata=at.place,
    )


def whole(at: At, terms: Terms, checked: Sequence[str], steps: Mapping[str, str]) -> View:
    """All of it, as it will be proposed; `steps` are the steps to go back to, by name with their titles."""
    shown: list[Block] = [
        section(f"*See it all*\nStep {at.number} of {at.of}. Then each party's contact is asked to sign.")
    ]
    for number, (title, lines_of) in enumerate(ELEMENTS, start=1):
        said = "\n".join([f"*{number}. {title}*", *(lines_of(terms) or ["Nothing is agreed on this."])])
        shown += [section(part) for part in _parts(said)]
    shown += [*map(section, checked), divider(), *_ways_back(at, steps)]
    return modal(
        "Set up an agreement", shown, callback_id=FORM, submit="Propose", close="Close", private_metadata=at.place
    )


def faulty(at: At, wrong: Sequence[Wrong]) -> View:
    """What is still to be mended before it can be proposed, each with the way there."""
    number = len(wrong)
    things = "one thing is" if number == 1 else f"{number} things are"
    shown: list[Block] = [section(f"*Almost there*\n{things.capitalize()} still to be mended:")]
    for count, each in enumerate(wrong[:_FAULTS]):
        there = button("Go there", f"{GO}:{count}", f"{at.set_up_id}.{each.step}")
        sentence = Untrusted(each.sentence).mrkdwn(400)
        shown.append(section(f"*{each.title}*: {sentence}", accessory=there))
    more = number - _FAULTS
    rest = [context(f"and {more} more")] if more > 0 else []
    return modal(
        "Set up an agreement",
        [*shown, *rest],
        callback_id=FORM,
        submit=None,
        close="Close",
        private_metadata=at.place,
    )


def changes(found: Sequence[str]) -> str:
    """What an amendment changes, one line each."""
    lines = [f"• {Untrusted(change).mrkdwn(200)}" for change in found[:_FAULTS]]
    more = len(found) - _FAULTS
    rest = [f"and {more} more changes"] if more > 0 else []
    return "\n".join(["*What changes*", *(lines or ["Nothing yet."]), *rest])


def proposed(title: str, parties: Sequence[str]) -> str:
    """What is said once it is proposed."""
    named = " and ".join(Untrusted(party).mrkdwn() for party in parties)
    return (
        f":memo: *{Untrusted(title).mrkdwn()}* is proposed. The contacts of {named} are asked to sign it; it comes "
        "into force once all have. `/sla agreement` shows who has."
    )


def _start() -> Element:
    return button("Set one up", START, "new", style="primary")


def _ways_back(at: At, steps: Mapping[str, str]) -> Iterator[Block]:
    """A button for each step, to change something."""
    yield context("To change something, go back to:")
    buttons = [button(title, f"{GO}:{name}", f"{at.set_up_id}.{name}") for name, title in steps.items()]
    yield actions(*buttons)
    yield actions(discard(at.set_up_id))


def _parts(said: str) -> Iterator[str]:
    """The lines in as few sections as Slack takes."""
    part = ""
    for each in said.splitlines():
        if part and len(part) + len(each) > _SECTION:
            yield part
            part = ""
        part = f"{part}\n{each}" if part else each
    yield part
