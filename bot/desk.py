"""Where a command of the command line works: the database, and one workspace in it. Imports nothing heavy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from bot.database import is_current, usable
from bot.errors import BadInstant
from bot.place import database_url, now
from sla.zones import instant, zone_named
from storage import workspaces
from storage.engine import Sessions
from storage.workspaces import Workspace

WRITTEN = "write it as 2026-10-12T09:00 or 2026-10-12T09:00+02:00."


@dataclass(frozen=True)
class Desk:
    """One workspace of one database."""

    sessions: Sessions
    workspace: Workspace

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.sessions.read() as session:
            yield session


def team_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--team T…`, for a database that serves several workspaces."""
    return click.option("--team", metavar="T…", help="The workspace, where the database serves several.")(command)


@contextmanager
def desk(team: str | None, url: str | None = None) -> Iterator[Desk]:
    """Opens the database. Raises NoWorkspace, WhichWorkspace, or what is wrong with the database."""
    sessions = Sessions(url or database_url())
    try:
        yield Desk(sessions, _workspace(sessions, team))
    finally:
        sessions.dispose()


def workspace_of(session: Session, team: str | None) -> Workspace:
    """The workspace of this team, or the only one there is."""
    return workspaces.by_team(session, team) if team else workspaces.only(session)


def parsed_instant(text: str | None, zone: str | ZoneInfo | None) -> datetime:
    """The UTC instant that a person wrote, now when nothing; without an offset it is local to the zone.

    Raises BadInstant; so it does for a local time where no one zone is meant.
    """
    if text is None:
        return now()
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInstant(
            f"“{text[:40]}” is not an instant; write it as 2026-10-12T09:00 or 2026-10-12T09:00+02:00."
        ) from None
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    if zone is None:
        raise BadInstant(f"“{text[:40]}” needs its offset, as in 2026-10-12T09:00+02:00: there is no single agreement.")
    return instant(read.replace(tzinfo=zone_named(zone)))


def _workspace(sessions: Sessions, team: str | None) -> Workspace:
    if not is_current(sessions):
        _explain(sessions)
    with usable(), sessions.read() as session:
        return workspace_of(session, team)


def _explain(sessions: Sessions) -> None:
    """Raises what is wrong in words; the modules of migration are imported only here, where it went wrong."""
    from storage import schema  # noqa: PLC0415 - a second of imports that a sound database never needs

    with usable():
        schema.check(sessions)
