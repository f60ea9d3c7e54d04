"""Finds people and channels as controls name them: by id, by `@handle`, by `#name`."""

from sandbox.channels import IM, Channel
from sandbox.people import Person
from sandbox.state import Workspace
from sandbox.wire import Json, Refused


def person_named(workspace: Workspace, name: str) -> Person:
    """The person of an id or handle; Refused otherwise."""
    people = workspace.people
    found = next((one for one in people if one.id == name), None) or people.named(name)
    if found is None:
        known = ", ".join(f"@{one.name}" for one in people if not one.is_bot)
        raise Refused(f"There is nobody called {name} here; there are {known}.", 404)
    return found


def channel_named(workspace: Workspace, name: str, viewer: Person | None = None) -> Channel:
    """The channel of an id or `#name`; `dm` or the bot's handle is the viewer's direct message with the app."""
    if viewer is not None and name.removeprefix("@") in ("dm", workspace.bot.name):
        return workspace.direct(viewer)
    if name.startswith("@"):
        return workspace.direct(person_named(workspace, name))
    found = workspace.channels.find(name) or workspace.channels.named(name)
    if found is None:
        known = ", ".join(f"#{one.name}" for one in workspace.channels if one.kind != IM)
        raise Refused(f"There is no channel {name} here; there are {known}, and `dm`.", 404)
    return found


def actor(workspace: Workspace, order: Json) -> Person:
    """Who acts; a person with a working account."""
    if not order.get("user"):
        raise Refused("Who does it? Give a `user`: an id or a handle.")
    person = person_named(workspace, str(order["user"]))
    if person.is_deleted or person.is_bot:
        raise Refused(f"@{person.name} has no account to act with.")
    return person


def place(workspace: Workspace, order: Json, person: Person) -> Channel:
    """Where it is done: a channel that the person is in."""
    channel = channel_named(workspace, str(order.get("channel") or "dm"), person)
    if person.id not in channel.members:
        raise Refused(f"@{person.name} is not in #{channel.name or channel.id}.", 403)
    return channel
