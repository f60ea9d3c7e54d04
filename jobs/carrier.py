"""What it takes to carry a workspace's messages to Slack: the network, the words, the clocks, the time budget."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from uuid import uuid4

from sqlalchemy.orm import Session

from messages.blocks import Block, Message
from messages.charts import Chart
from messages.paper import Paper
from storage.engine import Sessions
from storage.outgoing import Cancelled, Outgoing
from storage.workspaces import Workspace

Template = Callable[[Session, Outgoing, datetime], Message | Cancelled]


@dataclass(frozen=True)
class Letter:
    """One message as it is handed to Slack."""

    channel: str
    text: str
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, Any] | None = None
    client_msg_id: str | None = None


@dataclass(frozen=True)
class Posted:
    """Where Slack put a message."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Seen:
    """A message found in a channel's history, and the marker in its metadata."""

    ts: str
    bot_id: str | None
    marker: str | None


class Slack(Protocol):
    """The network. Each call may raise a Refusal of jobs.outcome, and nothing else."""

    def check(self) -> None:
        """Whether Slack accepts the bot."""

    def post(self, letter: Letter) -> Posted:
        """Posts a message."""

    def update(self, letter: Letter, ts: str) -> None:
        """Replaces a message's text, blocks and metadata."""

    def open_dm(self, user: str) -> str:
        """The channel of direct messages with this person."""

    def upload(self, picture: bytes, filename: str, alt: str) -> str:
        """Uploads a PNG that is not shared anywhere yet; returns the file's id."""

    def put(self, content: bytes, filename: str) -> str:
        """Uploads a file that `share` shows to somebody later; returns its id."""

    def share(self, file_id: str, letter: Letter, title: str) -> Posted:
        """Posts an uploaded file with the letter's text. A second time does nothing."""

    def history(self, channel: str, oldest: datetime, latest: datetime) -> list[Seen]:
        """Every message of the channel between two instants, to the last page."""


class Draws(Protocol):
    """Whoever draws charts."""

    def draw(self, chart: Chart) -> bytes:
        """The chart as a PNG; raises ChartFailed."""

    def print(self, paper: Paper) -> bytes:
        """The document as a PDF; raises ChartFailed."""


@dataclass(frozen=True)
class Budget:
    """How long things may take, in rising order: a whole request, a claim, and until a late request has arrived."""

    request: timedelta = timedelta(seconds=10)
    lease: timedelta = timedelta(seconds=30)
    settle: timedelta = timedelta(seconds=60)
    answer: timedelta = timedelta(minutes=30)
    give_up: timedelta = timedelta(hours=24)

    def __post_init__(self) -> None:
        if not self.request < self.lease:
            raise ValueError("A claim must last longer than a request.")


LONGEST_BACKOFF: Final = timedelta(minutes=15)


def _name() -> str:
    return uuid4().hex


@dataclass(frozen=True)
class Carrier:
    """All that delivery works with, for one workspace.

    `now` says what is due; `transport_now` is the clock of leases, gates, attempts and look-ups (real time, or the
    sandbox's). `owner` names this sender among others. `chance` gives numbers from 0 to 1, `monotonic` seconds.
    """

    sessions: Sessions
    workspace: Workspace
    slack: Slack
    templates: Mapping[str, Template]
    secret: bytes
    now: Callable[[], datetime]
    transport_now: Callable[[], datetime]
    drawer: Draws | None = None
    budget: Budget = Budget()
    owner: str = field(default_factory=_name)
    chance: Callable[[], float] = random.random
    monotonic: Callable[[], float] = time.monotonic

    def backoff(self, attempts: int) -> timedelta:
        """How long to wait after so many failed attempts: doubling, at most 15 minutes, then spread by half."""
        doubled = min(LONGEST_BACKOFF, timedelta(seconds=2 ** min(attempts, 16)))
        return doubled * (0.5 + self.chance())
