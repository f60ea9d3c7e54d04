"""Messages: what was posted where, in the order of its `ts`, and who sees it."""

from bisect import bisect_left
from dataclasses import dataclass, field

from sandbox.blocks import state_values
from sandbox.instants import parse_ts, ts
from sandbox.wire import Json


@dataclass
class Message:
    """One message; `only_for` makes it ephemeral, for that person's eyes."""

    at: int
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_at: int | None = None
    is_broadcast: bool = False
    from_app: Json | None = None
    files: list[Json] = field(default_factory=list)
    edited: Json | None = None
    subtype: str = ""
    only_for: str = ""
    team: str = ""
    extra: Json = field(default_factory=dict)
    number: int = 0
    typed: dict[str, dict[tuple[str, str], Json]] = field(default_factory=dict)

    @property
    def ts(self) -> str:
        """Its name within the channel."""
        return ts(self.at)

    def values(self, person_id: str) -> Json:
        """`state.values` as one person left them."""
        return state_values(self.blocks, self.typed.get(person_id, {}))

    def face(self, with_metadata: bool = False) -> Json:
        """Slack's `message` object."""
        face: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": self.team}
        face.update(self.from_app or {})
        optional = {
            "subtype": self.subtype,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "edited": self.edited,
            "metadata": self.metadata if with_metadata else None,
            "thread_ts": None if self.thread_at is None else ts(self.thread_at),
        }
        face.update({name: value for name, value in optional.items() if value})
        return {**face, **self.extra}


class Messages:
    """All messages of the workspace."""

    def __init__(self) -> None:
        self._by_channel: dict[str, list[Message]] = {}
        self._last: dict[str, int] = {}
        self._posted: list[Message] = []
        self._by_name: dict[str, Message] = {}

    def name(self, client_msg_id: str, message: Message) -> None:
        """Keeps the app's own name for a message; the first one of a name stays."""
        self._by_name.setdefault(client_msg_id, message)

    def named(self, client_msg_id: str) -> Message | None:
        """The message of the app's own name, deleted or not."""
        return self._by_name.get(client_msg_id)

    def next_at(self, channel: str, now: int) -> int:
        """The instant that the channel's next message gets: strictly later than the last one's."""
        at = max(now, self._last.get(channel, 0) + 1)
        self._last[channel] = at
        return at

    def add(self, message: Message) -> None:
        """Keeps a message; its instant came from `next_at`."""
        kept = self._by_channel.setdefault(message.channel, [])
        kept.append(message)
        self._posted.append(message)
        message.number = len(self._posted)
        if message.thread_at is not None and not message.only_for:
            self._count_reply(message)

    def in_channel(self, channel: str) -> list[Message]:
        """What is stored there for everyone, oldest first, replies included."""
        return [one for one in self._by_channel.get(channel, []) if not one.only_for]

    def posted(self, since: int) -> list[Message]:
        """All that was posted anywhere after message number `since`, deleted ones too, in order."""
        return self._posted[since:]

    def seen_by(self, person_id: str, channel: str) -> list[Message]:
        """What that person sees there, oldest first, ephemeral ones included."""
        return [one for one in self._by_channel.get(channel, []) if one.only_for in ("", person_id)]

    def find(self, channel: str, name: str) -> Message | None:
        """The message of a `ts`, ephemeral or not."""
        try:
            at = parse_ts(name)
        except ValueError:
            return None
        kept = self._by_channel.get(channel, [])
        place = bisect_left(kept, at, key=lambda one: one.at)
        return kept[place] if place < len(kept) and kept[place].at == at else None

    def remove(self, message: Message) -> None:
        """Takes a message away, and out of its thread's count."""
        self._by_channel[message.channel].remove(message)
        if message.thread_at is not None:
            self._count_reply(message)

    def move(self, old: str, new: str) -> None:
        """The channel has another id now."""
        for kept in (moved := self._by_channel.pop(old, [])):
            kept.channel = new
        self._by_channel[new] = moved
        self._last[new] = self._last.pop(old, 0)

    def replies(self, channel: str, parent_at: int) -> list[Message]:
        """The replies of a thread, oldest first."""
        return [one for one in self.in_channel(channel) if one.thread_at == parent_at and one.at != parent_at]

    def _count_reply(self, reply: Message) -> None:
        assert reply.thread_at is not None
        parent = self.find(reply.channel, ts(reply.thread_at))
        if parent is None:
            return
        replies = self.replies(reply.channel, parent.at)
        parent.thread_at = parent.at if replies else None
        users = list(dict.fromkeys(one.user for one in replies))
        count = {"reply_count": len(replies), "reply_users_count": len(users), "reply_users": users}
        parent.extra = {**count, "latest_reply": replies[-1].ts, "is_locked": False} if replies else {}
