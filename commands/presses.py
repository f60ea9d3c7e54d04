"""One listener for every button of ours, and one for every form: each finds its act in the table."""

from collections.abc import Iterable, Mapping
from typing import Any

from slack_bolt import Ack, BoltContext, Respond

from commands import on_lead
from commands.answers import Answers
from commands.door import Door, Pressed, WrongFields, answered, failed
from commands.gesture import Gesture, Opener
from messages.refusals import field_error
from messages.views import View
from sla.errors import SlaError

GONE = "That button does nothing any more. `/sla help` shows what can be done."
FORM_GONE = "That form is of an older version of the bot. Close it, and open it again."


class Presses:
    """The buttons and menus of messages, by their action ids without number: `act:called:3` is `act:called`."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self.acts = {door.id: door.function for door in doors if door.kind == "action"}

    def press(  # noqa: PLR0917 - Bolt fills them by name
        self,
        ack: Ack,
        body: dict[str, Any],
        action: dict[str, Any],
        context: BoltContext,
        client: Opener,
        respond: Respond,
    ) -> None:
        """The listener of `act:…`."""
        ack()
        gesture = Gesture.of(body, context, client, respond)
        pressed = pressed_of(body, action)
        act = self.acts.get(pressed.act)
        if act is None:
            gesture.say(GONE)
            return
        answered(gesture, pressed.act, lambda: act(gesture, pressed))


class Forms:
    """The forms, by their callback ids."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self.acts = {door.id: door.function for door in doors if door.kind == "form"}

    def submit(
        self, ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext, client: Opener
    ) -> None:
        """The listener of `form:…`: what is wrong is said at its field, before anything is done."""
        gesture, answers = Gesture.of(body, context, client, None), Answers.of(view)
        act = self.acts.get(str(view.get("callback_id")))
        if act is None:
            _refuse(ack, answers, {}, FORM_GONE)
            return
        try:
            shown: View = act(gesture, answers)
        except WrongFields as error:
            _refuse(ack, answers, error.fields, "")
        except SlaError as error:
            with gesture.sessions.read() as session:
                _refuse(ack, answers, {}, on_lead.in_words(session, gesture, str(error)))
        except Exception as error:  # noqa: BLE001 - a door ends here
            _refuse(ack, answers, {}, failed(gesture, str(view.get("callback_id")), error))
        else:
            ack(response_action="update", view=shown)


def pressed_of(body: Mapping[str, Any], action: Mapping[str, Any]) -> Pressed:
    """The press, whether of a button or of a choice in a menu."""
    act = ":".join(str(action.get("action_id") or "").split(":")[:2])
    value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    message = body.get("message") or {}
    is_alone = not str(action.get("action_id") or "").removeprefix(act)
    return Pressed(
        act, value, str(action.get("block_id") or ""), others=not is_alone, source=message, view=body.get("view")
    )


def _refuse(ack: Ack, answers: Answers, fields: Mapping[str, str], otherwise: str) -> None:
    """Says what is wrong at its field, or at the first field of the form."""
    wrong = {field: field_error(sentence) for field, sentence in fields.items() if field in answers.fields}
    stray = " ".join([sentence for field, sentence in fields.items() if field not in answers.fields] + [otherwise])
    if stray.strip() and answers.first:
        wrong.setdefault(answers.first, field_error(stray.strip()))
    if wrong:
        ack(response_action="errors", errors=wrong)
    else:
        ack()
