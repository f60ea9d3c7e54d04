"""What a gesture gives the app: a `trigger_id` for one view, a `response_url` for five answers."""

from dataclasses import dataclass, field
from typing import TypeVar

from sandbox.clock import Clock
from sandbox.ids import Ids
from sandbox.wire import Json, SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_USES = 5
KEPT = 10_000
Kept = TypeVar("Kept")
RESPONSE_SECONDS = 30 * 60


@dataclass
class Gesture:
    """What a person did, and what came of it: acks, answers, views, in order."""

    id: str
    user: str
    channel: str = ""
    consequences: list[Json] = field(default_factory=list)

    def note(self, kind: str, **more: object) -> None:
        """Keeps one consequence."""
        self.consequences.append({"kind": kind, **more})


@dataclass
class Trigger:
    """The right to open one view, for a person, for three seconds."""

    id: str
    gesture: Gesture
    expires_at: int
    view_id: str | None = None
    is_used: bool = False


@dataclass
class ResponseUrl:
    """The right to answer a gesture, five times within half an hour."""

    key: str
    gesture: Gesture
    channel: str
    expires_at: int
    source_ts: str | None = None
    uses: int = 0


class Gestures:
    """All gestures, and the triggers and response URLs that they gave."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock
        self._gestures: dict[str, Gesture] = {}
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def begin(self, user: str, channel: str = "") -> Gesture:
        """A person does something."""
        gesture = Gesture(self._ids.fresh("G"), user, channel)
        _keep(self._gestures, gesture.id, gesture)
        return gesture

    def find(self, gesture_id: str) -> Gesture | None:
        """The gesture of an id."""
        return self._gestures.get(gesture_id)

    def trigger(self, gesture: Gesture, view_id: str | None = None) -> Trigger:
        """A fresh trigger; `view_id` when the gesture was made within a modal."""
        expires_at = self._clock.now() + self._clock.gesture_span(TRIGGER_SECONDS)
        key = f"{self._clock.now()}.{self._ids.word(8)}.{self._ids.word(12).lower()}"
        trigger = Trigger(key, gesture, expires_at, view_id)
        _keep(self._triggers, trigger.id, trigger)
        return trigger

    def use_trigger(self, trigger_id: str) -> Trigger:
        """Uses a trigger up; SlackError when it is unknown, used or too old."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() > trigger.expires_at:
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger

    def response_url(self, gesture: Gesture, channel: str, source_ts: str | None = None) -> ResponseUrl:
        """A fresh URL; `source_ts` is the message that the gesture was made on."""
        expires_at = self._clock.now() + RESPONSE_SECONDS * 1_000_000
        url = ResponseUrl(self._ids.fresh("R"), gesture, channel, expires_at, source_ts)
        _keep(self._urls, url.key, url)
        return url

    def use_response_url(self, key: str) -> ResponseUrl | None:
        """Uses a URL once more; None when it is unknown, used up or too old."""
        url = self._urls.get(key)
        if url is None or url.uses >= RESPONSE_USES or self._clock.now() > url.expires_at:
            return None
        url.uses += 1
        return url


def _keep(kept: dict[str, Kept], key: str, one: Kept) -> None:
    kept[key] = one
    if len(kept) > KEPT:
        del kept[next(iter(kept))]  # the oldest
