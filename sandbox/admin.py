"""What an administrator does to channels and people, with the events that follow."""

from sandbox.channels import IM, PRIVATE, PUBLIC, Channel
from sandbox.directory import channel_named, person_named
from sandbox.events import announce, announce_member
from sandbox.instants import ts
from sandbox.state import Workspace
from sandbox.wire import Json, Refused

CHANNEL_KEYS = {"channel", "add", "remove", "is_archived"}


async def change_channel(workspace: Workspace, order: Json) -> Json:
    """`POST channel {channel, add?, remove?, is_archived?}`: people by handle, the app as `bot`."""
    if unknown := set(order) - CHANNEL_KEYS:
        raise Refused(f"A channel has no {', '.join(sorted(unknown))} to change; there are {sorted(CHANNEL_KEYS)}.")
    channel = channel_named(workspace, str(order.get("channel", "")))
    if channel.kind == IM:
        raise Refused("A direct message can't be changed.")
    for name in order.get("add", []):
        admit(workspace, channel, _member(workspace, name))
    for name in order.get("remove", []):
        dismiss(workspace, channel, _member(workspace, name))
    if "is_archived" in order:
        _archive(workspace, channel, bool(order["is_archived"]))
    return {"ok": True, "channel": channel.id, "members": channel.members, "is_archived": channel.is_archived}


async def change_person(workspace: Workspace, order: Json) -> Json:
    """`POST person {user, is_deleted: true}`: deactivates an account."""
    person = person_named(workspace, str(order.get("user", "")))
    if person.is_bot or order.get("is_deleted") is not True:
        raise Refused("All that can be done to a person is `is_deleted: true`.")
    gone = workspace.people.deactivate(person)
    profile = workspace.people.profile(gone, "users:read.email" in workspace.scopes(), workspace.now())
    now = workspace.now()
    announce(workspace, {"type": "user_change", "user": profile, "cache_ts": now // 1_000_000, "event_ts": ts(now)})
    workspace.feed.tell("person", user=gone.id)
    return {"ok": True, "user": gone.id}


def admit(workspace: Workspace, channel: Channel, person: str) -> None:
    """Lets someone into a channel, with the event of it; whoever is in stays in."""
    if person in channel.members:
        return
    channel.members.append(person)
    workspace.feed.tell("channel", channel=channel.id)
    announce_member(workspace, "member_joined_channel", channel, person)


def dismiss(workspace: Workspace, channel: Channel, person: str) -> None:
    """Takes someone out of a channel, with the event of it."""
    if person not in channel.members:
        return
    channel.members.remove(person)
    workspace.feed.tell("channel", channel=channel.id)
    if person != workspace.bot.id:
        announce_member(workspace, "member_left_channel", channel, person)
        return
    kind = "group_left" if channel.kind == PRIVATE else "channel_left"
    now = ts(workspace.now())
    announce(workspace, {"type": kind, "channel": channel.id, "actor_id": channel.creator, "event_ts": now})


def _archive(workspace: Workspace, channel: Channel, is_archived: bool) -> None:
    if channel.is_archived == is_archived:
        return
    channel.is_archived = is_archived
    workspace.feed.tell("channel", channel=channel.id)
    if workspace.bot.id in channel.members or channel.kind == PUBLIC:
        kind = ("group_" if channel.kind == PRIVATE else "channel_") + ("archive" if is_archived else "unarchive")
        event: Json = {"type": kind, "channel": channel.id, "user": channel.creator, "event_ts": ts(workspace.now())}
        announce(workspace, event)


def _member(workspace: Workspace, name: str) -> str:
    return workspace.bot.id if name == "bot" else person_named(workspace, name).id
