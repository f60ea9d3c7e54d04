"""Modals: sending them off and closing them."""

from sandbox import payloads
from sandbox.blocks import elements
from sandbox.directory import actor
from sandbox.envelopes import Ack
from sandbox.gestures.outcome import refuse_answer, send, shown
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.triggers import Gesture
from sandbox.typing_in import client_faults, typed_state
from sandbox.views import View
from sandbox.web_api.views import read_shape
from sandbox.wire import Json, NotServed, Refused, SlackError


async def submit(workspace: Workspace, order: Json) -> Json:
    """`{user, view_id?, values}`: fills a form in and sends it off, if Slack's client lets it go."""
    person = actor(workspace, order)
    view = _open_view(workspace, order, person)
    _fill_in(workspace, view, order.get("values") or {})
    gesture = workspace.gestures.begin(person.id)
    if faults := client_faults(view.blocks, view.values()):
        return shown(workspace, gesture, Ack(), result="client_errors", errors=faults)
    ack = await send(workspace, gesture, payloads.submission(workspace, person, gesture, view))
    if ack.shown_error:
        return shown(workspace, gesture, ack, result=ack.shown_error, errors={})
    return _follow(workspace, gesture, view, ack)


async def close(workspace: Workspace, order: Json) -> Json:
    """`{user, view_id?, all?}`: closes the top modal, or all of them, without sending."""
    person = actor(workspace, order)
    view = _open_view(workspace, order, person)
    clears = bool(order.get("all")) or bool(view.shape.get("clear_on_close"))
    closed = workspace.views.clear(person.id) if clears else [view]
    workspace.views.close(view)
    workspace.feed.tell("view", user=person.id)
    gesture = workspace.gestures.begin(person.id)
    ack = Ack()
    for one in closed:
        if one.shape.get("notify_on_close"):
            ack = await send(workspace, gesture, payloads.closing(workspace, person, one, clears))
    return shown(workspace, gesture, ack, result="closed")


def _open_view(workspace: Workspace, order: Json, person: Person) -> View:
    stack = workspace.views.stack(person.id)
    if not stack:
        raise Refused(f"@{person.name} has no form open.", 404)
    if order.get("view_id") not in (None, stack[-1].id):
        raise Refused(f"@{person.name} has another form in front: {stack[-1].id}.", 409)
    return stack[-1]


def _fill_in(workspace: Workspace, view: View, values: Json) -> None:
    by_place = {(block["block_id"], element["action_id"]): element for block, element in elements(view.blocks)}
    filled = {}
    for block_id, by_action in values.items():
        for action_id, value in by_action.items():
            if (block_id, action_id) not in by_place:
                known = ", ".join(f"{block}/{action}" for block, action in by_place)
                raise Refused(f"The form has no {block_id}/{action_id}; it has {known}.")
            filled[block_id, action_id] = typed_state(workspace, by_place[block_id, action_id], value)
    view.typed.update(filled)


def _follow(workspace: Workspace, gesture: Gesture, view: View, ack: Ack) -> Json:
    answer = ack.answer if isinstance(ack.answer, dict) else {}
    action = answer.get("response_action")
    if action == "errors":
        return _show_errors(workspace, gesture, view, ack, answer.get("errors") or {})
    if action in ("update", "push"):
        return _show_view(workspace, gesture, view, ack, answer)
    if action == "clear":
        workspace.views.clear(view.user)
    elif action is None:
        workspace.views.close(view)
    else:
        unknown = SlackError("invalid_arguments", "[ERROR] must be a known action [json-pointer:/response_action]")
        raise refuse_answer(workspace, ack, unknown, f"The app answered response_action {action}")
    workspace.feed.tell("view", user=view.user)
    return shown(workspace, gesture, ack, result="cleared" if action else "closed", errors={})


def _show_errors(workspace: Workspace, gesture: Gesture, view: View, ack: Ack, errors: Json) -> Json:
    inputs = {block.get("block_id") for block in view.blocks if block.get("type") == "input"}
    if strangers := set(errors) - inputs:
        faults = [f"[ERROR] no such input block [json-pointer:/errors/{one}]" for one in strangers]
        sentence = f"The app answered errors for {', '.join(map(str, strangers))}, which are no inputs of the form"
        raise refuse_answer(workspace, ack, SlackError("invalid_arguments", *faults), sentence)
    return shown(workspace, gesture, ack, result="errors", errors=errors)


def _show_view(workspace: Workspace, gesture: Gesture, view: View, ack: Ack, answer: Json) -> Json:
    try:
        shape = read_shape(workspace, answer.get("view"), "modal")
        if answer["response_action"] == "update":
            workspace.views.update(view, shape)
        else:
            workspace.views.push(view.user, shape)
    except (SlackError, NotServed) as refusal:
        raise refuse_answer(workspace, ack, refusal, "The app answered a view that Slack refuses") from refusal
    workspace.feed.tell("view", user=view.user)
    result = "updated" if answer["response_action"] == "update" else "pushed"
    return shown(workspace, gesture, ack, result=result, errors={})
