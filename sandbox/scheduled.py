"""Messages that the app scheduled: what waits to be posted, where and when."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from sandbox.channels import Channel
from sandbox.ids import Ids
from sandbox.wire import SlackError
from sandbox.words import Words

WINDOW_SECONDS = 300


@dataclass(frozen=True)
class Scheduled:
    """One message to come; `post_at` and `created` are seconds since 1970."""

    id: str
    channel: Channel
    words: Words
    post_at: int
    created: int
    thread_at: int | None = None


class Schedule:
    """All messages to come, by their ids."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._by_id: dict[str, Scheduled] = {}

    def add(self, channel: Channel, words: Words, post_at: int, now: int, thread_at: int | None) -> Scheduled:
        """Keeps a message until its time."""
        scheduled = Scheduled(self._ids.fresh("Q"), channel, words, post_at, now, thread_at)
        self._by_id[scheduled.id] = scheduled
        return scheduled

    def take(self, scheduled_id: str) -> Scheduled | None:
        """Takes a message out: posted, or deleted."""
        return self._by_id.pop(scheduled_id, None)

    def find(self, scheduled_id: str, channel: Channel) -> Scheduled:
        """The message of an id in that channel; `invalid_scheduled_message_id` otherwise."""
        found = self._by_id.get(scheduled_id)
        if found is None or found.channel is not channel:
            raise SlackError("invalid_scheduled_message_id")
        return found

    def waiting(self) -> list[Scheduled]:
        """All that wait, the earliest first."""
        return sorted(self._by_id.values(), key=lambda one: (one.post_at, one.id))

    def fullest_window(self, channel: Channel, post_at: int) -> int:
        """With one more at `post_at`: the most messages of the channel within any five minutes around it."""
        times = sorted([post_at, *(one.post_at for one in self.waiting() if one.channel is channel)])
        starts = times[bisect_right(times, post_at - WINDOW_SECONDS) : bisect_right(times, post_at)]
        return max(bisect_left(times, start + WINDOW_SECONDS) - bisect_left(times, start) for start in starts)
