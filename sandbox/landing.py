"""Calls whose answer was lost and that happen only after somebody has looked whether they did."""

from collections.abc import Callable

LOOK_UPS = ("conversations.history", "conversations.replies")


class Landing:
    """What is still in the air, channel by channel."""

    def __init__(self) -> None:
        self._held: dict[str, list[Callable[[], object]]] = {}

    def hold(self, channel: str, act: Callable[[], object]) -> None:
        """Keeps a call back until the channel has been looked at."""
        self._held.setdefault(channel, []).append(act)

    def land(self, channel: str) -> None:
        """Lets all that was held back for a channel happen."""
        for act in self._held.pop(channel, []):
            act()

    def land_all(self) -> None:
        """Lets everything happen."""
        for channel in list(self._held):
            self.land(channel)
