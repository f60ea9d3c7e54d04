"""`/sla WORD …`: one listener that splits off the word and calls its act."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, BoltContext, Respond

from commands import help as help_word
from commands.door import Door, Pressed, answered
from commands.errors import RepIsAway, SeveralAgreements
from commands.gesture import Gesture, Opener
from commands.words import first, spoken
from messages.away_answers import asked_whom
from messages.refusals import which

Say = Callable[[Gesture, str], None]
LONGEST = 12_000


class Words:
    """The words of `/sla` and what each does."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self.acts: Mapping[str, Say] = {door.id: door.function for door in doors if door.kind == "word"}

    def command(self, ack: Ack, body: dict[str, Any], context: BoltContext, client: Opener, respond: Respond) -> None:
        """The listener of `/sla`."""
        ack()
        gesture = Gesture.of(body, context, client, respond)
        self.say(gesture, str(body.get("text") or "")[:LONGEST].encode("utf-8", "replace").decode())

    def say(self, gesture: Gesture, text: str) -> None:
        """Does what the text says; where it fits several agreements, asks which."""
        word, rest = first(" ".join(text.split()))
        answered(gesture, f"/sla {word.lower()[:20]}", lambda: self._act(gesture, word, rest))

    def chosen(self, gesture: Gesture, pressed: Pressed) -> None:
        """The button of an agreement: does what was typed, for that one."""
        self.say(replace(gesture, replaces=True), pressed.value)

    def _act(self, gesture: Gesture, word: str, rest: str) -> None:
        act = self.acts.get(word.lower())
        if not word:
            help_word.answer(gesture)
        elif act is None:
            help_word.unknown(gesture, spoken(word))
        else:
            self._ask(gesture, word.lower(), rest, act)

    def _ask(self, gesture: Gesture, word: str, rest: str, act: Say) -> None:
        try:
            act(gesture, rest)
        except SeveralAgreements as error:
            gesture.say(which(error.choices, word, rest))
        except RepIsAway as error:
            gesture.say(asked_whom(error.leave, error.anyway, error.to_next))
