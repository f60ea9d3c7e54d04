"""How often a method may be called: by its tier, by channel, and history under the restricted regime."""

from collections import deque
from collections.abc import Callable
from email.utils import format_datetime
from math import ceil

from sandbox.contract import Contract
from sandbox.instants import SECOND, instant
from sandbox.settings import BOTH, OFF, PER_CHANNEL, PER_TIER, Settings
from sandbox.wire import RateLimited

MINUTE = 60 * SECOND
DAY_SECONDS = 86_400
POSTING = ("chat.postMessage", "chat.postEphemeral")
HISTORY = ("conversations.history", "conversations.replies")


class Rates:
    """The gates of one workspace: each knows when it was last passed, by the sandbox's clock."""

    def __init__(self, settings: Settings, contract: Contract, now: Callable[[], int]) -> None:
        self._settings = settings
        self._contract = contract
        self._now = now
        self._passed: dict[str, deque[int]] = {}

    def pass_gates(self, method: str, channel: str) -> None:
        """Lets one call through, or raises RateLimited with the seconds until the gate opens."""
        if method in HISTORY and self._settings.history_restricted:
            self._pass(f"history {method}", 1, MINUTE)
        if self._settings.rate_limits == OFF:
            return
        if method in POSTING and channel and self._settings.rate_limits in (PER_CHANNEL, BOTH):
            self._pass(f"channel {channel}", self._contract.limits["rate"]["post_message_per_channel_per_s"], SECOND)
        most = self._contract.per_minute(method)
        if most is not None and self._settings.rate_limits in (PER_TIER, BOTH):
            self._pass(f"method {method}", most, MINUTE)

    def retry_after(self, seconds: float) -> dict[str, str]:
        """The header that says when to come again, in the form that the settings ask for."""
        forms = {
            "integer": str(ceil(seconds)),
            "zero": "0",
            "float": f"{seconds:.3f}",
            "day": str(DAY_SECONDS),
            "date": format_datetime(instant(self._now() + ceil(seconds) * SECOND), usegmt=True),
        }
        form = self._settings.retry_after
        return {"retry-after": forms[form]} if form in forms else {}

    def _pass(self, gate: str, most: int, span: int) -> None:
        now, passed = self._now(), self._passed.setdefault(gate, deque())
        while passed and passed[0] <= now - span:
            passed.popleft()
        if len(passed) >= most:
            raise RateLimited((passed[0] + span - now) / SECOND)
        passed.append(now)
