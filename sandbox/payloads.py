"""What the app receives for each gesture, in Slack's shape."""

from sandbox.blocks import elements
from sandbox.channels import Channel
from sandbox.instants import ts
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.state import TEAM_DOMAIN, Workspace
from sandbox.tokens import VERIFICATION_TOKEN
from sandbox.triggers import Gesture
from sandbox.views import View
from sandbox.wire import Json


def command(workspace: Workspace, person: Person, channel: Channel, gesture: Gesture, words: tuple[str, str]) -> Json:
    """A slash command: `words` are the command and its text."""
    url = workspace.gestures.response_url(gesture, channel.id)
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.label(),
        "user_id": person.id,
        "user_name": person.name,
        "command": words[0],
        "text": words[1],
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": f"{workspace.base_url}/response/{url.key}",
        "trigger_id": workspace.gestures.trigger(gesture).id,
    }


def global_shortcut(workspace: Workspace, person: Person, gesture: Gesture, callback_id: str) -> Json:
    """A shortcut from anywhere: it has a trigger and no response URL."""
    return {
        **_common(workspace, person, "shortcut"),
        "callback_id": callback_id,
        "action_ts": ts(workspace.now()),
        "trigger_id": workspace.gestures.trigger(gesture).id,
    }


def message_shortcut(workspace: Workspace, person: Person, gesture: Gesture, callback_id: str, on: Message) -> Json:
    """A shortcut on a message."""
    return {
        **_common(workspace, person, "message_action"),
        **_on_message(workspace, gesture, on),
        "callback_id": callback_id,
        "action_ts": ts(workspace.now()),
        "trigger_id": workspace.gestures.trigger(gesture).id,
        "message_ts": on.ts,
        "message": on.face(),
    }


def message_action(workspace: Workspace, person: Person, gesture: Gesture, on: Message, action: Json) -> Json:
    """A press or choice in a message; an ephemeral one is not part of the payload."""
    is_ephemeral = bool(on.only_for)
    container = {"type": "message", "message_ts": on.ts, "channel_id": on.channel, "is_ephemeral": is_ephemeral}
    payload = {
        **_common(workspace, person, "block_actions"),
        **_on_message(workspace, gesture, on),
        "container": container,
        "trigger_id": workspace.gestures.trigger(gesture).id,
        "state": {"values": on.values(person.id)},
        "actions": [action],
    }
    return payload if is_ephemeral else {**payload, "message": on.face()}


def view_action(workspace: Workspace, person: Person, gesture: Gesture, view: View, action: Json) -> Json:
    """A press or choice in a modal or Home tab."""
    face = workspace.views.face(view)
    view_id = view.id if face["type"] == "modal" else None
    return {
        **_common(workspace, person, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": workspace.gestures.trigger(gesture, view_id).id,
        "view": face,
        "state": face["state"],
        "hash": view.hash,
        "actions": [action],
    }


def suggestion(workspace: Workspace, person: Person, place: Json, element: Json, typed: str) -> Json:
    """Someone types into an external select; `place` is the container with its view or message."""
    return {
        **_common(workspace, person, "block_suggestion"),
        **place,
        "action_id": element["action_id"],
        "block_id": element["block_id"],
        "value": typed,
    }


def submission(workspace: Workspace, person: Person, gesture: Gesture, view: View) -> Json:
    """A form sent off."""
    return {
        **_common(workspace, person, "view_submission"),
        "trigger_id": workspace.gestures.trigger(gesture, view.id).id,
        "view": workspace.views.face(view),
        "response_urls": _chosen_channels(workspace, gesture, view),
    }


def closing(workspace: Workspace, person: Person, view: View, is_cleared: bool) -> Json:
    """A form closed without sending."""
    face = workspace.views.face(view)
    return {**_common(workspace, person, "view_closed"), "view": face, "is_cleared": is_cleared}


def _chosen_channels(workspace: Workspace, gesture: Gesture, view: View) -> list[Json]:
    """A response URL for each select of channels that asks for one and holds one."""
    values, urls = view.values(), []
    for block, element in elements(view.blocks):
        state = values.get(block["block_id"], {}).get(element["action_id"], {})
        chosen = state.get("selected_conversation") or state.get("selected_channel")
        if not element.get("response_url_enabled") or not chosen:
            continue
        url = workspace.gestures.response_url(gesture, chosen)
        place = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": chosen}
        urls.append({**place, "response_url": f"{workspace.base_url}/response/{url.key}"})
    return urls


def _common(workspace: Workspace, person: Person, kind: str) -> Json:
    team = workspace.team_id
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": team},
        "api_app_id": workspace.app_id,
        "token": VERIFICATION_TOKEN,
        "team": {"id": team, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _on_message(workspace: Workspace, gesture: Gesture, on: Message) -> Json:
    channel = workspace.channels.find(on.channel)
    assert channel is not None
    url = workspace.gestures.response_url(gesture, channel.id, on.ts)
    address = f"{workspace.base_url}/response/{url.key}"
    return {"channel": {"id": channel.id, "name": channel.label()}, "response_url": address}
