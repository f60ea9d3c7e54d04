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
CHANNEL_EVENTS = ("archive", "created", "deleted", "left", "rename", "unarchive")
GROUP_EVENTS = ("archive", "deleted", "left", "rename", "unarchive")
# Every event that can happen here, with the scopes of which an app needs one.
SCOPES: dict[str, tuple[str, ...]] = {
    **{name: (HISTORY_SCOPES[kind],) for kind, name in MESSAGE_EVENTS.items()},
    **{f"channel_{what}": ("channels:read",) for what in CHANNEL_EVENTS},
    **{f"group_{what}": ("groups:read",) for what in GROUP_EVENTS},
    **{f"member_{what}_channel": ("channels:read", "groups:read") for what in ("joined", "left")},
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_id_changed": ("channels:read", "groups:read"),
    "file_created": ("files:read",),
    "file_shared": ("files:read",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}


def never_sent(workspace: Workspace) -> list[str]:
    """What the app subscribed to although it can't happen in a sandbox."""
    return [name for name in workspace.manifest.events if name not in SCOPES]


def announce(workspace: Workspace, event: Json, subscription: str = "") -> None:
    """Sends one event, unless the app did not ask for it or may not see it."""
    name = subscription or str(event["type"])
    needed, granted = SCOPES.get(name, ()), set(workspace.scopes())
    if name in workspace.manifest.events and (not needed or granted & set(needed)):
        stamped = {**event, "event_ts": event.get("event_ts") or ts(workspace.now())}
        workspace.delivery.send_event(_wrapped(workspace, stamped))


def announce_message(workspace: Workspace, channel: Channel, message: Message) -> None:
    """Sends a message's event, the app's own messages included; only where the bot is a member."""
    if workspace.bot.id not in channel.members:
        return
    place = {"channel": channel.id, "event_ts": message.ts}
    event = {**message.face(), **place, "channel_type": CHANNEL_TYPES[channel.kind]}
    announce(workspace, event, MESSAGE_EVENTS[channel.kind])
    if f"<@{workspace.bot.id}>" in message.text and message.from_app is None and channel.kind != IM:
        announce(workspace, {**message.face(), **place, "type": "app_mention"})


def announce_change(workspace: Workspace, message: Message, before: Json, is_deleted: bool = False) -> None:
    """Sends that a message was changed or deleted; `before` is what it was."""
    channel = workspace.channels.find(message.channel)
    if message.only_for or channel is None or workspace.bot.id not in channel.members:
        return
    now = ts(workspace.now())
    what: Json = {"deleted_ts": message.ts} if is_deleted else {"message": message.face()}
    event: Json = {
        "type": "message",
        "subtype": "message_deleted" if is_deleted else "message_changed",
        "hidden": True,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "ts": now,
        "previous_message": before,
        **what,
    }
    announce(workspace, event, MESSAGE_EVENTS[channel.kind])


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


def announce_member(workspace: Workspace, what: str, channel: Channel, person: str) -> None:
    """Sends that someone `joined` or `left` a channel of the bot's."""
    scope = "channels:read" if channel.kind == PUBLIC else "groups:read"
    if workspace.bot.id in channel.members and scope in workspace.scopes():
        event: Json = {"type": f"member_{what}_channel", "user": person, "channel": channel.id, "channel_type": "C"}
        announce(workspace, {**event, "team": workspace.team_id})


def announce_channel(workspace: Workspace, channel: Channel, what: str, more: Json | None = None) -> None:
    """Sends what became of a channel: every public one's, and of the private ones those that the bot is in."""
    if channel.kind != PRIVATE:
        announce(workspace, {"type": f"channel_{what}", "channel": channel.id, **(more or {})})
    elif workspace.bot.id in channel.members or what == "left":
        announce(workspace, {"type": f"group_{what}", "channel": channel.id, **(more or {})})


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
