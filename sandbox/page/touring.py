"""Takes the steps of a tour: types, presses and turns the clock, as a visitor would."""

import asyncio
from datetime import datetime

from sandbox.blocks import elements
from sandbox.directory import channel_named, person_named
from sandbox.gestures import GESTURES
from sandbox.instants import MICROSECOND, instant, micros
from sandbox.messages import Message
from sandbox.page.tour import Act, Pressed, Step, Tour, Turned, Typed
from sandbox.page.turns import working_morning
from sandbox.state import Workspace
from sandbox.wire import Json, Refused


async def take(workspace: Workspace, tour: Tour, step: Step) -> None:
    """Does all that the step says, one after the other; Refused with a sentence when something can't be done."""
    for act in step.acts:
        await _do(workspace, tour, act)


async def _do(workspace: Workspace, tour: Tour, act: Act) -> None:
    if isinstance(act, Typed):
        await _type(workspace, act)
    elif isinstance(act, Pressed):
        await _press(workspace, act)
    elif isinstance(act, Turned):
        await _turn(workspace, workspace.now() + act.span // MICROSECOND)
    elif isinstance(act.at, datetime):
        await _turn(workspace, micros(act.at))
    else:
        await _turn(workspace, micros(working_morning(instant(workspace.now()), tour.zone, act.at)))


async def _type(workspace: Workspace, act: Typed) -> None:
    gesture = "command" if act.line.startswith("/") else "say"
    order = {"user": act.handle, "channel": act.channel, "text": act.line}
    _answered(workspace, await GESTURES[gesture](workspace, order))


async def _press(workspace: Workspace, act: Pressed) -> None:
    message, block_id, element = await _button(workspace, act)
    order = {
        "user": act.handle,
        "channel": message.channel,
        "ts": message.ts,
        "block_id": block_id,
        "action_id": element["action_id"],
        "value": element.get("value"),
    }
    _answered(workspace, await GESTURES["press"](workspace, order))


async def _turn(workspace: Workspace, to: int) -> None:
    if to > workspace.now():
        workspace.advances.begin(to)
        await workspace.advances.finish()
        workspace.feed.tell("clock")


async def _button(workspace: Workspace, act: Pressed) -> tuple[Message, str, Json]:
    """The button, as soon as a message has it."""
    deadline = asyncio.get_running_loop().time() + workspace.settings.patience_seconds
    while True:
        cursor = workspace.feed.cursor
        if found := _find(workspace, act):
            return found
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            raise Refused(f"@{act.handle} sees no message about {act.about} with a button “{act.button}”.", 404)
        await workspace.feed.after(cursor, left)


def _find(workspace: Workspace, act: Pressed) -> tuple[Message, str, Json] | None:
    person = person_named(workspace, act.handle)
    channel = channel_named(workspace, act.channel, person)
    for message in reversed(workspace.messages.seen_by(person.id, channel.id)):
        if act.about not in message.text:
            continue
        for block, element in elements(message.blocks):
            if element["type"] == "button" and element["text"]["text"] == act.button:
                return message, block["block_id"], element
    return None


def _answered(workspace: Workspace, answer: Json) -> None:
    if answer.get("error"):
        raise Refused(f"{workspace.manifest.name} did not take it: {answer.get('text') or answer['error']}.", 502)
