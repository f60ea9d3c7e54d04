"""The people of the demo: each does what the story says, when the sandbox's clock comes to it."""

import json
from collections.abc import Sequence
from datetime import datetime
from threading import Event
from typing import Any
from urllib.request import Request, urlopen

import structlog

from bot.clock import SandboxClock
from bot.demo.story import Scene
from bot.errors import ClockLost

LONG_POLL = 20.0
GESTURE_WITHIN = 15.0

log = structlog.get_logger()


class Controls:
    """The sandbox's own controls, by its base URL."""

    def __init__(self, base: str) -> None:
        self.base = base

    def post(self, name: str, order: dict[str, Any]) -> dict[str, Any]:
        """Has the sandbox do something; raises OSError when it is gone or refuses."""
        content = json.dumps(order).encode()
        request = Request(f"{self.base}/_sandbox/{name}", content, {"Content-Type": "application/json"})  # noqa: S310
        with urlopen(request, timeout=GESTURE_WITHIN) as answer:  # noqa: S310 - our own sandbox on this machine
            told: dict[str, Any] = json.load(answer)
            return told


class Cast:
    """Plays scenes in one channel, in step with the clock, so that none is skipped when it is turned on."""

    def __init__(self, controls: Controls, channel: str, scenes: Sequence[Scene]) -> None:
        self._controls = controls
        self._clock = SandboxClock(f"{controls.base}/_sandbox/clock", participant="people")
        self._channel = channel
        self._scenes = list(scenes)

    def play(self, stop: Event) -> None:
        """Plays until the story or the sandbox ends."""
        seen: int | None = None
        while not stop.is_set() and self._scenes:
            try:
                reading = self._clock.wait(seen, self._scenes[0].at, LONG_POLL)
            except ClockLost:
                return
            seen = reading.moves
            self._play_until(reading.now)
        self._clock.leave()

    def _play_until(self, now: datetime) -> None:
        while self._scenes and self._scenes[0].at <= now:
            scene = self._scenes.pop(0)
            order = {"user": scene.handle, "channel": self._channel, "text": f"/sla {scene.text}"}
            try:
                self._controls.post("command", order)
            except OSError as error:
                log.warning("scene_not_played", error=str(error))
