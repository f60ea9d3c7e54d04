"""Channels and direct messages, and who is in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.ids import Ids
from sandbox.wire import Json, SlackError

PUBLIC = "public_channel"
PRIVATE = "private_channel"
IM = "im"
MPIM = "mpim"
TYPES = (PUBLIC, PRIVATE, IM, MPIM)
READ_SCOPES = {PUBLIC: "channels:read", PRIVATE: "groups:read", IM: "im:read", MPIM: "mpim:read"}
HISTORY_SCOPES = {PUBLIC: "channels:history", PRIVATE: "groups:history", IM: "im:history", MPIM: "mpim:history"}


@dataclass
class Channel:
    """A place for messages; a direct message has the two ids of its people as members and no name."""

    id: str
    name: str
    kind: str
    created: int
    creator: str
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    is_general: bool = False

    def partner_of(self, person_id: str) -> str:
        """The other one of a direct message."""
        return next((one for one in self.members if one != person_id), person_id)

    def label(self) -> str:
        """The name as payloads carry it."""
        if self.kind == IM:
            return "directmessage"
        return self.name if self.kind == PUBLIC else "privategroup"

    def card(self, team_id: str, viewer: str) -> Json:
        """Slack's `channel` object as one member of the workspace sees it."""
        common = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.is_archived,
            "is_im": self.kind == IM,
            "is_org_shared": False,
            "context_team_id": team_id,
            "updated": self.created * 1000,
        }
        if self.kind == IM:
            return {**common, "user": self.partner_of(viewer), "is_user_deleted": False, "priority": 0}
        return {**common, **self._room(team_id, viewer)}

    def _room(self, team_id: str, viewer: str) -> Json:
        empty = {"value": "", "creator": "", "last_set": 0}
        return {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == PUBLIC,
            "is_group": self.kind == PRIVATE,
            "is_mpim": False,
            "is_private": self.kind == PRIVATE,
            "is_general": self.is_general,
            "is_shared": False,
            "is_ext_shared": False,
            "is_pending_ext_shared": False,
            "is_member": viewer in self.members,
            "unlinked": 0,
            "creator": self.creator,
            "parent_conversation": None,
            "pending_shared": [],
            "pending_connected_team_ids": [],
            "shared_team_ids": [team_id],
            "previous_names": [],
            "topic": dict(empty),
            "purpose": dict(empty),
        }


class Channels:
    """All places of the workspace."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._by_id: dict[str, Channel] = {}
        self._moved: dict[str, str] = {}

    def __iter__(self) -> Iterator[Channel]:
        return iter(list(self._by_id.values()))

    def create(self, name: str, creator: str, members: list[str], now: int, is_private: bool = False) -> Channel:
        """A new channel; a name is given once."""
        if self.named(name):
            raise ValueError(f"There are two channels called #{name}.")
        kind = PRIVATE if is_private else PUBLIC
        channel = Channel(self._ids.named("C", name), name, kind, now, creator, members, is_general=name == "general")
        self._by_id[channel.id] = channel
        return channel

    def named(self, name: str) -> Channel | None:
        """The channel of a name, with or without #."""
        bare = name.removeprefix("#")
        return next((one for one in self if one.kind != IM and one.name == bare), None)

    def find(self, channel_id: str) -> Channel | None:
        """The channel of an id, whoever asks."""
        return self._by_id.get(channel_id)

    def current(self, channel_id: str) -> Channel | None:
        """The channel that had this id at some time, if it is still there."""
        while channel_id in self._moved:
            channel_id = self._moved[channel_id]
        return self._by_id.get(channel_id)

    def move(self, channel: Channel, channel_id: str) -> None:
        """Gives a channel another id; nobody finds it by the old one."""
        self._moved[channel.id] = channel_id
        self._by_id[channel_id] = self._by_id.pop(channel.id)
        channel.id = channel_id

    def remove(self, channel: Channel) -> None:
        """Takes a channel away for good."""
        del self._by_id[channel.id]

    def seen_by(self, person_id: str, channel_id: str) -> Channel:
        """The channel of an id, if that person may know of it; `channel_not_found` otherwise."""
        channel = self._by_id.get(channel_id)
        if channel is None or (channel.kind != PUBLIC and person_id not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def direct(self, one: str, other: str) -> Channel | None:
        """The direct message between two, if it was ever opened."""
        return self.find(self.direct_id(one, other))

    def open_direct(self, one: str, other: str, now: int) -> Channel:
        """The direct message between two, opened if need be."""
        channel_id = self.direct_id(one, other)
        fresh = Channel(channel_id, "", IM, now, one, [one, other])
        return self._by_id.setdefault(channel_id, fresh)

    def direct_id(self, one: str, other: str) -> str:
        """The id of the direct message between two, be it open yet or not."""
        return self._ids.named("D", "-".join(sorted((one, other))))
