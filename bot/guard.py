"""The guard in front of Bolt: nothing of a request is parsed before its signature is known to be Slack's."""

import re
from collections.abc import Mapping

from slack_sdk.signature import Clock as Seconds
from slack_sdk.signature import SignatureVerifier

from bot.clock import Clock
from bot.errors import ClockLost

TIMESTAMP = re.compile(r"[0-9]{10}", re.ASCII)
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
LARGEST_BODY = 1024 * 1024


class Guard:
    """Verifies Slack's v0 signature of the raw body; good for 300 seconds by the bot's clock."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._verifier = SignatureVerifier(secret, _Ticks(clock))

    def lets_in(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether Slack sent this body; whatever is wrong with it, the answer is no."""
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not (TIMESTAMP.fullmatch(timestamp) and SIGNATURE.fullmatch(signature)):
            return False
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except (UnicodeDecodeError, ClockLost):
            return False


class _Ticks(Seconds):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()
