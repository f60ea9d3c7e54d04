"""A tick: everything that is due at one instant is done once, in order, and then what it has to say is sent."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.directory import Directory
from bot.errors import BackInTime
from bot.foundation import Foundation
from bot.installed import Installed
from bot.introduction import introduce_once
from bot.rehearsal import Rehearsal, owed_since
from bot.sender import Sender
from bot.work import Work
from jobs.deliver import deliver
from messages.charts import Drawer
from sla.errors import NoWorkspace
from storage import agreements, outbox, workspaces
from storage.engine import Sessions
from storage.workspaces import WorkspaceRow

ROUNDS = 100
LONGEST_WAIT = timedelta(minutes=5)
SHORTEST_SLEEP = 0.02


@dataclass(frozen=True)
class Round:
    """What a tick works with: one workspace, one instant."""

    base: Foundation
    installed: Installed
    at: datetime


@dataclass(frozen=True)
class Ticked:
    """What a tick did: by sweep, by how messages ended, and more in words."""

    at: datetime
    swept: Mapping[str, int]
    delivered: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def begin(base: Foundation, team: str | None, instant: Callable[[str | None], datetime]) -> Round:
    """Gets to know Slack once, and the instant; `instant` is given the one agreement's zone, else None.

    Raises TokenRefused, SlackUnreachable, NoWorkspace, BadInstant, or BackInTime.
    """
    installed: Installed | None = introduce_once(base.client, base.sessions, base.installations, base.clock)
    if team is not None:
        installed = base.installations.of_team(team)
    if installed is None:
        raise NoWorkspace(f"The bot has no token for the workspace {team}; install it there, or check --team.")
    workspace = installed.workspace
    with base.sessions.read() as session:
        at = instant(_zone(session, workspace.id, base.clock.now()))
        last = workspaces.last_tick_at(session, workspace.id)
        knows_people = session.scalar(select(WorkspaceRow.directory_read_at).where(WorkspaceRow.id == workspace.id))
    if last is not None and at < last:
        raise BackInTime(f"The last tick was at {last.isoformat()}; a tick does not go back behind it.")
    if knows_people is None:
        Directory(base.sessions, base.clock, base.client).read(workspace)
    return Round(base, installed, at)


def tick_all(turn: Round, work: Work, drawer: Drawer) -> Ticked:
    """The sweeps until nothing more is due at the instant, then delivery until nothing more can be sent for it."""
    base = turn.base
    with base.sessions.write() as session:
        workspaces.set_last_tick(session, turn.installed.workspace.id, turn.at)
    swept = _sweep(base.sessions, work, turn.at)
    delivered, notes = _deliver(turn, work, drawer)
    return Ticked(turn.at, swept, delivered, notes)


def rehearse(turn: Round, work: Work) -> Ticked:
    """What a tick would do: the sweeps run in a transaction that is then taken back, and nothing is sent."""
    workspace = turn.installed.workspace
    with Rehearsal(turn.base.settings.database_url) as sessions:
        swept = _sweep(sessions, work, turn.at)
        return Ticked(turn.at, swept, notes=tuple(owed_since(sessions, workspace.id)))


def _sweep(sessions: Sessions, work: Work, at: datetime) -> dict[str, int]:
    """What one sweep does may make more due at the same instant, so they go round until none does anything."""
    total: Counter[str] = Counter({name: 0 for name, _, _ in work.schedule})
    for _ in range(ROUNDS):
        done = work.sweep_all(sessions, at)
        total.update(done)
        if not any(done.values()):
            break
    return dict(total)


def _deliver(turn: Round, work: Work, drawer: Drawer) -> tuple[dict[str, int], tuple[str, ...]]:
    carrier = Sender(turn.base, work.templates, drawer, now=lambda: turn.at).carrier(turn.installed)
    ends: Counter[str] = Counter()
    while True:
        ends.update(deliver(carrier).ends)
        opens_at = _next_opening(turn)
        if opens_at is None:
            return dict(ends), ()
        if not _waited(turn, opens_at):
            return dict(ends), (f"some messages must wait until {opens_at.isoformat()}; tick again then",)


def _next_opening(turn: Round) -> datetime | None:
    with turn.base.sessions.read() as session:
        return outbox.next_opening(session, turn.installed.workspace.id, turn.at)


def _waited(turn: Round, until: datetime) -> bool:
    """Waits for the transport's clock; False when that would take too long, or the clock stands still."""
    before = turn.base.clock.now()
    if until - before > LONGEST_WAIT:
        return False
    time.sleep(max(SHORTEST_SLEEP, (until - before).total_seconds()))
    return turn.base.clock.now() > before


def _zone(session: Session, workspace_id: int, now: datetime) -> str | None:
    zones = {agreement.terms.timezone for agreement in agreements.all_of(session, workspace_id, now)}
    return zones.pop() if len(zones) == 1 else None
