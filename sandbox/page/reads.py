"""How far each person has read each place: what is unread is what came after."""

from sandbox.messages import Message
from sandbox.state import Workspace


class Reads:
    """One for the workspace: what one tab has shown to a person is read in another."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[tuple[str, str], int] = {}

    def see(self, person_id: str, channel_id: str) -> None:
        """The person has the place before their eyes."""
        posted = self._workspace.messages.in_channel(channel_id)
        if posted:
            self._read[person_id, channel_id] = posted[-1].at

    def count(self, person_id: str, channel_id: str) -> int:
        """How many messages of others came since the person looked; replies within threads are not among them."""
        since = self._read.get((person_id, channel_id), 0)
        unread = 0
        for message in reversed(self._workspace.messages.in_channel(channel_id)):
            if message.at <= since:
                break
            unread += is_in_channel(message) and message.user != person_id
        return unread


def is_in_channel(message: Message) -> bool:
    """Whether it stands in the channel itself, and not only within a thread."""
    return message.thread_at in (None, message.at) or message.is_broadcast
