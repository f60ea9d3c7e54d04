"""What an administrator does to channels, with the events that follow."""

from collections.abc import Callable
from typing import Any

from sandbox.channels import IM, PRIVATE, PUBLIC, Channel
from sandbox.directory import channel_named, person_named
from sandbox.events import announce, announce_channel, announce_member
from sandbox.posting import post
from sandbox.state import Workspace
from sandbox.wire import Json, Refused
from sandbox.words import Words

CHANNEL_KEYS = {"channel", "add", "remove", "is_archived", "name", "is_private", "id", "is_deleted"}
NEW_KEYS = {"name", "members", "is_private"}
CONVERTED = {
    PRIVATE: (
        "channel_convert_to_private",
        "made this channel *private*. It is seen and joined by invitation only.",
    ),
    PUBLIC: ("channel_convert_to_public", "made this channel *public*. Every member can see and join it."),
}


async def change_channel(workspace: Workspace, order: Json) -> Json:
    """`POST channel {channel, add?, remove?, is_archived?, name?, is_private?, id?, is_deleted?}`."""
    if unknown := set(order) - CHANNEL_KEYS:
        raise Refused(f"A channel has no {', '.join(sorted(unknown))} to change; there are {sorted(CHANNEL_KEYS)}.")
    channel = channel_named(workspace, str(order.get("channel", "")))
    if channel.kind == IM and "id" not in order:
        raise Refused("A direct message can't be changed.")
    for name in order.get("add", []):
        admit(workspace, channel, _member(workspace, name))
    for name in order.get("remove", []):
        dismiss(workspace, channel, _member(workspace, name))
    for key, act in ACTS.items():
        if key in order:
            act(workspace, channel, order[key])
    workspace.feed.tell("channel", channel=channel.id)
    return {"ok": True, "channel": channel.id, "members": channel.members, "is_archived": channel.is_archived}


async def create_channel(workspace: Workspace, order: Json) -> Json:
    """`POST new_channel {name, members?, is_private?}`: `bot` among the members is the app."""
    if not order.get("name") or set(order) - NEW_KEYS:
        raise Refused("A new channel takes a `name`, and may have `members` and `is_private`.")
    name, members = _free_name(workspace, order["name"]), [_member(workspace, one) for one in order.get("members", [])]
    creator = next((one for one in members if one != workspace.bot.id), workspace.bot.id)
    created = workspace.now() // 1_000_000
    channel = workspace.channels.create(name, creator, members, created, bool(order.get("is_private")))
    workspace.feed.tell("channel", channel=channel.id)
    if channel.kind == PUBLIC:
        announce(workspace, {"type": "channel_created", "channel": {**_card(channel), "creator": creator}})
    announce_member(workspace, "joined", channel, workspace.bot.id)
    return {"ok": True, "channel": channel.id, "members": members, "is_archived": False}


def admit(workspace: Workspace, channel: Channel, person: str) -> None:
    """Lets someone into a channel, with the event of it; whoever is in stays in."""
    if person in channel.members:
        return
    channel.members.append(person)
    workspace.feed.tell("channel", channel=channel.id)
    announce_member(workspace, "joined", channel, person)


def dismiss(workspace: Workspace, channel: Channel, person: str) -> None:
    """Takes someone out of a channel, with the event of it."""
    if person not in channel.members:
        return
    channel.members.remove(person)
    workspace.feed.tell("channel", channel=channel.id)
    if person == workspace.bot.id:
        announce_channel(workspace, channel, "left", {"actor_id": channel.creator})
    else:
        announce_member(workspace, "left", channel, person)


def archive(workspace: Workspace, channel: Channel, is_archived: bool) -> None:
    """Archives a channel, or takes it out of the archive."""
    if channel.is_archived != bool(is_archived):
        channel.is_archived = bool(is_archived)
        announce_channel(workspace, channel, "archive" if is_archived else "unarchive", {"user": channel.creator})


def rename(workspace: Workspace, channel: Channel, name: str) -> None:
    """Gives a channel another name; its id stays."""
    channel.name = _free_name(workspace, name)
    announce_channel(workspace, channel, "rename", {"channel": _card(channel)})


def convert(workspace: Workspace, channel: Channel, is_private: bool) -> None:
    """Makes a channel private or public; its id stays, and a message says so."""
    kind = PRIVATE if is_private else PUBLIC
    if channel.kind == kind:
        return
    channel.kind = kind
    subtype, text = CONVERTED[kind]
    author = channel.creator if channel.creator != workspace.bot.id else next(iter(channel.members), channel.creator)
    post(workspace, channel, author, Words(text), subtype=subtype)


def move(workspace: Workspace, channel: Channel, channel_id: str) -> None:
    """Gives a channel another id, as when it is shared with another company; the old one is not found any more."""
    old, new = channel.id, channel_id or workspace.ids.fresh(channel.id[0])
    if workspace.channels.find(new) is not None:
        raise Refused(f"There is a channel {new} already.", 409)
    workspace.channels.move(channel, new)
    workspace.messages.move(old, new)
    if workspace.bot.id in channel.members:
        announce(workspace, {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new})


def delete(workspace: Workspace, channel: Channel, is_deleted: bool) -> None:
    """Removes a channel with all that is in it; there is no way back."""
    if is_deleted:
        workspace.channels.remove(channel)
        announce_channel(workspace, channel, "deleted")


ACTS: dict[str, Callable[[Workspace, Channel, Any], None]] = {
    "is_archived": archive,
    "name": rename,
    "is_private": convert,
    "id": move,
    "is_deleted": delete,
}


def _member(workspace: Workspace, name: str) -> str:
    return workspace.bot.id if name == "bot" else person_named(workspace, name).id


def _free_name(workspace: Workspace, name: str) -> str:
    bare = str(name).removeprefix("#")
    if not bare or workspace.channels.named(bare):
        raise Refused(f"There is a channel #{bare} already." if bare else "A channel needs a name.", 409)
    return bare


def _card(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name, "created": channel.created}
