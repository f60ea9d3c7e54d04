"""Buttons, menus and pickers, in messages, modals and the Home tab."""

from dataclasses import dataclass, field

from sandbox import payloads
from sandbox.blocks import STATE_KEYS, elements
from sandbox.directory import actor, channel_named
from sandbox.gestures.outcome import send, shown
from sandbox.instants import ts
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.typing_in import option_of, typed_state
from sandbox.views import View
from sandbox.wire import Json, Refused


@dataclass(frozen=True)
class Spot:
    """Where something is pressed: a message or a view, with its blocks and what the person typed there."""

    message: Message | None
    view: View | None
    blocks: list[Json]
    typed: dict[tuple[str, str], Json] = field(default_factory=dict)


async def press(workspace: Workspace, order: Json) -> Json:
    """`{user, channel, ts | view_id, action_id, block_id?, value?}`: presses a button or chooses a value."""
    person = actor(workspace, order)
    spot = find_spot(workspace, order, person)
    block, element = find_element(spot, order)
    action = _action(workspace, block, element, order.get("value"))
    if element["type"] in STATE_KEYS:
        key = (block["block_id"], element["action_id"])
        spot.typed[key] = typed_state(workspace, element, order.get("value"))
        if block.get("type") == "input" and not block.get("dispatch_action"):
            return {"ok": True, "gesture": None, "error": None, "view": None}  # typed; nothing leaves the client
    gesture = workspace.gestures.begin(person.id, spot.message.channel if spot.message else "")
    if spot.message is not None:
        payload = payloads.message_action(workspace, person, gesture, spot.message, action)
    else:
        assert spot.view is not None
        payload = payloads.view_action(workspace, person, gesture, spot.view, action)
    return shown(workspace, gesture, await send(workspace, gesture, payload))


async def suggest(workspace: Workspace, order: Json) -> Json:
    """`{user, channel, ts | view_id, action_id, value}`: types into an external select; returns its options."""
    person = actor(workspace, order)
    spot = find_spot(workspace, order, person)
    block, element = find_element(spot, order)
    typed = str(order.get("value", ""))
    if "external_select" not in element["type"]:
        raise Refused(f"{element['action_id']} is a {element['type']}; only external selects ask the app.")
    if len(typed) < element.get("min_query_length", 3):
        return {"ok": True, "error": None, "options": [], "option_groups": []}
    gesture = workspace.gestures.begin(person.id)
    named = {**element, "block_id": block["block_id"]}
    ack = await send(
        workspace, gesture, payloads.suggestion(workspace, person, _container(workspace, spot), named, typed)
    )
    answer = ack.answer if isinstance(ack.answer, dict) else {}
    options = {"options": answer.get("options", []), "option_groups": answer.get("option_groups", [])}
    return {"ok": ack.shown_error is None, "error": ack.shown_error, **options}


def find_spot(workspace: Workspace, order: Json, person: Person) -> Spot:
    """The view that the person has open, or the message that they see."""
    if order.get("view_id"):
        view = workspace.views.find(str(order["view_id"]))
        if view is None or view.user != person.id:
            raise Refused(f"@{person.name} has no view {order['view_id']} open.", 404)
        return Spot(None, view, view.blocks, view.typed)
    channel = channel_named(workspace, str(order.get("channel") or "dm"), person)
    message = workspace.messages.find(channel.id, str(order.get("ts", "")))
    if message is None or message.only_for not in ("", person.id):
        raise Refused(f"@{person.name} sees no message {order.get('ts')} there.", 404)
    attached = [block for one in message.attachments for block in one.get("blocks", [])]
    return Spot(message, None, [*message.blocks, *attached], message.typed.setdefault(person.id, {}))


def find_element(spot: Spot, order: Json) -> tuple[Json, Json]:
    """The block and element of an `action_id`; of several alike `block_id` or a button's `value` tells which."""
    wanted, block_id = order.get("action_id"), order.get("block_id")
    found = [
        (block, element)
        for block, element in elements(spot.blocks)
        if element.get("action_id") == wanted and block_id in (None, block.get("block_id"))
    ]
    if not found:
        known = ", ".join(str(element.get("action_id")) for _, element in elements(spot.blocks))
        raise Refused(f"There is nothing called {wanted} to press there; there are {known or 'no elements'}.", 404)
    buttons = [pair for pair in found if pair[1]["type"] == "button"]
    if order.get("value") is None or not buttons:
        return found[0]
    return _button_of(buttons, order)


def _button_of(buttons: list[tuple[Json, Json]], order: Json) -> tuple[Json, Json]:
    for pair in buttons:
        if pair[1].get("value") == order["value"]:
            return pair
    known = ", ".join(str(button["value"]) for _, button in buttons if button.get("value") is not None)
    values = f"the values there are: {known}" if known else "they have no values"
    raise Refused(f"No button {order.get('action_id')} has the value {order['value']}; {values}.", 404)


def _action(workspace: Workspace, block: Json, element: Json, value: object) -> Json:
    common = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": ts(workspace.now()),
    }
    if element["type"] == "button":
        optional: Json = {name: element[name] for name in ("value", "style", "url") if name in element}
        return {**common, "text": element["text"], **optional}
    if element["type"] == "overflow":
        return {**common, "selected_option": option_of(element, value)}
    return {**common, **typed_state(workspace, element, value)}


def _container(workspace: Workspace, spot: Spot) -> Json:
    if spot.view is not None:
        return {"container": {"type": "view", "view_id": spot.view.id}, "view": workspace.views.face(spot.view)}
    assert spot.message is not None
    place = {"type": "message", "message_ts": spot.message.ts, "channel_id": spot.message.channel}
    return {"container": place, "channel": {"id": spot.message.channel}, "message": spot.message.face()}
