"""`views.open`, `.update`, `.push`, `.publish`."""

import json
from typing import Any

from sandbox.blockkit import check_view
from sandbox.blocks import name_all
from sandbox.calls import Call
from sandbox.state import Workspace
from sandbox.triggers import Trigger
from sandbox.views import View
from sandbox.wire import Json, SlackError


def open_view(workspace: Workspace, call: Call) -> Json:
    """`views.open`: a modal for the person whose gesture gave the trigger."""
    shape = read_shape(workspace, call.structure("view"), "modal")
    trigger = _trigger(workspace, call)
    view = workspace.views.open(trigger.gesture.user, shape)
    return _shown(workspace, trigger, view, "opened")


def push(workspace: Workspace, call: Call) -> Json:
    """`views.push`: a modal on top of the one that the gesture was made in."""
    shape = read_shape(workspace, call.structure("view"), "modal")
    trigger = _trigger(workspace, call)
    if trigger.view_id is None or workspace.views.find(trigger.view_id) is None:
        raise SlackError("not_found")
    view = workspace.views.push(trigger.gesture.user, shape)
    return _shown(workspace, trigger, view, "pushed")


def update(workspace: Workspace, call: Call) -> Json:
    """`views.update`: by its id or by the app's own name for it."""
    if not call.text("view_id") and not call.text("external_id"):
        raise SlackError("invalid_arguments", "[ERROR] missing required field: view_id")
    views = workspace.views
    view = views.find(call.text("view_id")) if call.text("view_id") else views.external(call.text("external_id"))
    if view is None or view.shape["type"] != "modal":
        raise SlackError("not_found")
    shape = read_shape(workspace, call.structure("view"), "modal")
    _check_hash(call, view)
    workspace.views.update(view, shape)
    workspace.feed.tell("view", user=view.user)
    return {"view": workspace.views.face(view)}


def publish(workspace: Workspace, call: Call) -> Json:
    """`views.publish`: someone's Home tab."""
    if not workspace.manifest.home_tab:
        raise SlackError("not_enabled")
    person = workspace.people.get(call.text("user_id"))
    shape = read_shape(workspace, call.structure("view"), "home")
    home = workspace.views.home(person.id)
    if home is not None:
        _check_hash(call, home)
    view = workspace.views.publish(person.id, shape)
    workspace.feed.tell("home", user=person.id)
    return {"view": workspace.views.face(view)}


def read_shape(workspace: Workspace, shape: Any, surface: str) -> Json:
    """A view as the app describes it, its blocks named; SlackError when Slack would not take it."""
    check = workspace.check(surface)
    check_view(check, shape)
    if not check.faults and shape["type"] != surface:
        check.fault(f"must be a valid enum value: {surface}", "/view/type")
    if check.faults:
        raise SlackError("invalid_arguments", *check.faults)
    if len(json.dumps(shape)) > workspace.contract.limits["view"]["size_max_kb"] * 1024:
        raise SlackError("view_too_large")
    return {**shape, "blocks": name_all(shape["blocks"], workspace.ids)}


def _trigger(workspace: Workspace, call: Call) -> Trigger:
    trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger_id:
        raise SlackError("invalid_arguments", "[ERROR] missing required field: trigger_id")
    return workspace.gestures.use_trigger(trigger_id)


def _shown(workspace: Workspace, trigger: Trigger, view: View, how: str) -> Json:
    face = workspace.views.face(view)
    trigger.gesture.note("view", how=how, view=face)
    workspace.feed.tell("view", user=view.user)
    return {"view": face}


def _check_hash(call: Call, view: View) -> None:
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
