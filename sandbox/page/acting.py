"""What one person does in one message or view, through the sandbox's gestures; what goes wrong becomes a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.gestures import GESTURES
from sandbox.gestures.presses import find_element, find_spot
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.typing_in import typed_state
from sandbox.wire import Json, Refused

Say = Callable[[str], None]
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Hand:
    """A person's hand at one `place`: `{"channel", "ts"}` of a message, or `{"view_id"}`."""

    workspace: Workspace
    person: Person
    place: Json
    say: Say

    async def press(self, element: Json, block_id: str, value: Any) -> None:
        """Presses a button, or chooses a value."""
        try:
            answer = await GESTURES["press"](self.workspace, self._order(element, block_id, value))
        except Refused as refusal:
            self.say(refusal.sentence)
        else:
            self._hear(answer)

    async def suggest(self, element: Json, block_id: str, typed: str) -> Json:
        """Asks the app for the options that fit what is typed."""
        try:
            answer = await GESTURES["suggest"](self.workspace, self._order(element, block_id, typed))
        except Refused as refusal:
            self.say(refusal.sentence)
            return {}
        self._hear(answer)
        return answer

    def keep(self, element: Json, block_id: str, value: Any) -> None:
        """Keeps what is typed where the app is not told of it yet."""
        try:
            order = self._order(element, block_id, value)
            spot = find_spot(self.workspace, order, self.person)
            block, found = find_element(spot, order)
            spot.typed[block["block_id"], found["action_id"]] = typed_state(self.workspace, found, value)
        except Refused as refusal:
            self.say(refusal.sentence)

    def _order(self, element: Json, block_id: str, value: Any) -> Json:
        order = {"user": self.person.id, **self.place, "block_id": block_id, "value": value}
        return {**order, "action_id": element.get("action_id")}

    def _hear(self, answer: Json) -> None:
        if answer.get("error"):
            self.say(trouble(str(answer["error"])))


def trouble(error: str) -> str:
    """What a person reads when the app did not answer in time, or not at all."""
    return f"{TROUBLE} ({error})"
