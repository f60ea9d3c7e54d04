"""The clocks: the system's, and a sandbox's that can be turned."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from bot.errors import ClockLost

PARTICIPANT = "sla-bot"
ANSWER_WITHIN = 10.0
NEVER = 2**53

_open = build_opener(ProxyHandler({})).open


class Clock(Protocol):
    """Tells the time as an aware UTC instant."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class Reading:
    """What the sandbox's clock showed; `moves` rises with each move."""

    now: datetime
    moves: int


class SandboxClock:
    """A sandbox's clock by its URL, `…/_sandbox/clock`. Raises ClockLost when it does not answer."""

    def __init__(self, url: str, participant: str = PARTICIPANT) -> None:
        self._url = url
        self._participant = participant

    def now(self) -> datetime:
        return datetime.fromisoformat(self._call("", None)["now"]).astimezone(UTC)

    def wait(self, seen: int | None, next_due: datetime | None, seconds: float) -> Reading:
        """Sleeps until the clock has moved since `seen`, `next_due` has come, or the seconds are over."""
        asked = {"participant": self._participant, "seen": seen, "next_due": _iso(next_due), "timeout": seconds}
        answer = self._call("/wait", asked, seconds + ANSWER_WITHIN)
        return Reading(datetime.fromisoformat(answer["now"]).astimezone(UTC), int(answer["moves"]))

    def leave(self) -> None:
        """The clock need not wait for the bot any more: to break a wait off is how one leaves."""
        parts = urlsplit(self._url)
        line = HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_WITHIN)
        asked = {"participant": self._participant, "seen": NEVER, "next_due": None, "timeout": ANSWER_WITHIN}
        try:
            line.request("POST", f"{parts.path}/wait", json.dumps(asked), {"Content-Type": "application/json"})
        except (OSError, HTTPException):
            return
        finally:
            line.close()

    def say_due(self, next_due: datetime | None) -> None:
        """Tells the sandbox when the bot has something to do next."""
        self._call("/due", {"participant": self._participant, "next_due": _iso(next_due)})

    def _call(self, path: str, body: dict[str, Any] | None, seconds: float = ANSWER_WITHIN) -> dict[str, Any]:
        content = None if body is None else json.dumps(body).encode()
        request = Request(self._url + path, content, {"Content-Type": "application/json"})  # noqa: S310 - http(s) by the settings
        try:
            with _open(request, timeout=seconds) as answer:
                told: dict[str, Any] = json.load(answer)
                return told
        except (OSError, HTTPException, ValueError) as error:
            raise ClockLost(f"The sandbox's clock at {self._url} does not answer ({error}).") from error


def clock_of(setting: str) -> Clock:
    """The clock that SLA_BOT_CLOCK names."""
    return SystemClock() if setting == "system" else SandboxClock(setting)


def tell_follower(clock: Clock) -> None:
    """Another process changed the database: a bot that follows this clock looks again now."""
    if isinstance(clock, SandboxClock):
        clock.say_due(clock.now())


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
