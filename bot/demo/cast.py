"""The people of the demo: each does what the story says, when the sandbox's clock comes to it."""

import json
from collections.abc import Sequence
from datetime import datetime
from threading import Event
from typing import Any
from urllib.request import Request, urlopen

import structlog

from bot.clock import SandboxClock
from bot.demo.story import Report, Scene
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
        return self._ask(Request(f"{self.base}/_sandbox/{name}", content, {"Content-Type": "application/json"}))  # noqa: S310

    def newest_button(self, handle: str, about: str) -> dict[str, str] | None:
        """Where to press the first button of the newest message to this person that says `about`; None without one."""
        asked = Request(f"{self.base}/_sandbox/messages?channel=dm&as={handle}")  # noqa: S310
        for message in reversed(self._ask(asked)["messages"]):
            rows = [block for block in message["blocks"] if block["type"] == "actions"]
            if rows and about in message["text"]:
                return {"ts": message["ts"], "action_id": rows[0]["elements"][0]["action_id"]}
        return None

    def _ask(self, request: Request) -> dict[str, Any]:
        with urlopen(request, timeout=GESTURE_WITHIN) as answer:  # noqa: S310 - our own sandbox on this machine
            told: dict[str, Any] = json.load(answer)
            return told


class Cast:
    """Plays scenes in one channel, in step with the clock, so that none is skipped when it is turned on."""

    def __init__(self, controls: Controls, channel: str, scenes: Sequence[Scene | Report]) -> None:
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
            try:
                self._play(scene)
            except OSError as error:
                log.warning("scene_not_played", error=str(error))

    def _play(self, scene: Scene | Report) -> None:
        if isinstance(scene, Report):
            self._write(scene)
        else:
            self._controls.post(
                "command", {"user": scene.handle, "channel": self._channel, "text": f"/sla {scene.text}"}
            )

    def _write(self, report: Report) -> None:
        """Presses the first button of the message about the report, sends its form off as it comes, and closes it."""
        where = self._controls.newest_button(report.handle, report.what)
        if where is None:
            log.warning("nothing_to_press", handle=report.handle, what=report.what)
            return
        self._controls.post("press", {"user": report.handle, "channel": "dm", **where})
        if self._controls.post("submit", {"user": report.handle, "values": {}})["view"]:
            self._controls.post("close", {"user": report.handle, "all": True})
