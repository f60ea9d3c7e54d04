"""Slash commands and shortcuts."""

from sandbox import payloads
from sandbox.channels import Channel
from sandbox.directory import actor, channel_named, place
from sandbox.envelopes import COMMANDS, Ack
from sandbox.gestures.outcome import refuse_answer, send, shown
from sandbox.people import Person
from sandbox.responses import answer_gesture
from sandbox.slash import written
from sandbox.state import Workspace
from sandbox.triggers import Gesture
from sandbox.wire import Json, NotServed, Refused, SlackError


async def command(workspace: Workspace, order: Json) -> Json:
    """`{user, channel, text}`: types a whole line such as `/sla status`."""
    person = actor(workspace, order)
    channel = place(workspace, order, person)
    name, _, text = str(order.get("text", "")).strip().partition(" ")
    known = workspace.manifest.command(name)
    gesture = workspace.gestures.begin(person.id, channel.id)
    if known is None or not workspace.is_installed:
        return _refused(gesture, "invalid_command", f"{name} is not a valid command.")
    if order.get("thread_ts"):
        return _refused(gesture, "command_not_in_thread", f"{name} is not supported in threads. Sorry!")
    words = (name, written(workspace, text.strip(), known.should_escape))
    payload = payloads.command(workspace, person, channel, gesture, words)
    ack = await send(workspace, gesture, payload, COMMANDS)
    response = _respond(workspace, person, channel, ack)
    if response is not None:
        gesture.note("response", message=response)
    return shown(workspace, gesture, ack, response=response)


async def shortcut(workspace: Workspace, order: Json) -> Json:
    """`{user, callback_id}`: runs a global shortcut."""
    person = actor(workspace, order)
    callback_id = _offered(workspace, order, "global")
    gesture = workspace.gestures.begin(person.id)
    ack = await send(workspace, gesture, payloads.global_shortcut(workspace, person, gesture, callback_id))
    return shown(workspace, gesture, ack)


async def message_shortcut(workspace: Workspace, order: Json) -> Json:
    """`{user, channel, ts, callback_id}`: runs a shortcut on a message."""
    person = actor(workspace, order)
    channel = channel_named(workspace, str(order.get("channel") or "dm"), person)
    callback_id = _offered(workspace, order, "message")
    message = workspace.messages.find(channel.id, str(order.get("ts", "")))
    if message is None or message.only_for:
        raise Refused(f"There is no message {order.get('ts')} that a shortcut could be run on.", 404)
    gesture = workspace.gestures.begin(person.id, channel.id)
    payload = payloads.message_shortcut(workspace, person, gesture, callback_id, message)
    return shown(workspace, gesture, await send(workspace, gesture, payload))


def _offered(workspace: Workspace, order: Json, kind: str) -> str:
    callback_id = str(order.get("callback_id", ""))
    if not workspace.manifest.has_shortcut(callback_id, kind):
        raise Refused(f"The manifest has no {kind} shortcut {callback_id}.", 404)
    return callback_id


def _refused(gesture: Gesture, error: str, sentence: str) -> Json:
    gesture.note("ack", error=error, answer=None)
    return {"ok": False, "gesture": gesture.id, "error": error, "view": None, "response": None, "text": sentence}


def _respond(workspace: Workspace, person: Person, channel: Channel, ack: Ack) -> Json | None:
    answer = {"text": ack.answer} if isinstance(ack.answer, str) else ack.answer
    if not isinstance(answer, dict) or not (answer.get("text") or answer.get("blocks")):
        return None
    try:
        return answer_gesture(workspace, channel, person.id, answer).face()
    except (SlackError, NotServed) as refusal:
        raise refuse_answer(workspace, ack, refusal, "The app answered a message that Slack refuses") from refusal
