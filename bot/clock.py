"""The clocks: the system's, and a sandbox's that can be turned."""

import contextlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.errors import ClockLost

PARTICIPANT = "sla-bot"
ANSWER_WITHIN = 10.0


class Clock(Protocol):
    """Tells the time as an aware UTC instant."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class Reading:
    """What the sandbox's clock showed; `moves` rises with each move. `is_due`: something that was named has come."""

    now: datetime
    moves: int
    is_due: bool


class SandboxClock:
    """A sandbox's clock by its URL, `…/_sandbox/clock`. Raises ClockLost when it does not answer."""

    def __init__(self, url: str, participant: str = PARTICIPANT) -> None:
        from bot.kept_line import KeptLine  # noqa: PLC0415 - what the system's clock does not need

        self._url = url
        self._line = KeptLine(url)
        self._participant = participant

    def now(self) -> datetime:
        return datetime.fromisoformat(self._call("", None)["now"]).astimezone(UTC)

    def wait(self, seen: int | None, next_due: datetime | None, seconds: float) -> Reading:
        """Sleeps until `next_due`, or what was said to be due meanwhile, has come, or the seconds are over.

        Without `seen` it answers at once.
        """
        asked = {"seen": seen, "next_due": _iso(next_due), "timeout": seconds, "only_due": True}
        answer = self._call("/wait", asked, seconds + ANSWER_WITHIN)
        shown = datetime.fromisoformat(answer["now"]).astimezone(UTC)
        return Reading(shown, int(answer["moves"]), is_due=bool(answer.get("due")))

    def leave(self) -> None:
        """The clock need not wait for the bot any more."""
        with contextlib.suppress(ClockLost):
            self._call("/leave", {})

    def say_due(self, next_due: datetime | None) -> None:
        """Tells the sandbox when the bot has something to do next."""
        self._call("/due", {"next_due": _iso(next_due)})

    def _call(self, path: str, order: dict[str, Any] | None, seconds: float = ANSWER_WITHIN) -> dict[str, Any]:
        body = None if order is None else json.dumps({"participant": self._participant, **order}).encode()
        try:
            told: dict[str, Any] = json.loads(self._line.ask(path, body, seconds))
        except (OSError, ValueError) as error:
            raise ClockLost(f"The sandbox's clock at {self._url} does not answer ({error}).") from error
        return told


def clock_of(setting: str) -> Clock:
    """The clock that SLA_BOT_CLOCK names."""
    return SystemClock() if setting == "system" else SandboxClock(setting)


def tell_follower(clock: Clock) -> None:
    """Another process changed the database: a bot that follows this clock looks again now."""
    if isinstance(clock, SandboxClock):
        clock.say_due(clock.now())


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
