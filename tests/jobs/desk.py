"""A desk to deliver from: a database with a workspace, a clock to turn, and a Slack on paper that refuses on order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from jobs.carrier import Budget, Carrier, Letter, Posted, Seen, Template
from jobs.deliver import Delivered, deliver
from jobs.outcome import Ambiguous, Refusal
from messages.blocks import Message, section
from messages.charts import Bars, Chart
from sla.agreement import Agreement
from storage import obligations, outbox, workspaces
from storage.engine import Sessions
from storage.outgoing import Cancelled, Outgoing, State
from storage.workspaces import Workspace
from tests.makers import AMY, CHANNEL, JOSH, RITA, make_agreement, make_people, make_workspace
from tests.moments import at

NINE = at("2026-10-05 09:00")
ADMIN = "U0ADMIN"
BOT_ID = "B0BOT"
CHART = Bars("Speed", "h", ("Mon",), (1.0,), 2.0, lower_is_better=True)


def said(_session: Any, outgoing: Outgoing, _now: datetime) -> Message:
    """A template of tests: says what it is about."""
    words = f"{outgoing.kind} {outgoing.subject} {outgoing.occurrence}"
    return Message(words, (section(words),), outgoing.kind, {"agreement": "company-x"})


def charted(session: Any, outgoing: Outgoing, now: datetime) -> Message:
    """The same with a chart."""
    return replace(said(session, outgoing, now), chart=CHART)


def stale(_session: Any, _outgoing: Outgoing, _now: datetime) -> Cancelled:
    """A template that finds nothing to say any more."""
    return Cancelled("Followed up at 08:59.")


CHARTED = "sla_review"
KINDS = (
    "sla_pacing",
    "sla_hand_off",
    "sla_follow_up_warning",
    "sla_follow_up_overdue",
    "sla_follow_up_bundle",
    "sla_celebration",
    "sla_strike",
    "sla_notice",
)


@dataclass
class Sheet:
    """A message on the paper Slack."""

    letter: Letter
    ts: str
    at: datetime


@dataclass
class PaperSlack:
    """Slack on paper. `refusals` are raised by the next calls of a method; `arrivals` land although the post fails."""

    clock: Callable[[], datetime]
    sheets: list[Sheet] = field(default_factory=list)
    refusals: dict[str, list[Exception]] = field(default_factory=dict)
    arrivals: list[timedelta] = field(default_factory=list)
    updates: list[tuple[Letter, str]] = field(default_factory=list)
    uploads: int = 0
    looks: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None

    def refuse(self, method: str, *refusals: Exception) -> None:
        self.refusals.setdefault(method, []).extend(refusals)

    def lose_answer(self, seconds: float = 0) -> None:
        """The next post arrives, so much later, and its answer is lost."""
        self.arrivals.append(timedelta(seconds=seconds))
        self.refuse("post", Ambiguous("timeout"))

    def check(self) -> None:
        self._maybe("check")

    def post(self, letter: Letter) -> Posted:
        if self.arrivals and isinstance(self.refusals["post"][0], Ambiguous):
            self._put(letter, self.arrivals.pop(0))
        self._maybe("post")
        posted = self._put(letter, timedelta(0))
        self.before_answer()
        return posted

    def update(self, letter: Letter, ts: str) -> None:
        self._maybe("update")
        self.updates.append((letter, ts))

    def open_dm(self, user: str) -> str:
        self._maybe("open_dm")
        return f"D{user[1:]}"

    def upload(self, picture: bytes, filename: str, alt: str) -> str:
        self._maybe("upload")
        self.uploads += 1
        return f"F{self.uploads}"

    def put(self, content: bytes, filename: str) -> str:
        self._maybe("put")
        self.uploads += 1
        return f"F{self.uploads}"

    def share(self, file_id: str, letter: Letter, title: str) -> Posted:
        self._maybe("share")
        return self._put(letter, timedelta(0))

    def history(self, channel: str, oldest: datetime, latest: datetime) -> list[Seen]:
        self.looks.append((channel, oldest, latest))
        self._maybe("history")
        landed = [sheet for sheet in self.sheets if oldest <= sheet.at <= min(latest, self.clock())]
        here = (sheet for sheet in landed if sheet.letter.channel == channel)
        return [Seen(sheet.ts, BOT_ID, _marker(sheet.letter)) for sheet in here]

    @property
    def texts(self) -> list[str]:
        return [sheet.letter.text for sheet in self.sheets]

    def _put(self, letter: Letter, later: timedelta) -> Posted:
        lands_at = self.clock() + later
        ts = f"{lands_at.timestamp():.0f}.{len(self.sheets):06d}"
        self.sheets.append(Sheet(letter, ts, lands_at))
        return Posted(letter.channel, ts)

    def _maybe(self, method: str) -> None:
        waiting = self.refusals.get(method)
        if waiting:
            raise waiting.pop(0)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


class Pen:
    """Draws the same picture of every chart."""

    def draw(self, _chart: Chart) -> bytes:
        return PNG


@dataclass
class Desk:
    """Everything at hand: what is owed, what was posted, and a clock that both follow."""

    sessions: Sessions
    workspace: Workspace
    agreement: Agreement
    now: datetime = NINE
    templates: dict[str, Template] = field(default_factory=lambda: dict.fromkeys(KINDS, said))
    budget: Budget = field(default_factory=Budget)

    def __post_init__(self) -> None:
        self.slack = PaperSlack(lambda: self.now)
        self.carrier = Carrier(
            sessions=self.sessions,
            workspace=self.workspace,
            slack=self.slack,
            templates=self.templates,
            secret=b"tests",
            now=lambda: self.now,
            transport_now=lambda: self.now,
            drawer=Pen(),
            budget=self.budget,
            chance=lambda: 0.5,
            monotonic=lambda: 0.0,
        )

    def owe(self, occurrence: str, **changes: Any) -> bool:
        """A pacing post is owed to the channel, or what a test wants instead."""
        owed: dict[str, Any] = {
            "workspace_id": self.workspace.id,
            "agreement_id": self.agreement.id,
            "terms_id": self.agreement.terms_id,
            "kind": "sla_pacing",
            "subject": "pacing",
            "occurrence": occurrence,
            "due_at": self.now,
            "to": CHANNEL,
            "lane": "digest",
            "args": {},
            "not_before": self.now,
            "fallback": AMY.key,
        }
        with self.sessions.write() as session:
            return obligations.owe(session, **(owed | changes))

    def alert(self, number: int, to: str = RITA.key, **changes: Any) -> bool:
        """An overdue lead is owed to a rep."""
        alert = {"kind": "sla_follow_up_overdue", "subject": f"lead:{number}", "to": to, "lane": "alert"}
        return self.owe(f"{number}", **(alert | changes))

    def deliver(self) -> Delivered:
        return deliver(self.carrier)

    def drain(self, hours: float = 48) -> datetime:
        """Delivers until nothing is left to do, turning the clock to each next instant; returns where it stands."""
        end = self.now + timedelta(hours=hours)
        while True:
            self.deliver()
            due = self.next_due()
            if due is None or due > end:
                return self.now
            self.now = max(due, self.now)

    def next_due(self) -> datetime | None:
        with self.sessions.read() as session:
            return outbox.next_due(session, self.workspace.id, self.now)

    def sent(self) -> list[outbox.Sent]:
        with self.sessions.read() as session:
            return list(outbox.messages(session, self.workspace.id))

    def states(self) -> list[State]:
        return [message.state for message in self.sent()]


def open_desk(sessions: Sessions, **changes: Any) -> Desk:
    """A desk of Company X, whose admin is known."""
    with sessions.write() as session:
        workspace = make_workspace(session)
        make_people(session, workspace)
        workspaces.set_admin(session, workspace.id, ADMIN)
        agreement = make_agreement(session, workspace=workspace)
    return Desk(sessions, replace(workspace, admin=ADMIN), agreement, **changes)


@pytest.fixture
def desk(sessions: Sessions) -> Desk:
    """A desk on each database."""
    return open_desk(sessions)


def refused(kind: type[Refusal], code: str) -> Refusal:
    """A refusal with Slack's code."""
    return kind(code, 200)


def _marker(letter: Letter) -> str | None:
    return None if letter.metadata is None else letter.metadata["event_payload"]["marker"]


__all__ = ["ADMIN", "AMY", "CHANNEL", "JOSH", "NINE", "RITA", "Desk", "desk", "open_desk", "refused"]
