"""The places that a person has in the sidebar: channels, the app, direct messages."""

from dataclasses import dataclass, replace

from sandbox.channels import IM, PUBLIC, Channel
from sandbox.people import SLACKBOT, Person
from sandbox.state import Workspace

HOME = "home"


@dataclass(frozen=True)
class Place:
    """One entry of the sidebar; `channel_id` is where its messages are, be there any yet or not."""

    channel_id: str
    title: str
    kind: str
    is_member: bool = True
    partner: str = ""


def channels(workspace: Workspace, person: Person) -> list[Place]:
    """The person's channels by name, then the public ones that they are not in."""
    seen = [one for one in workspace.channels if one.kind != IM and _may_see(one, person) and not one.is_archived]
    ordered = sorted(seen, key=lambda one: (person.id not in one.members, one.name))
    return [Place(one.id, one.name, one.kind, person.id in one.members) for one in ordered]


def app(workspace: Workspace, person: Person) -> Place:
    """The app, with its Home and its messages."""
    return replace(_direct(workspace, person, workspace.bot), title=workspace.manifest.name)


def directs(workspace: Workspace, person: Person) -> list[Place]:
    """Everyone else, as a direct message."""
    return [_direct(workspace, person, one) for one in persons(workspace) if one.id != person.id]


def persons(workspace: Workspace) -> list[Person]:
    """Everyone that one can be: people with a working account."""
    return [one for one in workspace.people if not (one.is_bot or one.is_deleted or one.id == SLACKBOT)]


def everywhere(workspace: Workspace, person: Person) -> list[Place]:
    """All places of a person, from the top of the sidebar to its end."""
    return [*channels(workspace, person), app(workspace, person), *directs(workspace, person)]


def place_of(workspace: Workspace, person: Person, channel_id: str) -> Place | None:
    """The place of a channel's id, if the person may be there."""
    channel = workspace.channels.find(channel_id)
    if channel is not None and channel.kind != IM:
        is_open = _may_see(channel, person) and not channel.is_archived
        return Place(channel.id, channel.name, channel.kind, person.id in channel.members) if is_open else None
    with_whom = [app(workspace, person), *directs(workspace, person)]
    return next((one for one in with_whom if one.channel_id == channel_id), None)


def _may_see(channel: Channel, person: Person) -> bool:
    return channel.kind == PUBLIC or person.id in channel.members


def _direct(workspace: Workspace, person: Person, other: Person) -> Place:
    return Place(workspace.channels.direct_id(person.id, other.id), other.real_name, IM, partner=other.id)
