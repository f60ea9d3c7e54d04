"""Tells the app what happened, as far as it subscribed to it and was granted the scope."""

from sandbox.channels import HISTORY_SCOPES, IM, PRIVATE, PUBLIC, Channel
from sandbox.instants import ts
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.tokens import VERIFICATION_TOKEN
from sandbox.wire import Json

MESSAGE_EVENTS = {PUBLIC: "message.channels", PRIVATE: "message.groups", IM: "message.im"}
CHANNEL_TYPES = {PUBLIC: "channel", PRIVATE: "group", IM: "im"}
SCOPES = {
    "app_mention": ("app_mentions:read",),
    "user_change": ("users:read",),
    "team_join": ("users:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
}


def announce(workspace: Workspace, event: Json, subscription: str = "") -> None:
    """Sends one event, unless the app did not ask for it or may not see it."""
    name = subscription or str(event["type"])
    if name in workspace.manifest.events and _may_see(workspace, name):
        workspace.delivery.send_event(_wrapped(workspace, event))


def announce_message(workspace: Workspace, channel: Channel, message: Message) -> None:
    """Sends a message's event, the app's own messages included; only where the bot is a member."""
    if workspace.bot.id not in channel.members:
        return
    place = {"channel": channel.id, "event_ts": message.ts}
    event = {**message.face(), **place, "channel_type": CHANNEL_TYPES[channel.kind]}
    announce(workspace, event, MESSAGE_EVENTS[channel.kind])
    if f"<@{workspace.bot.id}>" in message.text and message.from_app is None and channel.kind != IM:
        announce(workspace, {**message.face(), **place, "type": "app_mention"})


def announce_home(workspace: Workspace, person: Person, tab: str) -> None:
    """Sends that someone opened the app's Home or Messages tab."""
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": workspace.direct(person).id,
        "tab": tab,
        "event_ts": ts(workspace.now()),
    }
    view = workspace.views.home(person.id)
    seen = {"view": workspace.views.face(view)} if view is not None and tab == "home" else {}
    announce(workspace, {**event, **seen})


def announce_member(workspace: Workspace, kind: str, channel: Channel, person: str) -> None:
    """Sends that someone joined or left a channel."""
    letter = "C" if channel.kind == PUBLIC else "G"
    event: Json = {"type": kind, "user": person, "channel": channel.id, "channel_type": letter}
    announce(workspace, {**event, "team": workspace.team_id, "event_ts": ts(workspace.now())})


def _may_see(workspace: Workspace, name: str) -> bool:
    granted = set(workspace.scopes())
    scopes = {MESSAGE_EVENTS[kind]: (HISTORY_SCOPES[kind],) for kind in MESSAGE_EVENTS} | SCOPES
    if name.startswith(("channel_", "group_")):
        return bool(granted & {"channels:read" if name.startswith("channel_") else "groups:read"})
    needed = scopes.get(name, ())
    return not needed or bool(granted & set(needed))


def _wrapped(workspace: Workspace, event: Json) -> Json:
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.ids.fresh("Ev"),
        "event_time": workspace.now() // 1_000_000,
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event['type']}-{workspace.team_id}",
    }
